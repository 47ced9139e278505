using BudgetWatch.Domain.Statistics;

namespace BudgetWatch.Domain.Cuts;

/// <summary>How cuts lie against deprivation: the statistics of methodology 6 for one comparison.</summary>
/// <param name="Areas">How many areas.</param>
/// <param name="England">All of them pooled.</param>
/// <param name="Fifths">Five groups by deprivation, the most deprived first; a group without an area is not listed.</param>
/// <param name="Tenths">Ten groups in the same way. With fewer than ten areas some are not listed.</param>
/// <param name="Gap">Change of fifth 1 less that of fifth 5, with its interval; null where either has no percentage.</param>
/// <param name="Split">The gap as service mix and cuts within services; null where it cannot be split.</param>
/// <param name="WhyNoSplit">Why it cannot; null where it can.</param>
/// <param name="RatioFrom">Most to least deprived fifth, spending in the base year; null where undefined or the measure is not per head.</param>
/// <param name="RatioTo">The same in the end year.</param>
/// <param name="SiiChangePercent">Slope index of the change in per cent.</param>
/// <param name="SiiChange">Slope index of the change in pounds; levels and pounds only where the measure is per head.</param>
/// <param name="SiiFrom">Slope index of spending in the base year.</param>
/// <param name="SiiTo">Slope index of spending in the end year.</param>
/// <param name="ConcentrationFrom">Concentration index of spending in the base year; null where undefined.</param>
/// <param name="ConcentrationTo">The same in the end year, with the base year's weights.</param>
/// <param name="WhyNoConcentrationFrom">Why it is undefined in the base year; null where it is not.</param>
/// <param name="WhyNoConcentrationTo">The same in the end year.</param>
/// <param name="Spearman">Rank correlation of IMD score and change in per cent.</param>
/// <param name="LogSlope">Weighted slope of ln(to / from) on IMD score, for one point of score; null unless all spending is positive.</param>
/// <param name="TheilFrom">Theil T of spending in the base year, between and within fifths.</param>
/// <param name="TheilTo">The same in the end year.</param>
public sealed record Gradient(
    int Areas,
    PooledChange England,
    IReadOnlyList<GroupChange> Fifths,
    IReadOnlyList<GroupChange> Tenths,
    FifthGap? Gap,
    ServiceSplit? Split,
    string? WhyNoSplit,
    double? RatioFrom,
    double? RatioTo,
    SlopeEstimate? SiiChangePercent,
    SlopeEstimate? SiiChange,
    SlopeEstimate? SiiFrom,
    SlopeEstimate? SiiTo,
    ConcentrationIndex? ConcentrationFrom,
    ConcentrationIndex? ConcentrationTo,
    string? WhyNoConcentrationFrom,
    string? WhyNoConcentrationTo,
    CorrelationEstimate? Spearman,
    WeightedLine? LogSlope,
    TheilIndex? TheilFrom,
    TheilIndex? TheilTo
)
{
    private const string NotPerHead = "the measure is not per head";

    /// <summary>The statistics of a comparison; null where it has no areas.</summary>
    /// <param name="comparison">The comparison.</param>
    /// <param name="poundsOf">What its areas spent on each service of its scope; by default nothing is known but the whole.</param>
    public static Gradient? Of(Comparison comparison, ServicePounds? poundsOf = null)
    {
        var areas = comparison.Areas;
        if (comparison.England is not { } england)
        {
            return null;
        }

        var perHead = comparison.Query.Measure.IsPerHead();
        var fifths = GroupChange.FifthsOf(comparison);
        var (split, whyNoSplit) = ServiceSplit.Of(comparison, fifths, poundsOf ?? ((_, _) => null));
        var withPercent = areas.Where(area => area.ChangePercent is not null).ToList();
        var percents = withPercent.Select(area => area.ChangePercent!.Value).ToArray();
        var weights = comparison.Query.Weights.Of(areas);
        var from = areas.Select(area => area.From).ToArray();
        var to = areas.Select(area => area.To).ToArray();
        var scores = withPercent.Select(area => area.Deprivation.Score).ToArray();
        var scale = RiditScale.Of(weights);
        double[][] levels = perHead
            ?
            [
                [.. areas.Select(area => area.Change)],
                from,
                to,
            ]
            : [];
        var slopes =
            withPercent.Count == areas.Count
                ? SlopeEstimate.Of([percents, .. levels], weights)
                : [.. SlopeEstimate.Of([percents], comparison.Query.Weights.Of(withPercent)), .. SlopeEstimate.Of(levels, weights)];
        var groups = areas.Select(area => area.Deprivation.Fifth).ToArray();
        return new Gradient(
            areas.Count,
            england,
            fifths,
            GroupChange.Groups(comparison, area => area.Deprivation.Tenth),
            FifthGap.Of(comparison),
            split,
            whyNoSplit,
            perHead ? GroupChange.Ratio(fifths, fifth => fifth.Pooled.From) : null,
            perHead ? GroupChange.Ratio(fifths, fifth => fifth.Pooled.To) : null,
            slopes[0],
            perHead ? slopes[1] : null,
            perHead ? slopes[2] : null,
            perHead ? slopes[3] : null,
            perHead ? ConcentrationIndex.Of(from, scale) : null,
            perHead ? ConcentrationIndex.Of(to, scale) : null,
            perHead ? ConcentrationIndex.WhyUndefined(from) : NotPerHead,
            perHead ? ConcentrationIndex.WhyUndefined(to) : NotPerHead,
            CorrelationEstimate.Of(scores, percents),
            LogSlopeOf(areas, scale),
            perHead ? TheilIndex.Of(from, weights, groups) : null,
            perHead ? TheilIndex.Of(to, weights, groups) : null
        );
    }

    private static WeightedLine? LogSlopeOf(IReadOnlyList<AreaCut> areas, RiditScale scale) =>
        areas.All(area => area.From > 0 && area.To > 0)
            ? WeightedLine.Fit(
                [.. areas.Select(area => area.Deprivation.Score)],
                [.. areas.Select(area => Math.Log(area.To / area.From))],
                scale.Weights
            )
            : null;
}

