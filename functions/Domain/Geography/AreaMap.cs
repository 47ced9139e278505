using BudgetWatch.Domain.Codes;
using BudgetWatch.Domain.Observations;

namespace BudgetWatch.Domain.Geography;

/// <summary>
/// Which area every authority and every place belongs to. On the map of April 2023 predecessors lead to their successors; at upper-tier level
/// districts lead to their county and the parts of a split county to one another. On the geography of authorities each leads to itself. Joined on
/// codes alone.
/// </summary>
public sealed class AreaMap
{
    private readonly Dictionary<GssCode, AreaCode> _areaByPlace;
    private readonly Dictionary<AuthorityCode, GssCode> _placeByAuthority;

    private readonly Dictionary<AuthorityCode, AreaCode> _areaByFormer;
    private readonly Dictionary<GssCode, County> _sharedByPlace;
    private readonly AuthorityCoverage? _coverage;

    private AreaMap(
        GeographyKind geography,
        Dictionary<GssCode, AreaCode> areaByPlace,
        Dictionary<AuthorityCode, GssCode> placeByAuthority,
        Dictionary<AuthorityCode, AreaCode> areaByFormer,
        IReadOnlyList<Area> areas,
        IReadOnlyList<County> counties,
        AuthorityCoverage? coverage
    )
    {
        _coverage = coverage;
        _areaByPlace = areaByPlace;
        _placeByAuthority = placeByAuthority;
        _areaByFormer = areaByFormer;
        Geography = geography;
        Areas = areas;
        Counties = counties;
        _sharedByPlace =
            geography == GeographyKind.LowerTier ? counties.Where(county => county.IsShared).ToDictionary(county => county.Place) : [];
    }

    /// <summary>Which geography its areas are of.</summary>
    public GeographyKind Geography { get; }

    /// <summary>All areas, those set aside included, in order of code.</summary>
    public IReadOnlyList<Area> Areas { get; }

    /// <summary>The shire counties, present and abolished, with the places their districts are in.</summary>
    public IReadOnlyList<County> Counties { get; }

    /// <summary>The area a place's code leads to, or null for a code that is no English principal authority's.</summary>
    public AreaCode? AreaOf(GssCode place) => _areaByPlace.TryGetValue(KnownGeography.AsOfApril2023(place), out var area) ? area : null;

    /// <summary>The area an authority files for, or null where its code is not known.</summary>
    public AreaCode? AreaOf(AuthorityCode authority) =>
        _placeByAuthority.TryGetValue(authority, out var place) ? AreaOf(place)
        : _areaByFormer.TryGetValue(authority, out var area) ? area
        : null;

    /// <summary>The area a filing is summed into whole, or null where it is none: the place its row states comes before its E-code.</summary>
    public AreaCode? AreaOf(Filing filing) =>
        filing.Place is { } place && AreaOf(place) is { } area ? area
        : filing.Authority is { } authority ? AreaOf(authority)
        : null;

    /// <summary>The county whose council made a filing that this geography shares among several areas, or null.</summary>
    public County? SharedCountyOf(Filing filing) =>
        filing.Place is { } place && _sharedByPlace.TryGetValue(place, out var county) ? county
        : filing.Authority is { } authority
        && _placeByAuthority.TryGetValue(authority, out place)
        && _sharedByPlace.TryGetValue(place, out county)
            ? county
        : null;

    /// <summary>
    /// The councils that should have a row in a return and have none, by the area they are part of: without one of its members an area has no figure, never the sum of
    /// what is left. On the geography of authorities each is its own area, and none is missed.
    /// </summary>
    public ILookup<AreaCode, AbsentAuthority> AbsentFrom(RevenueReturn edition) =>
        (_coverage?.AbsentFrom(edition.Filings) ?? [])
            .Select(absent => (Area: AreaOf(absent), Absent: absent))
            .Where(pair => pair.Area is not null)
            .ToLookup(pair => pair.Area!.Value, pair => pair.Absent);

    private AreaCode? AreaOf(AbsentAuthority absent) =>
        GssCode.TryParse(absent.Code, out var place) ? AreaOf(place)
        : AuthorityCode.TryParse(absent.Code, out var authority) ? AreaOf(authority)
        : null;

