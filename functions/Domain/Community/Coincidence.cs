using BudgetWatch.Domain.Codes;
using BudgetWatch.Domain.Cuts;
using BudgetWatch.Domain.Statistics;

namespace BudgetWatch.Domain.Community;

/// <summary>
/// Where the deepest cuts, the highest deprivation and the least capacity meet (methodology 10): the areas in the worst part of all three orders at
/// once, and how many would be if the orders had nothing to do with one another.
/// </summary>
/// <param name="Threshold">How much of the areas is the worst part.</param>
/// <param name="Areas">The areas with all three figures, in order of code.</param>
/// <param name="Excluded">The areas left out, in order of code.</param>
/// <param name="Overlap">The count against chance.</param>
/// <param name="Pairs">The same count for each two of the orders.</param>
public sealed record Coincidence(
    Threshold Threshold,
    IReadOnlyList<AreaCoincidence> Areas,
    IReadOnlyList<ExcludedArea> Excluded,
    TripleOverlap Overlap,
    IReadOnlyList<PairOverlap> Pairs
)
{
    /// <summary>The areas where all three coincide, deepest cut first.</summary>
    public IEnumerable<AreaCoincidence> Coinciding => Areas.Where(area => area.Coincides).OrderBy(area => area.CutRank);

    /// <summary>Whether every area of the worst part by change was cut; over some years the lowest changes are rises.</summary>
    public bool WorstWereCut => Areas.Where(area => area.ByCut.Worst).All(area => area.Cut.ChangePercent < 0);

    /// <summary>Joins a comparison with the capacity of its areas.</summary>
    /// <param name="comparison">Each area's cut and deprivation.</param>
    /// <param name="capacity">Each area's capacity.</param>
    /// <param name="threshold">How much of the areas is the worst part.</param>
    public static Coincidence Of(Comparison comparison, CapacityIndex capacity, Threshold threshold)
    {
        var capacities = capacity.Areas.ToDictionary(area => area.Area.Code);
        var missing = capacity.Incomplete.ToDictionary(area => area.Area.Code, area => area.Missing);
        var excluded = new List<ExcludedArea>(comparison.Excluded);
        var joined = new List<(AreaCut Cut, AreaCapacity Capacity)>();
        foreach (var cut in comparison.Areas)
        {
            if (cut.ChangePercent is null)
            {
                excluded.Add(new ExcludedArea(cut.Area, ExclusionReason.NoPercentage));
            }
            else if (capacities.TryGetValue(cut.Area.Code, out var own))
            {
                joined.Add((cut, own));
            }
            else
            {
                excluded.Add(
                    new ExcludedArea(cut.Area, ExclusionReason.NoCapacity(missing.GetValueOrDefault(cut.Area.Code, ["no component"])))
                );
            }
        }

        var cuts = Positions(joined, pair => pair.Cut.ChangePercent!.Value);
        var deprivation = Positions(joined, pair => -pair.Cut.Deprivation.Score);
        var least = Positions(joined, pair => pair.Capacity.Index);
        AreaStanding Standing(Dictionary<AreaCode, int> positions, AreaCode area) =>
            new(positions[area] + 1, threshold.Takes(positions[area], joined.Count));
        List<AreaCoincidence> areas =
        [
            .. joined
                .Select(pair => new AreaCoincidence(
                    pair.Cut,
                    pair.Capacity,
                    Standing(cuts, pair.Cut.Area.Code),
                    Standing(deprivation, pair.Cut.Area.Code),
                    Standing(least, pair.Cut.Area.Code)
                ))
                .OrderBy(area => area.Cut.Area.Code),
        ];
        return new Coincidence(
            threshold,
            areas,
            [.. excluded.OrderBy(area => area.Area.Code)],
            TripleOverlap.Of(
                [.. areas.Select(area => area.ByCut.Worst)],
                [.. areas.Select(area => area.ByDeprivation.Worst)],
                [.. areas.Select(area => area.ByCapacity.Worst)]
            ),
            [
                PairOverlap.Of("cut", "deprivation", areas, area => area.ByCut, area => area.ByDeprivation),
                PairOverlap.Of("cut", "capacity", areas, area => area.ByCut, area => area.ByCapacity),
                PairOverlap.Of("deprivation", "capacity", areas, area => area.ByDeprivation, area => area.ByCapacity),
            ]
        );
    }

    /// <summary>0-based positions, worst first; ties by code.</summary>
    private static Dictionary<AreaCode, int> Positions(
        List<(AreaCut Cut, AreaCapacity Capacity)> areas,
        Func<(AreaCut Cut, AreaCapacity Capacity), double> order
    ) =>
        areas
            .OrderBy(order)
            .ThenBy(pair => pair.Cut.Area.Code)
            .Select((pair, position) => (pair.Cut.Area.Code, position))
            .ToDictionary(pair => pair.Code, pair => pair.position);
}

/// <summary>One area in the three orders.</summary>
/// <param name="Cut">Its cut, and its deprivation.</param>
/// <param name="Capacity">Its capacity.</param>
/// <param name="ByCut">Where it stands by cut, deepest in per cent first.</param>
/// <param name="ByDeprivation">By deprivation, most deprived first.</param>
/// <param name="ByCapacity">By capacity, least first.</param>
public sealed record AreaCoincidence(
    AreaCut Cut,
    AreaCapacity Capacity,
    AreaStanding ByCut,
    AreaStanding ByDeprivation,
    AreaStanding ByCapacity
)
{
    /// <summary>Whether it is in the worst part of all three.</summary>
    public bool Coincides => ByCut.Worst && ByDeprivation.Worst && ByCapacity.Worst;

    /// <summary>Rank by cut among the areas with all three figures.</summary>
    public int CutRank => ByCut.Rank;

    /// <summary>What the change comes to for the whole area: of everything it spends, in pounds of the measure.</summary>
    public double ChangeInTotal => Cut.PoundsTo - Cut.PoundsFrom;
}

/// <summary>An area's rank in one order, among the areas that have all three figures.</summary>
/// <param name="Rank">1 is the worst.</param>
/// <param name="Worst">Whether it is in the worst part.</param>
public readonly record struct AreaStanding(int Rank, bool Worst);

/// <summary>How many areas are in the worst part of two orders at once.</summary>
/// <param name="First">One order: cut, deprivation or capacity.</param>
/// <param name="Second">The other.</param>
/// <param name="Observed">How many.</param>
/// <param name="Expected">How many would be if the orders had nothing to do with each other.</param>
public sealed record PairOverlap(string First, string Second, int Observed, double Expected)
{
    internal static PairOverlap Of(
        string first,
        string second,
        IReadOnlyList<AreaCoincidence> areas,
        Func<AreaCoincidence, AreaStanding> one,
        Func<AreaCoincidence, AreaStanding> other
    ) =>
        new(
            first,
            second,
            areas.Count(area => one(area).Worst && other(area).Worst),
            areas.Count == 0 ? 0 : (double)areas.Count(area => one(area).Worst) * areas.Count(area => other(area).Worst) / areas.Count
        );
}