/// <summary>A fifth or tenth of the areas by deprivation.</summary>
/// <param name="Group">1 is the most deprived.</param>
/// <param name="Areas">How many areas.</param>
/// <param name="Pooled">Their pounds over their people.</param>
/// <param name="UnweightedChangePercent">The plain mean of the areas' percentages; null where none has one.</param>
public sealed record GroupChange(int Group, int Areas, PooledChange Pooled, double? UnweightedChangePercent)
{
    /// <summary>The fifths of a comparison, the most deprived first; one without an area is not listed.</summary>
    public static IReadOnlyList<GroupChange> FifthsOf(Comparison comparison) => Groups(comparison, area => area.Deprivation.Fifth);

    /// <summary>What the most deprived fifth has for each pound of the least deprived; null where a fifth has no areas or either level is not positive.</summary>
    /// <param name="fifths">The fifths.</param>
    /// <param name="level">The level of one.</param>
    public static double? Ratio(IReadOnlyList<GroupChange> fifths, Func<GroupChange, double> level) =>
        fifths.Count == 5 && level(fifths[0]) > 0 && level(fifths[4]) > 0 ? level(fifths[0]) / level(fifths[4]) : null;

    internal static IReadOnlyList<GroupChange> Groups(Comparison comparison, Func<AreaCut, int> groupOf) =>
        [
            .. comparison
                .Areas.GroupBy(groupOf)
                .OrderBy(group => group.Key)
                .Select(group => Of(group.Key, [.. group], comparison.Query.Measure)),
        ];

    private static GroupChange Of(int group, IReadOnlyList<AreaCut> areas, Measure measure)
    {
        var percents = areas.Select(area => area.ChangePercent).OfType<double>().ToList();
        return new GroupChange(group, areas.Count, PooledChange.Of(areas, measure)!, percents.Count > 0 ? percents.Average() : null);
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
            .. ys.Zip(
                Resampling.SlopeIntervals(ys, people),
                (y, interval) =>
                    SlopeIndexOfInequality.Of(y, scale) is { } slope ? new SlopeEstimate(slope, interval?.Low, interval?.High) : null
            ),
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
