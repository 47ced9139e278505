using BudgetWatch.Domain.Geography;
using BudgetWatch.Domain.Statistics;

namespace BudgetWatch.Domain.Community;

/// <summary>
/// Community capacity of areas (methodology 10): the mean of the z-scores of the components, each shrunk for small areas first. Only areas that have
/// every component are in it; z-scores are over those.
/// </summary>
/// <param name="Components">The components, with how each was shrunk and what the index is without it.</param>
/// <param name="Areas">The areas ranked, least capacity first.</param>
/// <param name="Incomplete">The areas that lack a component, in order of code: they are ranked on nothing.</param>
public sealed record CapacityIndex(
    IReadOnlyList<ComponentInIndex> Components,
    IReadOnlyList<AreaCapacity> Areas,
    IReadOnlyList<IncompleteCapacity> Incomplete
)
{
    private const ulong Seed = 2018_06_30;

    /// <summary>How rank intervals are made, in the words every answer carries.</summary>
    public const string IntervalMethod =
        "95% of 1,000 seeded draws of every area from its shrunk values and their errors, ranked again each time; null where small areas are no further from"
        + " the mean than large ones, so that no error can be estimated";

    /// <summary>Ranks areas.</summary>
    /// <param name="components">The components, at least one.</param>
    /// <param name="areas">The areas that may be ranked.</param>
    public static CapacityIndex Of(IReadOnlyList<CapacityComponent> components, IEnumerable<Area> areas)
    {
        var byCode = areas.OrderBy(area => area.Code).ToList();
        var complete = byCode.Where(area => components.All(component => component.Has(area.Code))).ToList();
        var incomplete = byCode
            .Except(complete)
            .Select(area => new IncompleteCapacity(
                area,
                [.. components.Where(component => !component.Has(area.Code)).Select(component => component.Id)]
            ))
            .ToList();
        if (complete.Count == 0)
        {
            return new CapacityIndex([], [], incomplete);
        }

        var scored = components.Select(component => Scored.Of(component, complete)).ToList();
        var index = Mean(scored, complete.Count);
        var ranks = Ranks(index);
        var intervals = Intervals(scored, complete.Count);
        return new CapacityIndex(
            [
                .. scored.Select(own => new ComponentInIndex(
                    own.Component,
                    own.Shrinkage,
                    scored.Count == 1
                        ? null
                        : RankCorrelation.Spearman(Mean([.. scored.Where(other => other != own)], complete.Count), index),
                    RankCorrelation.Spearman(own.Z, index)
                )),
            ],
            [
                .. complete
                    .Select(
                        (area, i) =>
                            new AreaCapacity(
                                area,
                                index[i],
                                ranks[i],
                                intervals?[i],
                                [
                                    .. scored.Select(own => new ComponentScore(
                                        own.Component.Id,
                                        own.Component.Values[area.Code],
                                        own.Component.Sizes[area.Code],
                                        own.Component.Unscaled(own.Shrunk[i]),
                                        own.Shrinkage.Weight(own.Sizes[i]),
                                        own.Z[i]
                                    )),
                                ]
                            )
                    )
                    .OrderBy(area => area.Rank),
            ],
            incomplete
        );
    }

    private static double[] Mean(IReadOnlyList<Scored> scored, int areas) =>
        [.. Enumerable.Range(0, areas).Select(i => scored.Sum(own => own.Z[i]) / scored.Count)];

    /// <summary>1 is the lowest; ties in order of code, as the areas come.</summary>
    private static int[] Ranks(double[] index)
    {
        var ranks = new int[index.Length];
        var order = Enumerable.Range(0, index.Length).OrderBy(i => index[i]).ToArray();
        for (var rank = 0; rank < order.Length; rank++)
        {
            ranks[order[rank]] = rank + 1;
        }

        return ranks;
    }

    private static RankInterval[]? Intervals(List<Scored> scored, int areas)
    {
        if (scored.Exists(own => own.Shrinkage.Within <= 0 || own.Deviation <= 0))
        {
            return null;
        }

        var generator = new SeededGenerator(Seed);
        var drawn = new int[areas][];
        for (var i = 0; i < areas; i++)
        {
            drawn[i] = new int[Resampling.Replicates];
        }

        var index = new double[areas];
        for (var draw = 0; draw < Resampling.Replicates; draw++)
        {
            for (var i = 0; i < areas; i++)
            {
                index[i] = scored.Sum(own => (own.Shrunk[i] + (own.Errors[i] * generator.NextNormal()) - own.Mean) / own.Deviation);
            }

            var ranks = Ranks(index);
            for (var i = 0; i < areas; i++)
            {
                drawn[i][draw] = ranks[i];
            }
        }

        return [.. drawn.Select(RankInterval.Of)];
    }

    private sealed record Scored(
        CapacityComponent Component,
        Shrinkage Shrinkage,
        double[] Sizes,
        double[] Shrunk,
        double[] Errors,
        double Mean,
        double Deviation,
        double[] Z
    )
    {
        public static Scored Of(CapacityComponent component, List<Area> areas)
        {
            double[] sizes = [.. areas.Select(area => (double)component.Sizes[area.Code])];
            var scaled = component.Scaled([.. areas.Select(area => component.Values[area.Code])]);
            var shrinkage = Shrinkage.Of(scaled, sizes);
            double[] shrunk = [.. scaled.Zip(sizes, shrinkage.Shrink)];
            var mean = shrunk.Average();
            var deviation = Math.Sqrt(shrunk.Average(value => (value - mean) * (value - mean)));

            // A component that does not vary tells no area from another.
            return new Scored(
                component,
                shrinkage,
                sizes,
                shrunk,
                [.. sizes.Select(shrinkage.Error)],
                mean,
                deviation,
                [.. shrunk.Select(value => deviation > 0 ? (value - mean) / deviation : 0)]
            );
        }
    }
}

