using BudgetWatch.Domain.Codes;

namespace BudgetWatch.Domain.Geography;

/// <summary>Every district code ever used, with the present district, upper-tier authority and region it leads to.</summary>
/// <param name="Sheet">The sheet it stands on.</param>
/// <param name="Districts">One for each code.</param>
public sealed record DistrictLineage(string Sheet, IReadOnlyList<DistrictLink> Districts) : EditionContent
{
    /// <inheritdoc/>
    public override string Slot => "lineage";
}

/// <summary>One district code's descent.</summary>
/// <param name="Place">The code.</param>
/// <param name="Name">The name it went by.</param>
/// <param name="Active">The present district code its area is in.</param>
/// <param name="UpperTier">The present upper-tier authority: a county, or the single-tier authority itself.</param>
/// <param name="UpperTierName">Its name.</param>
/// <param name="Region">The region's name: <c>North East</c>.</param>
public sealed record DistrictLink(GssCode Place, string Name, GssCode Active, GssCode UpperTier, string UpperTierName, string Region);
