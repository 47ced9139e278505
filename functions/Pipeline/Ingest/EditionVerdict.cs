using BudgetWatch.Sources;

namespace BudgetWatch.Pipeline.Ingest;

/// <summary>What a person, or a publisher who took a page back, said of an edition. It is kept in the raw zone, beside the bytes: nothing that is lost loses it.</summary>
/// <param name="Sha256">The edition.</param>
/// <param name="Kind"><see cref="Accepted"/> or <see cref="Withdrawn"/>.</param>
/// <param name="At">When.</param>
/// <param name="By">Who: <see cref="Operator"/> or <see cref="Publisher"/>.</param>
/// <param name="Reason">Why, in their words; empty where they gave none.</param>
public sealed record EditionVerdict(string Sha256, string Kind, DateTimeOffset At, string By, string Reason)
{
    /// <summary>It is right, whatever is asked about it.</summary>
    public const string Accepted = "accepted";

    /// <summary>It is permanently withdrawn. Nothing brings it back, whatever its date and origin.</summary>
    public const string Withdrawn = "withdrawn";

    /// <summary>Someone with a key.</summary>
    public const string Operator = "operator";

    /// <summary>The publisher, who withdrew the page it was on.</summary>
    public const string Publisher = "publisher";

    /// <summary>Why, in their words; empty where they gave none.</summary>
    public string Reason
    {
        get;
        init => field = BoundedText.Cut(value, BoundedText.Sentence);
    } = BoundedText.Cut(Reason, BoundedText.Sentence);
}

/// <summary>Every verdict there is.</summary>
/// <param name="All">Each edition's; one that is withdrawn may have been accepted before.</param>
public sealed record EditionVerdicts(IReadOnlyList<EditionVerdict> All)
{
    private readonly HashSet<string> _withdrawn =
    [
        .. All.Where(verdict => verdict.Kind == EditionVerdict.Withdrawn).Select(verdict => verdict.Sha256),
    ];
    private readonly HashSet<string> _accepted =
    [
        .. All.Where(verdict => verdict.Kind == EditionVerdict.Accepted).Select(verdict => verdict.Sha256),
    ];

    /// <summary>None.</summary>
    public static EditionVerdicts None { get; } = new([]);

    /// <summary>Whether an edition is permanently withdrawn.</summary>
    public bool IsWithdrawn(string sha256) => _withdrawn.Contains(sha256);

    /// <summary>Whether a person accepted an edition and it was not withdrawn.</summary>
    public bool IsAccepted(string sha256) => _accepted.Contains(sha256) && !IsWithdrawn(sha256);

    /// <summary>The withdrawal of an edition; null where there is none.</summary>
    public EditionVerdict? Withdrawal(string sha256) =>
        All.FirstOrDefault(verdict => verdict.Sha256 == sha256 && verdict.Kind == EditionVerdict.Withdrawn);
}
