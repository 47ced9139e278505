using BudgetWatch.Domain.Cuts;
using BudgetWatch.Domain.Statistics;

namespace BudgetWatch.Domain.Community;

/// <summary>Whether grants go where deprivation is, and where councils withdrew most of what sustains social action.</summary>
/// <param name="Areas">How many areas have grants per head.</param>
/// <param name="Fifths">Grants per head of each fifth of them by deprivation, pounds summed over people summed.</param>
/// <param name="Concentration">Of grants per head by deprivation: negative where more goes to the more deprived; null where it is undefined.</param>
/// <param name="WithDeprivation">Rank correlation of the IMD score and grants per head: positive where more deprived areas get more.</param>
/// <param name="WithSupportChange">
/// Rank correlation of the change in council support in per cent and grants per head: positive where areas that lost more got less.
/// </param>
public sealed record ResourcesFollow(
    int Areas,
    IReadOnlyList<FifthGrants> Fifths,
    ConcentrationIndex? Concentration,
    RankAssociation? WithDeprivation,
    RankAssociation? WithSupportChange
)
{
    /// <summary>Grants before and after, by every publisher; null where they cannot be compared.</summary>
    public GrantsChange? Change { get; init; }

    /// <summary>The same for the publishers with grants in each of the years, so that no change comes from who publishes; null in the same case.</summary>
    public GrantsChange? ChangeOfSamePublishers { get; init; }

    /// <summary>Why grants before and after cannot be compared; null where they can.</summary>
    public string? WhyNoChange { get; init; }

    /// <summary>Sets grants against deprivation and change.</summary>
    /// <param name="support">The change in council support of each area, most deprived first.</param>
    /// <param name="grants">Grants by area.</param>
    /// <returns>The associations; null where no area has both.</returns>
    public static ResourcesFollow? Of(Comparison support, GrantsByArea grants)
    {
        var byArea = grants.Areas.Where(area => area.PerHead is not null).ToDictionary(area => area.Area);
        var areas = support.Areas.Where(cut => byArea.ContainsKey(cut.Area.Code)).ToList();
        if (areas.Count == 0)
        {
            return null;
        }

        double PerHead(AreaCut cut) => byArea[cut.Area.Code].PerHead!.Value;
        var (change, same, whyNot) = grants.ByYear is { } byYear
            ? GrantsChange.Of(support, byYear)
            : (null, null, "which years the grants sum is not said");
        var changed = areas.Where(cut => cut.ChangePercent is not null).ToList();
        return new ResourcesFollow(
            areas.Count,
            [
                .. QuantileGroups
                    .Of(areas, QuantileGroups.Fifths)
                    .GroupBy(pair => pair.Group, pair => byArea[pair.Item.Area.Code])
                    .Select(fifth => new FifthGrants(
                        fifth.Key,
                        fifth.Count(),
                        (double)fifth.Sum(area => area.Pounds!.Value / area.Years) / fifth.Sum(area => area.People!.Value)
                    )),
            ],
            ConcentrationIndex.Of(
                [.. areas.Select(PerHead)],
                RiditScale.Of([.. areas.Select(cut => (double)byArea[cut.Area.Code].People!.Value)])
            ),
            RankAssociation.Of([.. areas.Select(cut => cut.Deprivation.Score)], [.. areas.Select(PerHead)]),
            RankAssociation.Of([.. changed.Select(cut => cut.ChangePercent!.Value)], [.. changed.Select(PerHead)])
        )
        {
            Change = change,
            ChangeOfSamePublishers = same,
            WhyNoChange = whyNot,
        };
    }
}

/// <summary>Grants per head of a fifth of the areas.</summary>
/// <param name="Fifth">1 is the most deprived.</param>
/// <param name="Areas">How many areas.</param>
/// <param name="PerHead">Pounds per resident.</param>
public sealed record FifthGrants(int Fifth, int Areas, double PerHead);

/// <summary>A rank correlation with its permutation p.</summary>
/// <param name="Areas">How many areas.</param>
/// <param name="Spearman">The correlation.</param>
/// <param name="P">Two-sided.</param>
public sealed record RankAssociation(int Areas, double Spearman, double P)
{
    internal static RankAssociation? Of(IReadOnlyList<double> x, IReadOnlyList<double> y) =>
        RankCorrelation.Spearman(x, y) is { } spearman && Resampling.SpearmanP(x, y) is { } p
            ? new RankAssociation(x.Count, spearman, p)
            : null;
}
