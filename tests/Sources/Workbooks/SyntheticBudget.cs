namespace BudgetWatch.Sources.Tests.Workbooks;

/// <summary>
/// A small budget whose totals hold: three councils of eighteen thousand, one police body. Rows: 1 title, 2 measure, 4 headings, 5 to 8
/// authorities, 10 ENGLAND. Columns: A E-code, B ONS Code, C name, D Class, E on the figures.
/// </summary>
internal static class SyntheticBudget
{
    public const string SheetName = "RA LA Data 2018-19";

    /// <summary>A title of a year of which no one knows yet how many councils England has.</summary>
    public const string TitleOfAnUnsettledYear = "Revenue Account Budget (RA) 2031-32: Revenue Account data";

    public const int HeadingRow = 4;

    /// <summary>The columns of the figures, from column E; what each of the three councils and the police body file, in thousands.</summary>
    private static readonly (string Heading, int Council, int Police)[] Figures =
    [
        ("TOTAL EDUCATION SERVICES", 5_000, 0),
        ("TOTAL HIGHWAYS AND TRANSPORT SERVICES", 1_000, 0),
        ("TOTAL CHILDREN'S SOCIAL CARE", 2_000, 0),
        ("TOTAL ADULT SOCIAL CARE (total of lines 332 to 356)", 4_000, 0),
        ("TOTAL PUBLIC HEALTH", 500, 0),
        ("TOTAL HOUSING SERVICES (GFRA only)", 600, 0),
        ("TOTAL CULTURAL AND RELATED SERVICES", 1_700, 0),
        ("TOTAL ENVIRONMENTAL AND REGULATORY SERVICES", 1_300, 0),
        ("TOTAL PLANNING AND DEVELOPMENT SERVICES", 400, 0),
        ("TOTAL POLICE SERVICES", 0, 9_000),
        ("TOTAL FIRE AND RESCUE  SERVICES", 300, 0),
        ("TOTAL CENTRAL SERVICES", 900, 100),
        ("TOTAL OTHER SERVICES", 300, 0),
        ("TOTAL SERVICE EXPENDITURE", 18_000, 9_100),
        ("Integrated Transport Authority levy *", 30, 0),
        ("Waste Disposal Authority levy (a)", 20, 0),
        ("Community development", 70, 0),
        ("Library service", 60, 0),
        ("Recreation and sport", 50, 0),
        ("Open spaces", 40, 0),
        ("Culture and heritage (excluding Archives)", 25, 0),
    ];

    public static int Column(string heading) =>
        4 + Array.FindIndex(Figures, figure => figure.Heading.StartsWith(heading, StringComparison.Ordinal));

    public static Sheet Sheet { get; } =
        new(
            SheetName,
            [
                ["Revenue Account Budget (RA) 2018-19: Revenue Account data"],
                ["Net current expenditure (£ thousand)"],
                [null],
                ["E-code", "ONS Code", "Local authority", "Class", .. Figures.Select(figure => figure.Heading)],
                Row("E0101", "E06000022", "Bath & North East Somerset UA", "UA", figure => figure.Council),
                Row("E0102", "E06000023", "Bristol UA", "UA", figure => figure.Council),
                Row("E5030", "E09000002", "Barking & Dagenham", "L", figure => figure.Council),
                Row("E7050", "E23000036", "Avon & Somerset Police and Crime Commissioner", "O", figure => figure.Police),
                [null],
                Row(null, null, "ENGLAND", null, figure => (3 * figure.Council) + figure.Police),
                [null],
                ["Source: made for a test"],
            ]
        );

    private static List<object?> Row(
        string? code,
        string? place,
        string name,
        string? @class,
        Func<(string Heading, int Council, int Police), int> figure
    ) => [code, place, name, @class, .. Figures.Select(entry => (object?)figure(entry))];
}
