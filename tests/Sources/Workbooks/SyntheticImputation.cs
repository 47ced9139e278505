namespace BudgetWatch.Sources.Tests.Workbooks;

/// <summary>
/// A small budget in which one of three unitary authorities did not file: ENGLAND and its class hold what was imputed for it, half of what
/// another spends. Lines stand before the total of their service, levies before net current expenditure, and the classes below ENGLAND.
/// </summary>
internal static class SyntheticImputation
{
    /// <summary>The columns of the figures; what each council and the police body file, in thousands.</summary>
    private static readonly (string Heading, int Council, int Police)[] Figures =
    [
        ("TOTAL EDUCATION SERVICES", 5_000, 0),
        ("TOTAL HIGHWAYS AND TRANSPORT SERVICES", 1_000, 0),
        ("TOTAL CHILDREN'S SOCIAL CARE", 2_000, 0),
        ("TOTAL ADULT SOCIAL CARE", 4_000, 0),
        ("TOTAL PUBLIC HEALTH", 500, 0),
        ("TOTAL HOUSING SERVICES (GFRA only)", 600, 0),
        ("Archives", 20, 0),
        ("Culture and heritage (excluding Archives)", 480, 0),
        ("Recreation and sport", 500, 0),
        ("Open spaces", 300, 0),
        ("Library service", 400, 0),
        ("TOTAL CULTURAL AND RELATED SERVICES", 1_700, 0),
        ("TOTAL ENVIRONMENTAL AND REGULATORY SERVICES", 1_300, 0),
        ("Development control", 330, 0),
        ("Community development", 70, 0),
        ("TOTAL PLANNING AND DEVELOPMENT SERVICES", 400, 0),
        ("TOTAL POLICE SERVICES", 0, 9_000),
        ("TOTAL FIRE AND RESCUE SERVICES", 300, 0),
        ("TOTAL CENTRAL SERVICES", 900, 100),
        ("TOTAL OTHER SERVICES", 300, 0),
        ("TOTAL SERVICE EXPENDITURE", 18_000, 9_100),
        ("Parish Precepts", 10, 0),
        ("Integrated Transport Authority levy", 30, 0),
        ("Waste Disposal Authority levy", 20, 0),
        ("NET CURRENT EXPENDITURE", 18_060, 9_100),
    ];

    /// <summary>The column of a figure.</summary>
    public static int Column(string heading) =>
        4 + Array.FindIndex(Figures, figure => figure.Heading.StartsWith(heading, StringComparison.Ordinal));

    /// <summary>Rows: 4 headings, 5 to 10 authorities, of which 7 did not file, 11 ENGLAND, 12 to 17 classes.</summary>
    public static Sheet Sheet { get; } =
        new(
            "RA LA Data 2031-32",
            [
                [SyntheticBudget.TitleOfAnUnsettledYear],
                ["Net current expenditure (£ thousand)"],
                [null],
                ["E-code", "ONS Code", "Local authority", "Class", .. Figures.Select(figure => figure.Heading)],
                Row("E0101", "E06000022", "Bath & North East Somerset UA", "UA", figure => figure.Council),
                Row("E0102", "E06000023", "Bristol UA", "UA", figure => figure.Council),
                Row("E0103", "E06000025", "South Gloucestershire UA", "UA", _ => "…"),
                Row("E5030", "E09000002", "Barking & Dagenham", "L", figure => figure.Council),
                Row("E5031", "E09000003", "Barnet", "L", figure => figure.Council),
                Row("E7050", "E23000036", "Avon & Somerset Police and Crime Commissioner", "O", figure => figure.Police),
                Row(null, null, "ENGLAND", null, figure => (9 * figure.Council / 2) + figure.Police),
                Row(null, null, "LONDON BOROUGHS", "L", figure => 2 * figure.Council),
                Row(null, null, "METROPOLITAN DISTRICTS", "MD", _ => 0),
                Row(null, null, "UNITARY AUTHORITIES", "UA", figure => 5 * figure.Council / 2),
                Row(null, null, "SHIRE COUNTIES", "SC", _ => 0),
                Row(null, null, "SHIRE DISTRICTS", "SD", _ => 0),
                Row(null, null, "OTHER AUTHORITIES", "O", figure => figure.Police),
            ]
        );

    private static List<object?> Row(
        string? code,
        string? place,
        string name,
        string? @class,
        Func<(string Heading, int Council, int Police), object?> figure
    ) => [code, place, name, @class, .. Figures.Select(figure)];
}
