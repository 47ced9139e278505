using BudgetWatch.Domain.Codes;

namespace BudgetWatch.Domain.Community;

/// <summary>Grants to organisations in each district over a period, from funders that publish theirs (360Giving).</summary>
/// <param name="Sheet">The sheet the figures stand on; empty where the file has none.</param>
/// <param name="Period">What years of awards they sum, in words for readers: <c>to 2018-19</c>.</param>
/// <param name="Districts">One for each district with a grant, in the codes of the edition.</param>
public sealed record GrantsByDistrict(string Sheet, string Period, IReadOnlyList<DistrictGrants> Districts) : EditionContent
{
    /// <inheritdoc/>
    public override string Slot => Period;
}

/// <summary>What organisations in one district were granted.</summary>
/// <param name="Place">The district.</param>
/// <param name="Name">As published, for people.</param>
/// <param name="Pounds">Amounts awarded, pounds of their years.</param>
/// <param name="Grants">How many grants.</param>
/// <param name="Address">The cell of the amount.</param>
public sealed record DistrictGrants(GssCode Place, string Name, decimal Pounds, int Grants, string Address);
