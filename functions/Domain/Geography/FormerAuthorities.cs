using System.Collections.Frozen;
using BudgetWatch.Domain.Codes;

namespace BudgetWatch.Domain.Geography;

/// <summary>
/// Authorities of returns to 2008-09 that no loaded lookup has: those that the reorganisation of April 2009 abolished before ONS codes
/// were on returns, and one that changed its E-code. Data, with a reason each.
/// </summary>
public static class FormerAuthorities
{
    private const string Unified = "abolished in April 2009; one unitary council took the county's and the districts' place";
    private const string Split =
        "abolished in April 2009; two unitary councils took the county's place, and what it spent cannot be divided between them";

    private static readonly IReadOnlyList<GssCode> Bedfordshire = [new("E06000055"), new("E06000056")];
    private static readonly IReadOnlyList<GssCode> Cheshire = [new("E06000049"), new("E06000050")];

    /// <summary>Every one.</summary>
    public static readonly IReadOnlyList<FormerAuthority> All =
    [
        new(new("E0534"), "Huntingdonshire", new("E07000011"), "files under E0551 since 2009-10") { IsPlace = true },
        new(new("E0820"), "Cornwall", new("E06000052"), Unified),
        new(new("E0831"), "Caradon", new("E06000052"), Unified),
        new(new("E0832"), "Carrick", new("E06000052"), Unified),
        new(new("E0833"), "Kerrier", new("E06000052"), Unified),
        new(new("E0834"), "North Cornwall", new("E06000052"), Unified),
        new(new("E0835"), "Penwith", new("E06000052"), Unified),
        new(new("E0836"), "Restormel", new("E06000052"), Unified),
        new(new("E1321"), "Durham", new("E06000047"), Unified),
        new(new("E1331"), "Chester-le-Street", new("E06000047"), Unified),
        new(new("E1333"), "Derwentside", new("E06000047"), Unified),
        new(new("E1334"), "Durham City", new("E06000047"), Unified),
        new(new("E1335"), "Easington", new("E06000047"), Unified),
        new(new("E1336"), "Sedgefield", new("E06000047"), Unified),
        new(new("E1337"), "Teesdale", new("E06000047"), Unified),
        new(new("E1338"), "Wear Valley", new("E06000047"), Unified),
        new(new("E2920"), "Northumberland", new("E06000057"), Unified),
        new(new("E2931"), "Alnwick", new("E06000057"), Unified),
        new(new("E2932"), "Berwick-upon-Tweed", new("E06000057"), Unified),
        new(new("E2933"), "Blyth Valley", new("E06000057"), Unified),
        new(new("E2934"), "Castle Morpeth", new("E06000057"), Unified),
        new(new("E2935"), "Tynedale", new("E06000057"), Unified),
        new(new("E2936"), "Wansbeck", new("E06000057"), Unified),
        new(new("E3221"), "Shropshire", new("E06000051"), Unified),
        new(new("E3231"), "Bridgnorth", new("E06000051"), Unified),
        new(new("E3232"), "North Shropshire", new("E06000051"), Unified),
        new(new("E3233"), "Oswestry", new("E06000051"), Unified),
        new(new("E3234"), "Shrewsbury & Atcham", new("E06000051"), Unified),
        new(new("E3235"), "South Shropshire", new("E06000051"), Unified),
        new(new("E3921"), "Wiltshire", new("E06000054"), Unified),
        new(new("E3931"), "Kennet", new("E06000054"), Unified),
        new(new("E3932"), "North Wiltshire", new("E06000054"), Unified),
        new(new("E3933"), "Salisbury", new("E06000054"), Unified),
        new(new("E3935"), "West Wiltshire", new("E06000054"), Unified),
        new(new("E0221"), "Bedfordshire", null, Split) { SplitInto = Bedfordshire },
        new(new("E0231"), "Bedford", null, Split) { SplitInto = Bedfordshire },
        new(new("E0233"), "Mid Bedfordshire", null, Split) { SplitInto = Bedfordshire },
        new(new("E0234"), "South Bedfordshire", null, Split) { SplitInto = Bedfordshire },
        new(new("E0621"), "Cheshire", null, Split) { SplitInto = Cheshire },
        new(new("E0631"), "Chester", null, Split) { SplitInto = Cheshire },
        new(new("E0632"), "Congleton", null, Split) { SplitInto = Cheshire },
        new(new("E0633"), "Crewe & Nantwich", null, Split) { SplitInto = Cheshire },
        new(new("E0634"), "Ellesmere Port & Neston", null, Split) { SplitInto = Cheshire },
        new(new("E0636"), "Macclesfield", null, Split) { SplitInto = Cheshire },
        new(new("E0637"), "Vale Royal", null, Split) { SplitInto = Cheshire },
    ];

    private static readonly FrozenDictionary<AuthorityCode, FormerAuthority> ByCode = All.ToFrozenDictionary(former => former.Authority);

    /// <summary>The former authority that filed under a code, or null.</summary>
    public static FormerAuthority? Find(AuthorityCode authority) => ByCode.GetValueOrDefault(authority);
}

/// <summary>An authority that files no longer.</summary>
/// <param name="Authority">The E-code it filed under.</param>
/// <param name="Name">Its name as it filed.</param>
/// <param name="Place">The present place that all of it is in; null where it was split, so that its filings are in no area.</param>
/// <param name="Reason">What happened.</param>
public sealed record FormerAuthority(AuthorityCode Authority, string Name, GssCode? Place, string Reason)
{
    /// <summary>Whether the authority is that place's still and only its E-code changed.</summary>
    public bool IsPlace { get; init; }

    /// <summary>The present places that took the area of a county that was split, it and its districts together; empty for any other.</summary>
    public IReadOnlyList<GssCode> SplitInto { get; init; } = [];

    /// <summary>The present places whose councils took its place.</summary>
    public IReadOnlyList<GssCode> Successors => Place is { } place ? [place] : SplitInto;
}
