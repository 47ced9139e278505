using System.Globalization;
using BudgetWatch.App.Pages.Charts.Drawings;
using BudgetWatch.Domain.Cuts;
using BudgetWatch.Domain.Statistics;
using BudgetWatch.Pipeline.Build;
using BudgetWatch.Questions.ReleaseAccess;
using BudgetWatch.Questions.Vocabulary;

namespace BudgetWatch.App.Pages.Charts;

/// <summary>The charts of a question about two years: every area by deprivation, and the five fifths.</summary>
internal static class FindingCharts
{
    /// <summary>Every area's change, from the most deprived to the least, with the line whose rise is the slope index.</summary>
    public static Chart Deprivation(LoadedRelease release, ComparisonQuery query, GradientStatistics gradient, AreasShown shown)
    {
        var cuts = release.Compare(query).Areas.Where(cut => cut.ChangePercent is not null).ToList();
        var scale = RiditScale.Of(query.Weights.Of(cuts));
        var regions = cuts.Select(cut => cut.Area.Region).Distinct().Order(StringComparer.Ordinal).ToList();
        var slope = gradient.Sii.ChangePercent;
        var deepest = cuts.MinBy(cut => cut.ChangePercent)!;
        var shallowest = cuts.MaxBy(cut => cut.ChangePercent)!;
        return new Chart(
            "deprivation",
            SlopeTitle(slope, cuts.Average(cut => cut.ChangePercent!.Value) < 0),
            string.Create(
                CultureInfo.InvariantCulture,
                $"{cuts.Count} areas, the most deprived at the left. The deepest change is {deepest.Area.Name}'s, {FigureText.Percent(deepest.ChangePercent)}; the other end is {shallowest.Area.Name}, {FigureText.Percent(shallowest.ChangePercent)}.{SlopeText(slope)}"
            ),
            width => new Scatter(
                [
                    .. cuts.Select(
                        (cut, i) =>
                            new Spot(
                                cut.Area.Code.Value,
                                cut.Area.Name,
                                cut.Area.Region,
                                100 * scale.Ridits[i],
                                cut.ChangePercent!.Value,
                                cut.PeopleFrom,
                                Spoken(cut),
                                IsPicked: cut.Area.Code == shown.Marked
                            )
                    ),
                ],
                regions,
                XLabel: (query.Weights, width < 500) switch
                {
                    (Weighting.Residents, true) => "% of residents in more deprived areas",
                    (Weighting.Residents, false) => "Share of residents who live in more deprived areas, %: the most deprived at the left",
                    (_, true) => "% of areas that are more deprived",
                    _ => "Share of areas that are more deprived, %: the most deprived at the left",
                },
                YLabel: "Change, %",
                slope is null ? null : new FittedLine(slope.Intercept, slope.Value / 100),
                width
            ),
            new PageTable(
                $"Every area, {query.From} to {query.To}",
                [
                    ("Area", false),
                    ("Region", false),
                    ("Deprivation rank", true),
                    ("Cut rank", true),
                    ($"{query.From}", true),
                    ($"{query.To}", true),
                    ("Change", true),
                    ("Change, %", true),
                ],
                [
                    .. cuts.OrderBy(cut => cut.Rank)
                        .Select(cut =>
                            (IReadOnlyList<Cell>)
                                [
                                    new Cell(cut.Area.Name, shown.PageOf(cut.Area.Code)),
                                    cut.Area.Region,
                                    Whole(cut.Deprivation.Rank),
                                    Whole(cut.Rank),
                                    FigureText.Pounds(cut.From),
                                    FigureText.Pounds(cut.To),
                                    FigureText.Pounds(cut.Change),
                                    FigureText.Percent(cut.ChangePercent),
                                ]
                        ),
                ]
            ),
            Hrefs.Cuts(QueryAnswer.Of(query), release.Release.Id) + "&format=csv"
        )
        {
            Question = QuestionText.Describe(query),
            Hint =
                "Each mark is an area, as large as its population, in the colour and shape of its region. The dashed line is the slope index: its rise from left to right is the modelled gap.",
        };
    }