    /// <summary>Joins the published lookups.</summary>
    /// <param name="lineage">District codes and their descent.</param>
    /// <param name="register">Authorities with their E-codes, and abolished counties' successors.</param>
    /// <param name="filedPlaces">
    /// E-code to ONS code as the returns themselves state it. It comes first: the register leaves out the newest authorities' E-codes.
    /// </param>
    /// <param name="geography">Upper tier or lower tier: areas on the map of April 2023.</param>
    public static AreaMap From(
        DistrictLineage lineage,
        AuthorityRegister register,
        IEnumerable<KeyValuePair<AuthorityCode, GssCode>> filedPlaces,
        GeographyKind geography = GeographyKind.UpperTier
    )
    {
        var placeByAuthority = new Dictionary<AuthorityCode, GssCode>();
        foreach (var authority in register.Authorities.OrderBy(authority => authority.Place))
        {
            if (authority.Authority is { } code)
            {
                placeByAuthority[code] = KnownGeography.AsOfApril2023(authority.Place);
            }
        }

        foreach (var (authority, place) in filedPlaces)
        {
            placeByAuthority[authority] = KnownGeography.AsOfApril2023(place);
        }

        var ecodeByPlace = EcodeByPlace(placeByAuthority);
        var counties = County.In(lineage, register, ecodeByPlace);
        var areaByPlace = new Dictionary<GssCode, AreaCode>();
        var named = new Dictionary<AreaCode, (string Name, string Region)>();
        foreach (var link in lineage.Districts.OrderBy(link => link.Place))
        {
            var (place, active, upperTier) = (
                KnownGeography.AsOfApril2023(link.Place),
                KnownGeography.AsOfApril2023(link.Active),
                KnownGeography.AsOfApril2023(link.UpperTier)
            );
            if (geography == GeographyKind.UpperTier)
            {
                var merged = MergedAreaOf(upperTier);
                var area = merged?.Code ?? new AreaCode(upperTier.Value);
                areaByPlace[place] = area;
                areaByPlace[upperTier] = area;
                named.TryAdd(area, (merged?.Name ?? link.UpperTierName, link.Region));
            }
            else
            {
                var area = new AreaCode(active.Value);
                areaByPlace[place] = area;
                if (place == active || !named.ContainsKey(area))
                {
                    named[area] = (link.Name, link.Region);
                }
            }
        }

        if (geography == GeographyKind.UpperTier)
        {
            foreach (var authority in register.Authorities)
            {
                LeadAbolishedCountyToItsSuccessors(authority, areaByPlace);
            }
        }
        else
        {
            foreach (var county in counties.Where(county => !county.IsShared))
            {
                areaByPlace[county.Place] = county.Parts[0].Area;
            }
        }

        var members = MembersOf(lineage, register, ecodeByPlace);
        var areas = areaByPlace
            .GroupBy(pair => pair.Value, pair => pair.Key)
            .Select(places => new Area(
                places.Key,
                named[places.Key].Name,
                KindOf(places.Key),
                named[places.Key].Region,
                [.. places.Order().Select(place => members(place, place.Value == places.Key.Value ? named[places.Key].Name : place.Value))],
                SetAside(places.Key)
            ))
            .OrderBy(area => area.Code)
            .ToList();
        var formers = FormerAuthorities
            .All.Where(former => former.Place is { } place && areaByPlace.ContainsKey(place))
            .ToDictionary(former => former.Authority, former => areaByPlace[former.Place!.Value]);
        return new AreaMap(
            geography,
            areaByPlace,
            placeByAuthority,
            formers,
            areas,
            counties,
            new AuthorityCoverage(lineage, register, placeByAuthority)
        );
    }

    /// <summary>
    /// Each authority that filed as an area of its own. Its code is its ONS code, or its E-code where it was abolished before it had one.
    /// </summary>
    /// <param name="lineage">District codes and their descent.</param>
    /// <param name="register">Authorities with their E-codes, and abolished counties' successors.</param>
    /// <param name="filings">Everything that principal authorities filed.</param>
    public static AreaMap OfAuthorities(DistrictLineage lineage, AuthorityRegister register, IReadOnlyCollection<Filing> filings)
    {
        var places = From(lineage, register, FiledPlaces(filings), GeographyKind.LowerTier);
        var members = MembersOf(lineage, register, EcodeByPlace(places._placeByAuthority));
        var regions = places.Areas.ToDictionary(area => area.Code, area => area.Region);
        var countyRegions = places.Counties.ToDictionary(county => county.Place, county => regions[county.Parts[0].Area]);
        var areaByPlace = new Dictionary<GssCode, AreaCode>();
        var formers = new Dictionary<AuthorityCode, AreaCode>();
        var areas = new Dictionary<AreaCode, Area>();
        foreach (var filing in filings.Where(filing => filing.Class != AuthorityClass.Other))
        {
            if (PlaceOf(filing) is { } place)
            {
                var code = new AreaCode(place.Value);
                areaByPlace[place] = code;
                if (filing.Authority is { } renumbered && FormerAuthorities.Find(renumbered) is { IsPlace: true })
                {
                    formers[renumbered] = code;
                }

                if (!areas.ContainsKey(code))
                {
                    var member = members(place, filing.Name);
                    areas[code] = new Area(code, member.Name, KindOf(code), RegionOf(place), [member], SetAside(code));
                }
            }
            else if (filing.Authority is { } authority)
            {
                var code = new AreaCode(authority.Value);
                formers[authority] = code;
                areas.TryAdd(
                    code,
                    new Area(
                        code,
                        FormerAuthorities.Find(authority)?.Name ?? filing.Name,
                        Area.KindOf(filing.Class),
                        RegionAround(authority),
                        [],
                        null
                    )
                );
            }
        }

        return new AreaMap(
            GeographyKind.Authority,
            areaByPlace,
            places._placeByAuthority,
            formers,
            [.. areas.Values.OrderBy(area => area.Code)],
            places.Counties,
            coverage: null
        );

        GssCode? PlaceOf(Filing filing) =>
            filing.Place is { } stated ? KnownGeography.AsOfApril2023(stated)
            : filing.Authority is not { } authority ? null
            : places._placeByAuthority.TryGetValue(authority, out var place) ? place
            : FormerAuthorities.Find(authority) is { IsPlace: true } former ? former.Place
            : null;

        string RegionOf(GssCode place) => places.AreaOf(place) is { } area ? regions[area] : countyRegions.GetValueOrDefault(place, "");

        // E-codes number authorities within the county of the 1990s: the others of its number are in its region.
        string RegionAround(AuthorityCode authority) =>
            places
                ._placeByAuthority.Where(pair => pair.Key.Value[..3] == authority.Value[..3])
                .OrderBy(pair => pair.Key)
                .Select(pair => RegionOf(pair.Value))
                .FirstOrDefault("");
    }

