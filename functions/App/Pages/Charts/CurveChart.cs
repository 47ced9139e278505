using System.Globalization;
using BudgetWatch.App.Pages.Charts.Drawings;
using BudgetWatch.Domain.Specifications;
using BudgetWatch.Questions.ReleaseAccess;
using BudgetWatch.Questions.Specifications;
using BudgetWatch.Questions.Vocabulary;

namespace BudgetWatch.App.Pages.Charts;

/// <summary>The chart of a specification curve: the gap between the fifths, asked in every defensible way.</summary>
internal static class CurveChart
{
    // More points than a screen has columns are not seen.
    private const int MostDrawn = 400;

    /// <summary>The curve of a scope.</summary>
    public static Chart Of(LoadedRelease release, SpecificationsAnswer answer, IReadOnlyList<SpecificationEstimate> estimates)
    {
        var ordered = estimates.OrderBy(estimate => estimate.Gap.Value).ToList();
        var drawn = Enumerable
            .Range(0, Math.Min(MostDrawn, ordered.Count))
            .Select(i => ordered.Count <= MostDrawn ? i : (int)((long)i * (ordered.Count - 1) / (MostDrawn - 1)))
            .ToList();
        var headline = ordered.FindIndex(estimate => estimate.Query == release.Figures.HeadlineOf(answer.Query.Scope));
        var curve = answer.Curve!;
        return new Chart(
            "specifications",
            Title(curve),
            answer.Sentence,
            width => new Curve(
                [.. drawn.Select(i => Way(ordered[i], i))],
                ordered.Count,
                headline < 0 ? null : Way(ordered[headline], headline),
                XLabel: "Calculations, from the widest gap",
                YLabel: width < 500
                    ? "Gap between fifths, points"
                    : "Gap: change of the most deprived fifth less that of the least, percentage points",
                width
            ),
            new PageTable(
                "The curve, from the lowest to the highest",
                [("Calculations", false), ("Gap, points", true), ("Low", true), ("High", true)],
                [
                    .. new[] { 0, 0.05, 0.25, 0.5, 0.75, 0.95, 1 }
                        .Select(share => (Share: share, Estimate: ordered[(int)Math.Round(share * (ordered.Count - 1))]))
                        .Select(own =>
                            (IReadOnlyList<Cell>)
                                [
                                    Place(own.Share),
                                    FigureText.Points(own.Estimate.Gap.Value),
                                    Points(own.Estimate.Gap.Low),
                                    Points(own.Estimate.Gap.High),
                                ]
                        ),
                    .. headline < 0
                        ? Array.Empty<IReadOnlyList<Cell>>()
                        :
                        [
                            [
                                "The published answer",
                                FigureText.Points(ordered[headline].Gap.Value),
                                Points(ordered[headline].Gap.Low),
                                Points(ordered[headline].Gap.High),
                            ],
                        ],
                ]
            ),
            $"/api/v1/specifications?scope={answer.Query.Scope}&limit=500&release={release.Release.Id}&format=csv"
        )
        {
            Hint = string.Create(
                CultureInfo.InvariantCulture,
                $"{ordered.Count:N0} specifications{(ordered.Count > MostDrawn ? $", of which {MostDrawn} evenly spaced are drawn" : "")}; the band is each one's 95% interval. The CSV comes in pages; each links to the next. The curve covers every calculation for its scope, whatever you choose above."
            ),
        };
    }

    private static Way Way(SpecificationEstimate estimate, int index) =>
        new(index + 1, estimate.Gap.Value, estimate.Gap.Low, estimate.Gap.High);

    private static string Title(SpecificationCurve curve) =>
        string.Create(
            CultureInfo.InvariantCulture,
            $"We ran the calculation {curve.Count:N0} ways. In {100 * curve.Gap.ShareOfMedianSign:0.#}% of them the most deprived fifth {(curve.Gap.Median < 0 ? "lost more, or gained less" : "lost less, or gained more")}"
        );

    private static string Place(double share) =>
        share switch
        {
            0 => "Lowest",
            1 => "Highest",
            0.5 => "Middle",
            _ => string.Create(CultureInfo.InvariantCulture, $"{100 * share:0} in 100 are lower"),
        };

    private static string Points(double? value) => value is { } points ? FigureText.Points(points) : "";
}
