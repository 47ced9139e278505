namespace BudgetWatch.Pipeline.Telemetry;

/// <summary>Something that is measured. Names and units are stable: alerts and queries are written with them.</summary>
/// <param name="Name">What it is called.</param>
/// <param name="Unit">Its unit, as UCUM writes it.</param>
/// <param name="Meaning">What is counted or measured.</param>
/// <param name="Tags">What it is broken down by.</param>
public sealed record Measure(string Name, string Unit, string Meaning, params IReadOnlyList<string> Tags)
{
    /// <summary>Editions a source was offered and decided on.</summary>
    public static readonly Measure EditionsChecked = new(
        "budgetwatch.editions.checked",
        "{edition}",
        "editions that a source was offered and decided on, at each look",
        Tag.Source
    );

    /// <summary>Editions accepted.</summary>
    public static readonly Measure EditionsAccepted = new("budgetwatch.editions.accepted", "{edition}", "of these, accepted", Tag.Source);

    /// <summary>Editions refused.</summary>
    public static readonly Measure EditionsRefused = new(
        "budgetwatch.editions.refused",
        "{edition}",
        "of these, refused; a file of no source is `unrecognised-files`, once for each source that looks at it",
        Tag.Source
    );

    /// <summary>Cells read.</summary>
    public static readonly Measure CellsRead = new(
        "budgetwatch.cells.read",
        "{cell}",
        "cells of the rows that were read of editions not read before, blank ones among them",
        Tag.Source
    );

    /// <summary>How long builds take.</summary>
    public static readonly Measure BuildDuration = new(
        "budgetwatch.build.duration",
        "s",
        "from the taking of a build's message to what came of it",
        Tag.Outcome
    );

    /// <summary>Runs completed.</summary>
    public static readonly Measure RunsCompleted = new(
        "budgetwatch.runs.completed",
        "{run}",
        "runs that ended, by what came of them; `look` at all sources, or `retry` of one thing",
        Tag.Outcome,
        Tag.Kind
    );

    /// <summary>Incidents opened.</summary>
    public static readonly Measure IncidentsOpened = new(
        "budgetwatch.incidents.opened",
        "{incident}",
        "what a person must look at: a message (`poison`) or a release (`build`) that failed at every try, a reader that failed on a file (`reader`), an edition that is held (`held`)",
        Tag.Cause
    );

    /// <summary>Age of the figures.</summary>
    public static readonly Measure ReleaseAge = new(
        "budgetwatch.release.age",
        "h",
        "hours since the last good run over all sources ended, as health reckons it"
    );

    /// <summary>How long requests take.</summary>
    public static readonly Measure RequestDuration = new(
        "budgetwatch.request.duration",
        "s",
        "from the start of the function to the last byte handed over",
        Tag.Route,
        Tag.Status
    );

    /// <summary>Answers that were kept.</summary>
    public static readonly Measure CacheHits = new(
        "budgetwatch.cache.hits",
        "{answer}",
        "answers and pages that an instance had kept",
        Tag.Cache
    );

    /// <summary>Answers that had to be made.</summary>
    public static readonly Measure CacheMisses = new(
        "budgetwatch.cache.misses",
        "{answer}",
        "answers and pages that had to be made",
        Tag.Cache
    );

    /// <summary>All of them.</summary>
    public static readonly IReadOnlyList<Measure> All =
    [
        EditionsChecked,
        EditionsAccepted,
        EditionsRefused,
        CellsRead,
        BuildDuration,
        RunsCompleted,
        IncidentsOpened,
        ReleaseAge,
        RequestDuration,
        CacheHits,
        CacheMisses,
    ];
}