/// <summary>A component as it went into an index.</summary>
/// <param name="Component">The component.</param>
/// <param name="Shrinkage">How its values were drawn towards the mean.</param>
/// <param name="Without">Spearman's correlation of the index made of all others with the index; null where there are no others.</param>
/// <param name="Alone">Spearman's correlation of the component alone with the index.</param>
public sealed record ComponentInIndex(CapacityComponent Component, Shrinkage Shrinkage, double? Without, double? Alone);

/// <summary>The capacity of one area.</summary>
/// <param name="Area">The area.</param>
/// <param name="Index">Mean of its z-scores: 0 is the mean of the areas, higher is more capacity.</param>
/// <param name="Rank">1 is the least capacity; ties by code.</param>
/// <param name="Interval">Where its rank may lie; null where no error can be estimated.</param>
/// <param name="Components">One for each component.</param>
public sealed record AreaCapacity(Area Area, double Index, int Rank, RankInterval? Interval, IReadOnlyList<ComponentScore> Components);

/// <summary>One area in one component.</summary>
/// <param name="Component">The component's id.</param>
/// <param name="Value">As measured, in the unit of the component.</param>
/// <param name="Size">How many residents or charities it rests on.</param>
/// <param name="Shrunk">Drawn towards the mean, in the same unit.</param>
/// <param name="Weight">How much of its distance from the mean it keeps, 0 to 1.</param>
/// <param name="Z">Standard deviations above the mean of the areas, on the scale of the component.</param>
public sealed record ComponentScore(string Component, double Value, long Size, double Shrunk, double Weight, double Z);

/// <summary>An area that lacks a component.</summary>
/// <param name="Area">The area.</param>
/// <param name="Missing">The components' ids.</param>
public sealed record IncompleteCapacity(Area Area, IReadOnlyList<string> Missing);

/// <summary>Between which ranks 95 % of draws fall.</summary>
/// <param name="Low">The lower.</param>
/// <param name="High">The higher.</param>
public readonly record struct RankInterval(int Low, int High)
{
    /// <summary>The interval of ranks drawn: those that leave a fortieth on either side.</summary>
    internal static RankInterval Of(int[] ranks)
    {
        var sorted = ranks.Order().ToArray();
        var outside = sorted.Length / 40;
        return new RankInterval(sorted[outside], sorted[^(outside + 1)]);
    }
}
