using BudgetWatch.Domain.Codes;
using BudgetWatch.Domain.Statistics;

namespace BudgetWatch.Domain.Cuts;

/// <summary>Ranks areas by deprivation (methodology 5). The one definition of rank, fifth and tenth: every answer has them from here.</summary>
public static class DeprivationRanking
{
    /// <summary>How deprived each area is among those given.</summary>
    /// <param name="areas">Each with its score, and its residents, which only groups of people heed.</param>
    /// <param name="groups">What fifths and tenths hold equal numbers of.</param>
    public static IReadOnlyDictionary<AreaCode, DeprivationRank> Of(
        IEnumerable<(AreaCode Area, double Score, long People)> areas,
        Grouping groups
    )
    {
        var order = areas.OrderByDescending(own => own.Score).ThenBy(own => own.Area).ToList();
        var ridits = groups == Grouping.People ? RiditScale.Of([.. order.Select(own => (double)own.People)]).Ridits : null;
        int Group(int position, int of) =>
            ridits is null ? QuantileGroups.Of(position, order.Count, of) : QuantileGroups.Of(ridits[position], of);
        return order
            .Select(
                (own, position) =>
                    (
                        own.Area,
                        Standing: new DeprivationRank(
                            own.Score,
                            position + 1,
                            Group(position, QuantileGroups.Fifths),
                            Group(position, QuantileGroups.Tenths)
                        )
                    )
            )
            .ToDictionary(own => own.Area, own => own.Standing);
    }
}

/// <summary>How deprived an area is among the areas of one answer.</summary>
/// <param name="Score">IMD average score; higher is more deprived.</param>
/// <param name="Rank">1 is the most deprived; ties by code.</param>
/// <param name="Fifth">1 is the most deprived fifth.</param>
/// <param name="Tenth">1 is the most deprived tenth.</param>
public sealed record DeprivationRank(double Score, int Rank, int Fifth, int Tenth);