    /// <summary>The five fifths by deprivation, against England.</summary>
    public static Chart Fifths(LoadedRelease release, ComparisonQuery query, GradientStatistics gradient)
    {
        var fifths = gradient.Fifths.Where(fifth => fifth.ChangePercent is not null).ToList();
        return new Chart(
            "fifths",
            FifthsTitle(gradient, query.Groups),
            $"{string.Join("; ", fifths.Select(fifth => $"{Name(fifth.Fifth)}: {FigureText.Percent(fifth.ChangePercent)}"))}. {QuestionText.Whole(query.WithLondon)}: {FigureText.Percent(gradient.England.ChangePercent)}.{GapText(gradient.Gap, query.Weights)}",
            width => new Bars(
                [
                    .. fifths.Select(fifth => new Bar(
                        Name(fifth.Fifth),
                        fifth.ChangePercent!.Value,
                        FigureText.Percent(fifth.ChangePercent),
                        $"{Name(fifth.Fifth)}: {FigureText.Percent(fifth.ChangePercent)}, {FigureText.Pounds(fifth.Change)}; {fifth.Areas} areas"
                    )),
                ],
                "Change, %",
                gradient.England.ChangePercent is { } england
                    ? new Reference(england, $"{QuestionText.Whole(query.WithLondon)} {FigureText.Percent(england)}")
                    : null,
                width
            ),
            new PageTable(
                $"Fifths of {query.Groups.Id()} by deprivation, {query.From} to {query.To}",
                [("Fifth", false), ("Areas", true), ($"{query.From}", true), ($"{query.To}", true), ("Change", true), ("Change, %", true)],
                [
                    .. gradient.Fifths.Select(fifth =>
                        (IReadOnlyList<Cell>)
                            [
                                Name(fifth.Fifth),
                                Whole(fifth.Areas),
                                FigureText.Pounds(fifth.From),
                                FigureText.Pounds(fifth.To),
                                FigureText.Pounds(fifth.Change),
                                FigureText.Percent(fifth.ChangePercent),
                            ]
                    ),
                    [
                        QuestionText.Whole(query.WithLondon),
                        Whole(gradient.Areas),
                        FigureText.Pounds(gradient.England.From),
                        FigureText.Pounds(gradient.England.To),
                        FigureText.Pounds(gradient.England.Change),
                        FigureText.Percent(gradient.England.ChangePercent),
                    ],
                ]
            ),
            Hrefs.Gradient(QueryAnswer.Of(query), release.Release.Id) + "&format=csv"
        )
        {
            Question = QuestionText.Describe(query),
        };
    }

    /// <summary>What the fifths show, in a sentence.</summary>
    public static string FifthsTitle(GradientStatistics gradient, Grouping groups) =>
        (gradient.Fifths[0].ChangePercent, gradient.Fifths[^1].ChangePercent) switch
        {
            ({ } most, { } least) => $"The most deprived {QuestionText.FifthOf(groups)} {Moved(most)}, the least deprived {Moved(least)}",
            _ => "The fifths of areas cannot all be stated in per cent",
        };

    /// <summary>A change in words: <c>lost 26.4%</c>.</summary>
    public static string Moved(double percent) => FigureText.Moved(percent, "lost", "gained");

    /// <summary>A whole number; nothing where there is none.</summary>
    public static string Whole(long? number) => number?.ToString("N0", CultureInfo.InvariantCulture) ?? "";

    /// <summary>A fifth by deprivation in words.</summary>
    public static string Name(int fifth) =>
        fifth switch
        {
            1 => "Most deprived fifth",
            5 => "Least deprived fifth",
            _ => string.Create(CultureInfo.InvariantCulture, $"Fifth {fifth}"),
        };

    private static string Spoken(AreaCut cut) =>
        string.Create(
            CultureInfo.InvariantCulture,
            $"{cut.Area.Name}: {FigureText.Percent(cut.ChangePercent)} ({FigureText.Pounds(cut.From)} to {FigureText.Pounds(cut.To)}), cut rank {cut.Rank}, deprivation rank {cut.Deprivation.Rank}; {cut.Area.Region}, {cut.PeopleFrom:N0} residents"
        );

    private static string SlopeTitle(SlopeAnswer? slope, bool areCuts) =>
        slope switch
        {
            null => "Change in each area, by deprivation",
            { Low: > 0 } => areCuts ? "Cuts were deeper where deprivation is higher" : "Spending rose less where deprivation is higher",
            { High: < 0 } => areCuts ? "Cuts were less deep where deprivation is higher" : "Spending rose more where deprivation is higher",
            _ => "No clear pattern of change by deprivation",
        };

    private static string SlopeText(SlopeAnswer? slope) =>
        slope is null
            ? ""
            : $" From one end of the scale to the other the modelled gap is {FigureText.Points(slope.Value)} percentage points{(slope is { Low: { } low, High: { } high } ? $" (95% interval {FigureText.Points(low)} to {FigureText.Points(high)})" : "")}.";

    private static string GapText(GapAnswer? gap, Weighting weights) =>
        gap is null
            ? ""
            : $" The gap between {(weights == Weighting.Residents ? "the ends" : "the plain means of the areas at the ends")} is {FigureText.Points(gap.Value)} percentage points{(gap is { Low: { } low, High: { } high } ? $" (95% interval {FigureText.Points(low)} to {FigureText.Points(high)})" : "")}.";
}