    /// <summary>E-code to ONS code, as rows of principal authorities state both; of several the last counts.</summary>
    public static IEnumerable<KeyValuePair<AuthorityCode, GssCode>> FiledPlaces(IEnumerable<Filing> filings) =>
        filings
            .Where(filing => filing is { Authority: not null, Place: not null } && filing.Class != AuthorityClass.Other)
            .Select(filing => KeyValuePair.Create(filing.Authority!.Value, filing.Place!.Value));

    private static MergedArea? MergedAreaOf(GssCode upperTier) =>
        KnownGeography.MergedAreas.FirstOrDefault(merged => merged.Parts.Contains(upperTier));

    private static string? SetAside(AreaCode code) => KnownGeography.SetAside.FirstOrDefault(setAside => setAside.Code == code)?.Reason;

    private static void LeadAbolishedCountyToItsSuccessors(RegisteredAuthority county, Dictionary<GssCode, AreaCode> areaByPlace)
    {
        if (!county.Place.IsShireCounty || areaByPlace.ContainsKey(county.Place))
        {
            return;
        }

        var successors = county
            .ReplacedBy.Select(successor =>
                areaByPlace.TryGetValue(KnownGeography.AsOfApril2023(successor), out var area) ? area : (AreaCode?)null
            )
            .Distinct()
            .ToList();
        // A county whose successors are in different areas has no one area; its filings stay unplaced and the build says so.
        if (successors is [{ } only])
        {
            areaByPlace[county.Place] = only;
        }
    }

    /// <summary>Describes a place as a member of an area; the name given is for one that no lookup names.</summary>
    private static Func<GssCode, string, AreaMember> MembersOf(
        DistrictLineage lineage,
        AuthorityRegister register,
        Dictionary<GssCode, AuthorityCode> ecodeByPlace
    )
    {
        var registered = register
            .Authorities.GroupBy(authority => KnownGeography.AsOfApril2023(authority.Place))
            .ToDictionary(group => group.Key, group => group.MinBy(authority => authority.Place)!);
        var links = lineage
            .Districts.GroupBy(link => KnownGeography.AsOfApril2023(link.Place))
            .ToDictionary(group => group.Key, group => group.First());
        return (place, otherwise) =>
        {
            links.TryGetValue(place, out var link);
            registered.TryGetValue(place, out var authority);
            var active = link is null ? place : KnownGeography.AsOfApril2023(link.Active);
            IReadOnlyList<GssCode> successors =
                active != place
                    ? [active]
                    : authority?.ReplacedBy.Select(KnownGeography.AsOfApril2023).Where(successor => successor != place).ToList() ?? [];
            return new AreaMember(
                place,
                ecodeByPlace.TryGetValue(place, out var ecode) ? ecode : null,
                link?.Name ?? authority?.Name ?? otherwise,
                successors
            );
        };
    }

    private static Dictionary<GssCode, AuthorityCode> EcodeByPlace(Dictionary<AuthorityCode, GssCode> placeByAuthority) =>
        placeByAuthority.GroupBy(pair => pair.Value).ToDictionary(group => group.Key, group => group.Min(pair => pair.Key));

    private static AreaKind KindOf(AreaCode code) =>
        !GssCode.TryParse(code.Value, out var place) ? AreaKind.Merged
        : place.IsShireCounty ? AreaKind.County
        : place.IsShireDistrict ? AreaKind.ShireDistrict
        : place.IsMetropolitanDistrict ? AreaKind.MetropolitanDistrict
        : place.IsLondonBorough ? AreaKind.LondonBorough
        : AreaKind.UnitaryAuthority;
}
