namespace BudgetWatch.Domain.Tests.Support;

/// <summary>Lookups small enough to read whole: a few real codes with their real descent.</summary>
internal static class SyntheticMap
{
    public static readonly DistrictLineage Lineage = new(
        "lineage",
        [
            // A county with its districts, one of which changed code without changing shape.
            Link("E07000100", "St Albans", "E07000240", "E10000015", "Hertfordshire", "East of England"),
            Link("E07000240", "St Albans", "E07000240", "E10000015", "Hertfordshire", "East of England"),
            Link("E07000098", "Hertsmere", "E07000098", "E10000015", "Hertfordshire", "East of England"),
            // Single-tier councils: one plain, two set aside.
            Link("E06000001", "Hartlepool", "E06000001", "E06000001", "Hartlepool", "North East"),
            Link("E06000002", "Middlesbrough", "E06000002", "E06000002", "Middlesbrough", "North East"),
            Link("E06000053", "Isles of Scilly", "E06000053", "E06000053", "Isles of Scilly", "South West"),
            Link("E09000001", "City of London", "E09000001", "E09000001", "City of London", "London"),
            Link("E09000002", "Barking and Dagenham", "E09000002", "E09000002", "Barking and Dagenham", "London"),
            // Codes that changed while the shape did not.
            Link("E08000020", "Gateshead", "E08000037", "E08000037", "Gateshead", "North East"),
            Link("E08000037", "Gateshead", "E08000037", "E08000037", "Gateshead", "North East"),
            Link("E08000038", "Barnsley", "E08000038", "E08000038", "Barnsley", "Yorkshire and The Humber"),
            // Districts abolished into one successor.
            Link("E07000004", "Aylesbury Vale", "E06000060", "E06000060", "Buckinghamshire", "South East"),
            Link("E07000005", "Chiltern", "E06000060", "E06000060", "Buckinghamshire", "South East"),
            Link("E06000060", "Buckinghamshire", "E06000060", "E06000060", "Buckinghamshire", "South East"),
            // A county split in two.
            Link("E07000026", "Allerdale", "E06000063", "E06000063", "Cumberland", "North West"),
            Link("E07000027", "Barrow-in-Furness", "E06000064", "E06000064", "Westmorland and Furness", "North West"),
            Link("E06000063", "Cumberland", "E06000063", "E06000063", "Cumberland", "North West"),
            Link("E06000064", "Westmorland and Furness", "E06000064", "E06000064", "Westmorland and Furness", "North West"),
            // Successors of a county that no one keeps together.
            Link("E06000055", "Bedford", "E06000055", "E06000055", "Bedford", "East of England"),
            Link("E06000056", "Central Bedfordshire", "E06000056", "E06000056", "Central Bedfordshire", "East of England"),
        ]
    );

    public static readonly AuthorityRegister Register = new(
        "register",
        [
            Registered("E10000015", "E1920", "Hertfordshire"),
            Registered("E07000240", "E1936", "St Albans"),
            Registered("E07000098", "E1935", "Hertsmere"),
            Registered("E06000001", "E0701", "Hartlepool"),
            Registered("E06000002", "E0702", "Middlesbrough"),
            Registered("E06000053", "E4001", "Isles of Scilly"),
            Registered("E09000001", "E5010", "City of London"),
            Registered("E09000002", "E5030", "Barking and Dagenham"),
            Registered("E08000037", "E4501", "Gateshead"),
            Registered("E08000038", "E4401", "Barnsley"),
            Registered("E07000004", "E0431", "Aylesbury Vale", "E06000060"),
            Registered("E07000005", "E0432", "Chiltern", "E06000060"),
            Registered("E06000060", null, "Buckinghamshire"),
            Registered("E10000002", "E0421", "Buckinghamshire County", "E06000060"),
            Registered("E07000026", "E0931", "Allerdale", "E06000063"),
            Registered("E07000027", "E0932", "Barrow-in-Furness", "E06000064"),
            Registered("E10000006", "E0920", "Cumbria", "E06000063", "E06000064"),
            Registered("E06000063", null, "Cumberland"),
            Registered("E06000064", null, "Westmorland and Furness"),
            Registered("E06000055", "E0202", "Bedford"),
            Registered("E06000056", "E0203", "Central Bedfordshire"),
            Registered("E10000001", "E0220", "Bedfordshire", "E06000055", "E06000056"),
        ]
    );

    public static readonly AreaMap Map = AreaMap.From(Lineage, Register, []);

    /// <summary>The same places on the lower tier, with a county of which one district went to what was never in it.</summary>
    public static readonly DistrictLineage WithDorset = Lineage with
    {
        Districts =
        [
            .. Lineage.Districts,
            Link("E06000028", "Bournemouth", "E06000058", "E06000058", "Bournemouth, Christchurch and Poole", "South West"),
            Link("E07000048", "Christchurch", "E06000058", "E06000058", "Bournemouth, Christchurch and Poole", "South West"),
            Link("E07000049", "East Dorset", "E06000059", "E06000059", "Dorset", "South West"),
            Link("E07000050", "North Dorset", "E06000059", "E06000059", "Dorset", "South West"),
            Link(
                "E06000058",
                "Bournemouth, Christchurch and Poole",
                "E06000058",
                "E06000058",
                "Bournemouth, Christchurch and Poole",
                "South West"
            ),
            Link("E06000059", "Dorset", "E06000059", "E06000059", "Dorset", "South West"),
        ],
    };

    public static readonly AuthorityRegister RegisterWithDorset = Register with
    {
        Authorities =
        [
            .. Register.Authorities,
            Registered("E10000009", "E1221", "Dorset County", "E06000059"),
            Registered("E06000028", "E1202", "Bournemouth", "E06000058"),
            Registered("E07000048", "E1232", "Christchurch", "E06000058"),
            Registered("E07000049", "E1233", "East Dorset", "E06000059"),
            Registered("E07000050", "E1234", "North Dorset", "E06000059"),
            Registered("E06000058", "E1204", "Bournemouth, Christchurch and Poole"),
            Registered("E06000059", "E1203", "Dorset"),
        ],
    };

    public static readonly AreaMap LowerTier = AreaMap.From(WithDorset, RegisterWithDorset, [], GeographyKind.LowerTier);

    public static DistrictLink Link(string place, string name, string active, string upperTier, string upperTierName, string region) =>
        new(new(place), name, new(active), new(upperTier), upperTierName, region);

    public static RegisteredAuthority Registered(string place, string? authority, string name, params string[] replacedBy) =>
        new(
            new(place),
            authority is null ? null : new AuthorityCode(authority),
            name,
            [],
            [],
            [.. replacedBy.Select(code => new GssCode(code))],
            replacedBy.Length == 0
        );
}
