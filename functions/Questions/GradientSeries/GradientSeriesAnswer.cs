using BudgetWatch.Domain;
using BudgetWatch.Pipeline.Build;
using BudgetWatch.Questions.Vocabulary;

namespace BudgetWatch.Questions.GradientSeries;

/// <summary>Answer of <c>/gradient/series</c>.</summary>
/// <param name="Release">The release.</param>
/// <param name="Query">The question; its end year is the last of the series.</param>
/// <param name="Years">Every year after the base year, gaps among them.</param>
/// <param name="Units">Units.</param>
/// <param name="Notes">What a reader must know.</param>
/// <param name="Attribution">Who to acknowledge.</param>
public sealed record GradientSeriesAnswer(
    ReleaseReference Release,
    QueryAnswer Query,
    IReadOnlyList<GradientYearAnswer> Years,
    UnitsAnswer Units,
    IReadOnlyList<NoteAnswer> Notes,
    IReadOnlyList<string> Attribution
);

/// <summary>A year against the base year: the same figures as <c>/gradient</c> gives for the pair.</summary>
/// <param name="Year">The financial year.</param>
/// <param name="Gap">Why it has no figures; null where it has.</param>
/// <param name="Areas">How many areas have both years.</param>
/// <param name="England">All of them pooled.</param>
/// <param name="Fifths">The fifths by deprivation, the most deprived first.</param>
/// <param name="Ratio">Spending of the most deprived fifth for each pound of the least, in the base year and in this.</param>
/// <param name="Flags">Words the notes spell out.</param>
/// <param name="Href">The statistics of the pair; null where there are none.</param>
public sealed record GradientYearAnswer(
    FinancialYear Year,
    string? Gap,
    int Areas,
    ChangeAnswer? England,
    IReadOnlyList<FifthAnswer> Fifths,
    BothEnds<double?> Ratio,
    IReadOnlyList<string> Flags,
    string? Href
);
