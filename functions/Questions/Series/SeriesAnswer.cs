using BudgetWatch.Domain;
using BudgetWatch.Domain.Observations;
using BudgetWatch.Questions.Vocabulary;

namespace BudgetWatch.Questions.Series;

/// <summary>An area's value in one year.</summary>
/// <param name="Year">The financial year.</param>
/// <param name="Value">In the measure; null where there is none.</param>
/// <param name="Cash">Pounds of the year.</param>
/// <param name="Population">Residents used.</param>
/// <param name="PopulationVintage">The vintage of the estimates they are from.</param>
/// <param name="Status">Reported, estimated, or why there is none.</param>
/// <param name="Flags">Words the notes spell out.</param>
/// <param name="Lacking">What is missing, as E-code and line.</param>
/// <param name="Display">The value as printed.</param>
public sealed record ValueAnswer(
    FinancialYear Year,
    double? Value,
    decimal? Cash,
    long? Population,
    int? PopulationVintage,
    CellStatus Status,
    IReadOnlyList<string> Flags,
    IReadOnlyList<string> Lacking,
    string? Display
);

/// <summary>Answer of <c>/areas/{code}/series</c>.</summary>
/// <param name="Release">The release.</param>
/// <param name="Query">The question.</param>
/// <param name="Area">The area.</param>
/// <param name="Values">One for each year that the release has of the return.</param>
/// <param name="Units">Units.</param>
/// <param name="Notes">What a reader must know.</param>
/// <param name="Attribution">Who to acknowledge.</param>
public sealed record SeriesAnswer(
    ReleaseReference Release,
    SeriesQueryAnswer Query,
    AreaName Area,
    IReadOnlyList<ValueAnswer> Values,
    UnitsAnswer Units,
    IReadOnlyList<NoteAnswer> Notes,
    IReadOnlyList<string> Attribution
);
