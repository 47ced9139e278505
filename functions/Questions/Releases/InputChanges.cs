using BudgetWatch.Pipeline.Build;
using BudgetWatch.Pipeline.Ingest;

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
    string Change,
    EditionName? From,
    EditionName? To,
    int? ReaderFrom,
    int? ReaderTo
)
{
    /// <summary>Only the new release has the input.</summary>
    internal const string Added = "added";

    /// <summary>Only the release before has it.</summary>
    internal const string Gone = "gone";

    /// <summary>Another file.</summary>
    internal const string Revised = "revised";

    /// <summary>The same file, read by another version of the reader.</summary>
    internal const string ReadAgain = "read-again";

    /// <summary>The edition before was permanently withdrawn.</summary>
    internal const string Withdrawn = "withdrawn";

    /// <summary>Who withdrew the edition before, and why; null where it was not withdrawn.</summary>
    public string? Why { get; init; }

    /// <summary>The kind of each source's input, and what a reader calls it. Every source of the catalogue is listed.</summary>
    private static readonly Dictionary<string, (string Kind, string Name)> Kinds = new(StringComparer.Ordinal)
    {
        ["revenue-budgets"] = ("budgets", "budgets"),
        ["revenue-outturn-summaries"] = ("outturn", "outturn"),
        ["revenue-outturn-service-tables"] = ("outturn", "outturn"),
        ["revenue-outturn-time-series"] = ("outturn", "outturn"),
        ["gdp-deflators"] = ("prices", "prices"),
        ["population-estimates"] = ("population", "population"),
        ["indices-of-deprivation"] = ("indices-of-deprivation", "Indices of Deprivation"),
        ["authority-register"] = ("authority-register", "authority register"),
        ["district-lineage"] = ("lineage", "district lineage"),
        ["grants-by-district"] = ("grants", "grants"),
        ["grants"] = ("grants", "grants"),
        ["charity-register"] = ("charities", "charities"),
        ["volunteering-survey"] = ("volunteering", "volunteering"),
        ["postcode-districts"] = ("postcodes", "postcodes"),
    };

    /// <summary>What a reader calls its kind.</summary>
    internal string KindName => Kinds.TryGetValue(Source, out var known) ? known.Name : Source;

    /// <summary>The kind of a source's input; a source that is no longer in the catalogue is its own.</summary>
    internal static string KindOf(string source) => Kinds.TryGetValue(source, out var known) ? known.Kind : source;

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
                KindOf(key.SourceId),
                key.SourceId,
                key.Slot,
                older is null ? Added
                    : withdrawn is not null ? Withdrawn
                    : newer is null ? Gone
                    : older.Sha256 == newer.Sha256 ? ReadAgain
                    : Revised,
                older is null ? null : EditionName.Of(older),
                newer is null ? null : EditionName.Of(newer),
                older?.ReaderVersion,
                newer?.ReaderVersion
            )
            {
                Why = withdrawn is null
                    ? null
                    : $"Withdrawn by {(withdrawn.By == EditionVerdict.Publisher ? "its publisher" : "the operator")}. {withdrawn.Reason}".Trim(),
            },
        ];
    }
}

/// <summary>The years of a return that only one of two releases has.</summary>
/// <param name="Return">budget or outturn.</param>
/// <param name="Added">The years only the new release has.</param>
/// <param name="Gone">The years only the release before has.</param>
public sealed record YearsChange(string Return, IReadOnlyList<string> Added, IReadOnlyList<string> Gone)
{
    /// <summary>Of every return in which years differ.</summary>
    internal static IReadOnlyList<YearsChange> Between(PublishedRelease before, PublishedRelease now)
    {
        static List<string> YearsOf(PublishedRelease release, string @return) =>
            [.. release.Returns.Where(source => source.Return == @return).Select(source => source.Year).Order(StringComparer.Ordinal)];
        return
        [
            .. from @return in before.Returns.Concat(now.Returns).Select(source => source.Return).Distinct().Order(StringComparer.Ordinal)
            let was = YearsOf(before, @return)
            let became = YearsOf(now, @return)
            where !was.SequenceEqual(became)
            select new YearsChange(@return, [.. became.Except(was)], [.. was.Except(became)]),
        ];
    }
}
