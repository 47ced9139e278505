using BudgetWatch.Domain.Statistics;

namespace BudgetWatch.Domain.Specifications;

/// <summary>Many answers to one question, set side by side.</summary>
/// <param name="Count">How many specifications.</param>
/// <param name="Sii">Their slope indices.</param>
/// <param name="Gap">Their gaps between fifths.</param>
public sealed record SpecificationCurve(int Count, Spread Sii, Spread Gap)
{
    /// <summary>The curve; null without a specification.</summary>
    /// <param name="estimates">Every specification.</param>
    /// <param name="headline">The published one among them; null where it is not.</param>
    public static SpecificationCurve? Of(IReadOnlyCollection<SpecificationEstimate> estimates, SpecificationEstimate? headline) =>
        estimates.Count == 0
            ? null
            : new SpecificationCurve(
                estimates.Count,
                Spread.Of(
                    [.. estimates.Select(estimate => new Spread.Estimate(estimate.Sii.Slope.Value, estimate.Sii.Low, estimate.Sii.High))],
                    headline?.Sii.Slope.Value
                ),
                Spread.Of(
                    [.. estimates.Select(estimate => new Spread.Estimate(estimate.Gap.Value, estimate.Gap.Low, estimate.Gap.High))],
                    headline?.Gap.Value
                )
            );
}

/// <summary>How one statistic lies over the specifications.</summary>
/// <param name="Median">The middle value.</param>
/// <param name="Low">The lowest.</param>
/// <param name="High">The highest.</param>
/// <param name="ShareOfMedianSign">The share that have the sign of the median, 0 to 1.</param>
/// <param name="ShareClear">The share whose whole interval has that sign.</param>
/// <param name="HeadlineRank">Place of the published value from the lowest, 1 to count; of equal values the first. Null where it is not among them.</param>
public sealed record Spread(double Median, double Low, double High, double ShareOfMedianSign, double ShareClear, int? HeadlineRank)
{
    internal static Spread Of(IReadOnlyList<Estimate> estimates, double? headline)
    {
        double[] values = [.. estimates.Select(estimate => estimate.Value).Order()];
        var median = Quantile.Median(values);
        var sign = Math.Sign(median);
        double Share(Func<Estimate, bool> holds) => (double)estimates.Count(holds) / values.Length;
        return new Spread(
            median,
            values[0],
            values[^1],
            Share(estimate => Math.Sign(estimate.Value) == sign),
            Share(estimate => estimate is { Low: { } low, High: { } high } && Math.Sign(low) == sign && Math.Sign(high) == sign),
            headline is { } published ? values.Count(value => value < published) + 1 : null
        );
    }

    internal readonly record struct Estimate(double Value, double? Low, double? High);
}
