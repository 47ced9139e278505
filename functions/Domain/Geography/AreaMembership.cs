using BudgetWatch.Domain.Codes;
using BudgetWatch.Domain.Observations;

namespace BudgetWatch.Domain.Geography;

/// <summary>Which area a filing was summed into, by the members that published areas state: what <see cref="AreaMap"/> decided, read back.</summary>
public sealed class AreaMembership
{
    private readonly Dictionary<GssCode, AreaCode> _byPlace = [];
    private readonly Dictionary<AuthorityCode, AreaCode> _byAuthority = [];

    private readonly Dictionary<GssCode, County> _sharedByPlace;
    private readonly Dictionary<AuthorityCode, County> _sharedByAuthority;

    /// <summary>Membership of published areas.</summary>
    /// <param name="areas">The areas.</param>
    /// <param name="counties">The counties of their geography, with how each is shared.</param>
    /// <param name="places">
    /// E-codes with the ONS code each stands for, where known. Areas state one E-code for each place; a council that changed its own has filed under two.
    /// </param>
    public AreaMembership(
        IEnumerable<Area> areas,
        IEnumerable<County> counties,
        IEnumerable<KeyValuePair<AuthorityCode, GssCode>>? places = null
    )
    {
        var shared = counties.Where(county => county.Sharings.Count > 0).ToList();
        _sharedByPlace = shared.ToDictionary(county => county.Place);
        _sharedByAuthority = shared.Where(county => county.Authority is not null).ToDictionary(county => county.Authority!.Value);
        foreach (var area in areas)
        {
            // An authority that was abolished before it had an ONS code is an area by its E-code, with no other member.
            if (AuthorityCode.TryParse(area.Code.Value, out var itself))
            {
                _byAuthority[itself] = area.Code;
            }

            foreach (var member in area.Members)
            {
                _byPlace[member.Place] = area.Code;
                if (member.Authority is { } authority)
                {
                    _byAuthority[authority] = area.Code;
                }
            }
        }

        foreach (var (authority, place) in places ?? [])
        {
            if (_byPlace.TryGetValue(place, out var area))
            {
                _byAuthority.TryAdd(authority, area);
            }

            if (_sharedByPlace.TryGetValue(place, out var county))
            {
                _sharedByAuthority.TryAdd(authority, county);
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

    /// <summary>The county whose council made a filing that is shared among several areas, or null.</summary>
    public County? SharedCountyOf(Filing filing) =>
        filing.Class == AuthorityClass.Other ? null
        : filing.Place is { } place && _sharedByPlace.TryGetValue(place, out var county) ? county
        : filing.Authority is { } authority && _sharedByAuthority.TryGetValue(authority, out county) ? county
        : null;
}
