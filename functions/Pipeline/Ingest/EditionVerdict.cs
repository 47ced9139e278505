using BudgetWatch.Sources;

namespace BudgetWatch.Pipeline.Ingest;

/// <summary>What a person, or a publisher who took a page back, said of an edition. It is kept in the raw zone, beside the bytes: nothing that is lost loses it.</summary>
/// <param name="Sha256">The edition.</param>
/// <param name="Kind">What was said.</param>
/// <param name="At">When.</param>
/// <param name="By">Who said it.</param>
/// <param name="Reason">Why, in their words; empty where they gave none.</param>
public sealed record EditionVerdict(string Sha256, VerdictKind Kind, DateTimeOffset At, VerdictGiver By, string Reason)
{
    /// <summary>Why, in their words; empty where they gave none.</summary>
    public string Reason
    {
        get;
        init => field = BoundedText.Cut(value, BoundedText.Sentence);
    } = BoundedText.Cut(Reason, BoundedText.Sentence);
}

/// <summary>What is said of an edition. Verdicts are stored by these names.</summary>
public enum VerdictKind
{
    /// <summary>It is right, whatever is asked about it.</summary>
    Accepted,

    /// <summary>It is permanently withdrawn. Nothing brings it back, whatever its date and origin.</summary>
    Withdrawn,
}

/// <summary>Who gives a verdict.</summary>
public enum VerdictGiver
{
    /// <summary>Someone with a key.</summary>
    Operator,

    /// <summary>The publisher, who withdrew the page it was on.</summary>
    Publisher,
}

/// <summary>Every verdict there is.</summary>
/// <param name="All">Each edition's; one that is withdrawn may have been accepted before.</param>
public sealed record EditionVerdicts(IReadOnlyList<EditionVerdict> All)
{
    private readonly HashSet<string> _withdrawn =
    [
        .. All.Where(verdict => verdict.Kind == VerdictKind.Withdrawn).Select(verdict => verdict.Sha256),
    ];
    private readonly HashSet<string> _accepted =
    [
        .. All.Where(verdict => verdict.Kind == VerdictKind.Accepted).Select(verdict => verdict.Sha256),
    ];

    /// <summary>None.</summary>
    public static EditionVerdicts None { get; } = new([]);

    /// <summary>Whether an edition is permanently withdrawn.</summary>
    public bool IsWithdrawn(string sha256) => _withdrawn.Contains(sha256);

    /// <summary>Whether a person accepted an edition and it was not withdrawn.</summary>
    public bool IsAccepted(string sha256) => _accepted.Contains(sha256) && !IsWithdrawn(sha256);

    /// <summary>The withdrawal of an edition; null where there is none.</summary>
    public EditionVerdict? Withdrawal(string sha256) =>
        All.FirstOrDefault(verdict => verdict.Sha256 == sha256 && verdict.Kind == VerdictKind.Withdrawn);
}
