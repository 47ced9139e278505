using BudgetWatch.Domain.Codes;

namespace BudgetWatch.Domain.Geography;

/// <summary>
/// Which area every authority and every place belongs to, at upper-tier level on the map of April 2023: predecessors lead to their
/// successors, districts to their county, the parts of a split county to one another. Joined on codes alone.
/// </summary>
public sealed class AreaMap
{
    private readonly Dictionary<GssCode, AreaCode> _areaByPlace;
    private readonly Dictionary<AuthorityCode, GssCode> _placeByAuthority;

    private AreaMap(Dictionary<GssCode, AreaCode> areaByPlace, Dictionary<AuthorityCode, GssCode> placeByAuthority, IReadOnlyList<Area> areas)
    {
        _areaByPlace = areaByPlace;
        _placeByAuthority = placeByAuthority;
        Areas = areas;
    }

    /// <summary>All areas, those set aside included, in order of code.</summary>
    public IReadOnlyList<Area> Areas { get; }

    /// <summary>The area a place's code leads to, or null for a code that is no English principal authority's.</summary>
    public AreaCode? AreaOf(GssCode place) =>
        _areaByPlace.TryGetValue(KnownGeography.AsOfApril2023(place), out var area) ? area : null;

    /// <summary>The area an authority files for, or null where its code is not known.</summary>
    public AreaCode? AreaOf(AuthorityCode authority) =>
        _placeByAuthority.TryGetValue(authority, out var place) ? AreaOf(place)
        : FormerAuthorities.Find(authority)?.Place is { } successor ? AreaOf(successor)
        : null;

    /// <summary>Joins the published lookups.</summary>
    /// <param name="lineage">District codes and their descent.</param>
    /// <param name="register">Authorities with their E-codes, and abolished counties' successors.</param>
    /// <param name="filedPlaces">
    /// E-code to ONS code as the returns themselves state it. It comes first: the register leaves out the newest authorities' E-codes.
    /// </param>
    public static AreaMap From(
        DistrictLineage lineage, AuthorityRegister register, IEnumerable<KeyValuePair<AuthorityCode, GssCode>> filedPlaces)
    {
        var registered = new Dictionary<GssCode, RegisteredAuthority>();
        var placeByAuthority = new Dictionary<AuthorityCode, GssCode>();
        foreach (var authority in register.Authorities.OrderBy(authority => authority.Place))
        {
            registered.TryAdd(KnownGeography.AsOfApril2023(authority.Place), authority);
            if (authority.Authority is { } code)
            {
                placeByAuthority[code] = KnownGeography.AsOfApril2023(authority.Place);
            }
        }

        foreach (var (authority, place) in filedPlaces)
        {
            placeByAuthority[authority] = KnownGeography.AsOfApril2023(place);
        }

        var upperTiers = new Dictionary<GssCode, DistrictLink>();
        var areaByPlace = new Dictionary<GssCode, AreaCode>();
        foreach (var link in lineage.Districts.OrderBy(link => link.Place))
        {
            var upperTier = KnownGeography.AsOfApril2023(link.UpperTier);
            upperTiers.TryAdd(upperTier, link);
            areaByPlace[KnownGeography.AsOfApril2023(link.Place)] = AreaCodeOf(upperTier);
        }

        foreach (var upperTier in upperTiers.Keys)
        {
            areaByPlace[upperTier] = AreaCodeOf(upperTier);
        }

        foreach (var authority in register.Authorities)
        {
            LeadAbolishedCountyToItsSuccessors(authority, areaByPlace);
        }

        var ecodeByPlace = placeByAuthority.GroupBy(pair => pair.Value).ToDictionary(group => group.Key, group => group.Min(pair => pair.Key));
        var areas = areaByPlace
            .GroupBy(pair => pair.Value)
            .Select(group => AreaOf(group.Key, group.Select(pair => pair.Key), upperTiers, lineage, registered, ecodeByPlace))
            .OrderBy(area => area.Code)
            .ToList();
        return new AreaMap(areaByPlace, placeByAuthority, areas);
    }

    private static AreaCode AreaCodeOf(GssCode upperTier) =>
        KnownGeography.MergedAreas.FirstOrDefault(merged => merged.Parts.Contains(upperTier))?.Code ?? new AreaCode(upperTier.Value);

    private static void LeadAbolishedCountyToItsSuccessors(RegisteredAuthority county, Dictionary<GssCode, AreaCode> areaByPlace)
    {
        if (!county.Place.IsShireCounty || areaByPlace.ContainsKey(county.Place))
        {
            return;
        }

        var successors = county.ReplacedBy
            .Select(successor => areaByPlace.TryGetValue(KnownGeography.AsOfApril2023(successor), out var area) ? area : (AreaCode?)null)
            .Distinct()
            .ToList();
        // A county whose successors are in different areas has no one area; its filings stay unplaced and the build says so.
        if (successors is [{ } only])
        {
            areaByPlace[county.Place] = only;
        }
    }

    private static Area AreaOf(
        AreaCode code, IEnumerable<GssCode> places, Dictionary<GssCode, DistrictLink> upperTiers, DistrictLineage lineage,
        Dictionary<GssCode, RegisteredAuthority> registered, Dictionary<GssCode, AuthorityCode> ecodeByPlace)
    {
        var merged = KnownGeography.MergedAreas.FirstOrDefault(candidate => candidate.Code == code);
        var upperTier = upperTiers[merged?.Parts[0] ?? new GssCode(code.Value)];
        var links = lineage.Districts
            .GroupBy(link => KnownGeography.AsOfApril2023(link.Place))
            .ToDictionary(group => group.Key, group => group.First());
        var members = places.Order().Select(place =>
        {
            links.TryGetValue(place, out var link);
            registered.TryGetValue(place, out var authority);
            var name = link?.Name ?? authority?.Name ?? (place.Value == code.Value ? upperTier.UpperTierName : place.Value);
            var active = link is null ? place : KnownGeography.AsOfApril2023(link.Active);
            IReadOnlyList<GssCode> successors = active != place
                ? [active]
                : authority?.ReplacedBy.Select(KnownGeography.AsOfApril2023).Where(successor => successor != place).ToList() ?? [];
            return new AreaMember(place, ecodeByPlace.TryGetValue(place, out var ecode) ? ecode : null, name, successors);
        }).ToList();
        return new Area(
            code, merged?.Name ?? upperTier.UpperTierName, KindOf(code), upperTier.Region, members,
            KnownGeography.SetAside.FirstOrDefault(setAside => setAside.Code == code)?.Reason);
    }

    private static AreaKind KindOf(AreaCode code) =>
        !GssCode.TryParse(code.Value, out var place) ? AreaKind.Merged
        : place.IsShireCounty ? AreaKind.County
        : place.IsMetropolitanDistrict ? AreaKind.MetropolitanDistrict
        : place.IsLondonBorough ? AreaKind.LondonBorough
        : AreaKind.UnitaryAuthority;
}
