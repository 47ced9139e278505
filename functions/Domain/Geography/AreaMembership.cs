using BudgetWatch.Domain.Codes;
using BudgetWatch.Domain.Observations;

namespace BudgetWatch.Domain.Geography;

/// <summary>Which area a filing was summed into, by the members that published areas state: what <see cref="AreaMap"/> decided, read back.</summary>
public sealed class AreaMembership
{
    private readonly Dictionary<GssCode, AreaCode> _byPlace = [];
    private readonly Dictionary<AuthorityCode, AreaCode> _byAuthority = [];

    /// <summary>Membership of published areas.</summary>
    public AreaMembership(IEnumerable<Area> areas)
    {
        foreach (var area in areas)
        {
            foreach (var member in area.Members)
            {
                _byPlace[member.Place] = area.Code;
                if (member.Authority is { } authority)
                {
                    _byAuthority[authority] = area.Code;
                }
            }
        }

        foreach (var former in FormerAuthorities.All)
        {
            if (former.Place is { } place && _byPlace.TryGetValue(place, out var area))
            {
                _byAuthority.TryAdd(former.Authority, area);
            }
        }
    }

    /// <summary>The area of a filing, or null for one that is in none.</summary>
    public AreaCode? AreaOf(Filing filing) =>
        filing.Class == AuthorityClass.Other ? null
        : filing.Place is { } place && _byPlace.TryGetValue(KnownGeography.AsOfApril2023(place), out var area) ? area
        : filing.Authority is { } authority && _byAuthority.TryGetValue(authority, out area) ? area
        : null;
}
