using BudgetWatch.Domain.Geography;

namespace BudgetWatch.Domain.Cuts;

/// <summary>One area's change (methodology 4). A cut is negative.</summary>
/// <param name="Area">The area.</param>
/// <param name="From">Spending in the base year, in the measure.</param>
/// <param name="To">Spending in the end year.</param>
/// <param name="PoundsFrom">The same before division by residents: what pooling sums.</param>
/// <param name="PoundsTo">The same in the end year.</param>
/// <param name="PeopleFrom">Residents in the base year.</param>
/// <param name="PeopleTo">Residents in the end year.</param>
/// <param name="Rank">1 is the deepest cut in per cent; null where there is no percentage.</param>
/// <param name="Deprivation">How deprived the area is among those of the answer.</param>
/// <param name="Flags">What a reader should know of this row, as words that the answer's notes spell out.</param>
public sealed record AreaCut(
    Area Area,
    double From,
    double To,
    double PoundsFrom,
    double PoundsTo,
    long PeopleFrom,
    long PeopleTo,
    int? Rank,
    DeprivationRank Deprivation,
    IReadOnlyList<string> Flags
)
{
    /// <summary>To - From.</summary>
    public double Change => To - From;

    /// <summary>
    /// 100 (To - From) / From; null where the base is not positive, and the area is then left out of percentage statistics. Divided first, so
    /// that areas that gave up a service altogether have the same -100 to the bit, and the same rank in correlations.
    /// </summary>
    public double? ChangePercent => From > 0 ? 100 * ((To - From) / From) : null;
}

/// <summary>An area that an answer leaves out, and why.</summary>
/// <param name="Area">The area.</param>
/// <param name="Reason">Why.</param>
public sealed record ExcludedArea(Area Area, ExclusionReason Reason);

/// <summary>The change of several areas together: pounds summed over people summed.</summary>
/// <param name="From">In the base year, in the measure.</param>
/// <param name="To">In the end year.</param>
public sealed record PooledChange(double From, double To)
{
    /// <summary>To - From.</summary>
    public double Change => To - From;

    /// <summary>100 (To - From) / From; null where the base is not positive.</summary>
    public double? ChangePercent => From > 0 ? 100 * ((To - From) / From) : null;

    /// <summary>Pools areas; null for none. Summed in order of code: the same to the bit however the areas are ordered.</summary>
    public static PooledChange? Of(IReadOnlyCollection<AreaCut> areas, Measure measure)
    {
        if (areas.Count == 0)
        {
            return null;
        }

        var byCode = areas.OrderBy(area => area.Area.Code).ToList();
        double from = byCode.Sum(area => area.PoundsFrom),
            to = byCode.Sum(area => area.PoundsTo);
        return measure.IsPerHead() ? new(from / areas.Sum(area => area.PeopleFrom), to / areas.Sum(area => area.PeopleTo)) : new(from, to);
    }
}
