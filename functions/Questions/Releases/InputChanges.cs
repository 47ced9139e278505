using BudgetWatch.Domain;
using BudgetWatch.Domain.Observations;
using BudgetWatch.Pipeline.Build;
using BudgetWatch.Pipeline.Ingest;
using BudgetWatch.Sources;

namespace BudgetWatch.Questions.Releases;

/// <summary>An input that a release does not share with the one before.</summary>
/// <param name="Kind">What sort of input: budgets, outturn, prices, population, indices-of-deprivation, authority-register, lineage, grants, charities, volunteering or postcodes.</param>
/// <param name="Source">The source.</param>
/// <param name="Slot">Which of its inputs: a year, a vintage, a table.</param>
/// <param name="Change">added, gone, revised (another file), read-again (the same file, read by another version of the reader), or withdrawn (permanently; <c>why</c> says why).</param>
/// <param name="From">The edition before; null where there was none.</param>
/// <param name="To">The edition now; null where there is none.</param>
/// <param name="ReaderFrom">The version of the reader before; null where there was no edition.</param>
/// <param name="ReaderTo">The version now.</param>
public sealed record InputChange(
    string Kind,
    string Source,
    string Slot,
    InputChangeKind Change,
    EditionName? From,
    EditionName? To,
    int? ReaderFrom,
    int? ReaderTo
)
{
    /// <summary>Who withdrew the edition before, and why; null where it was not withdrawn.</summary>
    public string? Why { get; init; }

    /// <summary>What a reader calls its kind.</summary>
    internal string KindName => KindOf(Source).Name;

    /// <summary>The kind of a source's input; a source that is no longer in the catalogue is its own.</summary>
    internal static InputKind KindOf(string source) => SourceCatalogue.Find(source)?.Description.Kind ?? new InputKind(source);

    /// <summary>Every input that two releases do not share, in order of source and slot.</summary>
    internal static IReadOnlyList<InputChange> Between(PublishedRelease before, PublishedRelease now)
    {
        var was = before.Inputs.ToDictionary(input => (input.SourceId, input.Slot));
        var became = now.Inputs.ToDictionary(input => (input.SourceId, input.Slot));
        return
        [
            .. from key in was.Keys.Union(became.Keys)
            orderby key.SourceId, key.Slot
            let older = was.GetValueOrDefault(key)
            let newer = became.GetValueOrDefault(key)
            let withdrawn = now.Withdrawn.FirstOrDefault(input => input.Sha256 == older?.Sha256)
            where (older?.Sha256, older?.ReaderVersion) != (newer?.Sha256, newer?.ReaderVersion)
            select new InputChange(
                KindOf(key.SourceId).Id,
                key.SourceId,
                key.Slot,
                older is null ? InputChangeKind.Added
                    : withdrawn is not null ? InputChangeKind.Withdrawn
                    : newer is null ? InputChangeKind.Gone
                    : older.Sha256 == newer.Sha256 ? InputChangeKind.ReadAgain
                    : InputChangeKind.Revised,
                older is null ? null : EditionName.Of(older),
                newer is null ? null : EditionName.Of(newer),
                older?.ReaderVersion,
                newer?.ReaderVersion
            )
            {
                Why = withdrawn is null
                    ? null
                    : $"Withdrawn by {(withdrawn.By == VerdictGiver.Publisher ? "its publisher" : "the operator")}. {withdrawn.Reason}".Trim(),
            },
        ];
    }
}

/// <summary>What happened to an input between two releases.</summary>
public enum InputChangeKind
{
    /// <summary>Only the new release has it.</summary>
    Added,

    /// <summary>Only the release before has it.</summary>
    Gone,

    /// <summary>Another file.</summary>
    Revised,

    /// <summary>The same file, read by another version of the reader.</summary>
    ReadAgain,

    /// <summary>The edition before was permanently withdrawn.</summary>
    Withdrawn,
}

/// <summary>The years of a return that only one of two releases has.</summary>
/// <param name="Return">budget or outturn.</param>
/// <param name="Added">The years only the new release has.</param>
/// <param name="Gone">The years only the release before has.</param>
public sealed record YearsChange(Return Return, IReadOnlyList<FinancialYear> Added, IReadOnlyList<FinancialYear> Gone)
{
    /// <summary>Of every return in which years differ.</summary>
    internal static IReadOnlyList<YearsChange> Between(PublishedRelease before, PublishedRelease now)
    {
        static List<FinancialYear> YearsOf(PublishedRelease release, Return @return) =>
            [.. release.Returns.Where(source => source.Return == @return).Select(source => source.Year).Order()];
        return
        [
            .. from @return in before.Returns.Concat(now.Returns).Select(source => source.Return).Distinct().Order()
            let was = YearsOf(before, @return)
            let became = YearsOf(now, @return)
            where !was.SequenceEqual(became)
            select new YearsChange(@return, [.. became.Except(was)], [.. was.Except(became)]),
        ];
    }
}
