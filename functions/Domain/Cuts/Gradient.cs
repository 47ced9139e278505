using BudgetWatch.Domain.Statistics;

namespace BudgetWatch.Domain.Cuts;

/// <summary>How cuts lie against deprivation: the statistics of methodology 6 for one comparison.</summary>
/// <param name="Areas">How many areas.</param>
/// <param name="England">All of them pooled.</param>
/// <param name="Fifths">Five groups by deprivation, the most deprived first.</param>
/// <param name="RatioFrom">Most to least deprived fifth, spending in the base year; null where undefined or the measure is not per head.</param>
/// <param name="RatioTo">The same in the end year.</param>
/// <param name="SiiChangePercent">Slope index of the change in per cent.</param>
/// <param name="SiiChange">Slope index of the change in pounds; levels and pounds only where the measure is per head.</param>
/// <param name="SiiFrom">Slope index of spending in the base year.</param>
/// <param name="SiiTo">Slope index of spending in the end year.</param>
/// <param name="ConcentrationFrom">Concentration index of spending in the base year; null where undefined.</param>
/// <param name="ConcentrationTo">The same in the end year, with the base year's weights.</param>
/// <param name="Spearman">Rank correlation of IMD score and change in per cent.</param>
/// <param name="LogSlope">Weighted slope of ln(to / from) on IMD score, for one point of score; null unless all spending is positive.</param>
/// <param name="TheilFrom">Theil T of spending in the base year, between and within fifths.</param>
/// <param name="TheilTo">The same in the end year.</param>
public sealed record Gradient(
    int Areas, PooledChange England, IReadOnlyList<FifthChange> Fifths, double? RatioFrom, double? RatioTo,
    SlopeEstimate? SiiChangePercent, SlopeEstimate? SiiChange, SlopeEstimate? SiiFrom, SlopeEstimate? SiiTo,
    ConcentrationIndex? ConcentrationFrom, ConcentrationIndex? ConcentrationTo, CorrelationEstimate? Spearman,
    WeightedLine? LogSlope, TheilIndex? TheilFrom, TheilIndex? TheilTo)
{
    /// <summary>The statistics of a comparison; null where it has no areas.</summary>
    public static Gradient? Of(Comparison comparison)
    {
        var areas = comparison.Areas;
        if (comparison.England is not { } england)
        {
            return null;
        }

        var perHead = comparison.Query.Measure.IsPerHead();
        var fifths = areas
            .GroupBy(area => area.Deprivation.Fifth)
            .OrderBy(group => group.Key)
            .Select(group => FifthChange.Of(group.Key, [.. group], comparison.Query.Measure))
            .ToList();
        var withPercent = areas.Where(area => area.ChangePercent is not null).ToList();
        var percents = withPercent.Select(area => area.ChangePercent!.Value).ToArray();
        var weights = comparison.Query.Weights.Of(areas);
        var from = areas.Select(area => area.From).ToArray();
        var to = areas.Select(area => area.To).ToArray();
        var scores = withPercent.Select(area => area.Deprivation.Score).ToArray();
        var scale = RiditScale.Of(weights);
        double[][] levels = perHead ? [[.. areas.Select(area => area.Change)], from, to] : [];
        var slopes = withPercent.Count == areas.Count
            ? SlopeEstimate.Of([percents, .. levels], weights)
            : [.. SlopeEstimate.Of([percents], comparison.Query.Weights.Of(withPercent)), .. SlopeEstimate.Of(levels, weights)];
        var groups = areas.Select(area => area.Deprivation.Fifth).ToArray();
        return new Gradient(
            areas.Count, england, fifths,
            perHead ? Ratio(fifths, fifth => fifth.Pooled.From) : null,
            perHead ? Ratio(fifths, fifth => fifth.Pooled.To) : null,
            slopes[0],
            perHead ? slopes[1] : null,
            perHead ? slopes[2] : null,
            perHead ? slopes[3] : null,
            perHead ? ConcentrationIndex.Of(from, scale) : null,
            perHead ? ConcentrationIndex.Of(to, scale) : null,
            CorrelationEstimate.Of(scores, percents),
            LogSlopeOf(areas, scale),
            perHead ? TheilIndex.Of(from, weights, groups) : null,
            perHead ? TheilIndex.Of(to, weights, groups) : null);
    }

    private static double? Ratio(List<FifthChange> fifths, Func<FifthChange, double> level) =>
        fifths.Count == 5 && level(fifths[0]) > 0 && level(fifths[4]) > 0 ? level(fifths[0]) / level(fifths[4]) : null;

    private static WeightedLine? LogSlopeOf(IReadOnlyList<AreaCut> areas, RiditScale scale) =>
        areas.All(area => area.From > 0 && area.To > 0)
            ? WeightedLine.Fit(
                [.. areas.Select(area => area.Deprivation.Score)], [.. areas.Select(area => Math.Log(area.To / area.From))], scale.Weights)
            : null;
}

/// <summary>A fifth of the areas by deprivation.</summary>
/// <param name="Fifth">1 is the most deprived.</param>
/// <param name="Areas">How many areas.</param>
/// <param name="Pooled">Their pounds over their people.</param>
/// <param name="UnweightedChangePercent">The plain mean of the areas' percentages; null where none has one.</param>
public sealed record FifthChange(int Fifth, int Areas, PooledChange Pooled, double? UnweightedChangePercent)
{
    internal static FifthChange Of(int fifth, IReadOnlyList<AreaCut> areas, Measure measure)
    {
        var percents = areas.Select(area => area.ChangePercent).OfType<double>().ToList();
        return new FifthChange(fifth, areas.Count, PooledChange.Of(areas, measure)!, percents.Count > 0 ? percents.Average() : null);
    }
}

/// <summary>A slope index with its interval.</summary>
/// <param name="Slope">The index and its intercept.</param>
/// <param name="Low">Lower end of the 95 % interval; null where there are too few areas for one.</param>
/// <param name="High">Upper end.</param>
public sealed record SlopeEstimate(SlopeIndexOfInequality Slope, double? Low, double? High)
{
    /// <summary>The estimates of several y of the same people, in order; null where there is no slope.</summary>
    internal static IReadOnlyList<SlopeEstimate?> Of(IReadOnlyList<double[]> ys, IReadOnlyList<double> people)
    {
        if (people.Count < 2)
        {
            return [.. ys.Select(_ => (SlopeEstimate?)null)];
        }

        var scale = RiditScale.Of(people);
        return
        [
            .. ys.Zip(Resampling.SlopeIntervals(ys, people), (y, interval) =>
                SlopeIndexOfInequality.Of(y, scale) is { } slope ? new SlopeEstimate(slope, interval?.Low, interval?.High) : null),
        ];
    }
}

/// <summary>A rank correlation with its permutation p-value.</summary>
/// <param name="Value">Spearman's rho.</param>
/// <param name="P">Two-sided.</param>
public sealed record CorrelationEstimate(double Value, double P)
{
    internal static CorrelationEstimate? Of(IReadOnlyList<double> x, IReadOnlyList<double> y) =>
        RankCorrelation.Spearman(x, y) is { } rho && Resampling.SpearmanP(x, y) is { } p ? new(rho, p) : null;
}
