using BudgetWatch.Domain.Cuts;
using BudgetWatch.Domain.Releases;

namespace BudgetWatch.Domain.Specifications;

/// <summary>What one specification gives.</summary>
/// <param name="Query">The choices.</param>
/// <param name="Areas">How many areas took part.</param>
/// <param name="Sii">Slope index of the change in per cent. Positive: the more deprived, the deeper the cut.</param>
/// <param name="Gap">Change of the most deprived fifth less that of the least, percentage points.</param>
public sealed record SpecificationEstimate(ComparisonQuery Query, int Areas, SlopeEstimate Sii, FifthGap Gap)
{
    /// <summary>Of a question to a release's figures; null where it has no slope or no gap.</summary>
    public static SpecificationEstimate? Of(ReleaseFigures figures, ComparisonQuery query)
    {
        var comparison = figures.Compare(query);
        var withPercent = comparison.Areas.Where(area => area.ChangePercent is not null).ToList();
        double[] percents = [.. withPercent.Select(area => area.ChangePercent!.Value)];
        return SlopeEstimate.Of([percents], query.Weights.Of(withPercent))[0] is { } slope && FifthGap.Of(comparison) is { } gap
            ? new SpecificationEstimate(query, comparison.Areas.Count, slope, gap)
            : null;
    }
}
