namespace BudgetWatch.Sources.Tests.Workbooks;

/// <summary>
/// A small outturn time series in the publisher's layout: two years of a unitary authority, a county and a park, with England and one class
/// total in each. In the second year, of a map that no one knows yet, the county has not submitted. Row 1 headings, 2 to 4 authorities, 5 England, 6 a class; 7 to 11 the same.
/// </summary>
internal static class SyntheticTimeSeries
{
    public const int Year = 0;
    public const int Code = 1;
    public const int Status = 4;
    public const int FirstFigure = 7;
    public const int Total = FirstFigure + 13;

    /// <summary>The publisher's codes, with what each of the two councils and the park spend in thousands.</summary>
    public static readonly (string Heading, int Council, int Park)[] Figures =
    [
        ("RS_edu_net_exp", 5_000, 0),
        ("RS_trans_net_exp", 1_000, 0),
        ("RS_csc_net_exp", 2_000, 0),
        ("RS_asc_net_exp", 4_000, 0),
        ("RS_phs_net_exp", 500, 0),
        ("RS_hous_net_exp", 600, 0),
        ("RS_cul_net_exp", 1_700, 40),
        ("RS_env_net_exp", 1_300, 10),
        ("RS_plan_net_exp", 400, 0),
        ("RS_pol_net_exp", 0, 0),
        ("RS_frs_net_exp", 300, 0),
        ("RS_cen_net_exp", 900, 5),
        ("RS_oth_net_exp", 300, 0),
        ("RS_totsx_net_exp", 18_000, 55),
    ];

    /// <summary>The sheet, with so many columns of other forms behind those read, and each authority so many times under other codes.</summary>
    public static Sheet Sheet(int fillers = 0, int copies = 1) =>
        new(
            "",
            [
                [
                    "year_ending",
                    "ONS_code",
                    "LA_LGF_code",
                    "LA_name",
                    "status",
                    "LA_class",
                    "LA_subclass",
                    .. Figures.Select(figure => figure.Heading),
                    .. Enumerable.Range(0, fillers).Select(i => (object?)$"RO1_line{i}_net_cur_exp"),
                ],
                .. YearOf(201803, isCountyIn: true, fillers, copies),
                .. YearOf(203203, isCountyIn: false, fillers, copies),
            ]
        );

    private static IEnumerable<IReadOnlyList<object?>> YearOf(int year, bool isCountyIn, int fillers, int copies)
    {
        IReadOnlyList<object?> Row(
            string place,
            string code,
            string name,
            string status,
            string @class,
            Func<(string Heading, int Council, int Park), object?> figure
        ) =>
            [
                year,
                place,
                code,
                name,
                status,
                @class,
                @class,
                .. Figures.Select(figure),
                .. Enumerable.Range(0, fillers).Select(i => (object?)(i % 7)),
            ];

        for (var copy = 0; copy < copies; copy++)
        {
            yield return Row(
                $"E06{copy + 1:000000}",
                $"E{701 + copy:0000}",
                "Hartlepool",
                "submitted",
                "Unitary Authority",
                figure => figure.Council
            );
        }

        yield return Row(
            "E10000006",
            "E0920",
            "Cumbria",
            isCountyIn ? "submitted" : "not submitted",
            "Shire County",
            figure => isCountyIn ? figure.Council : 0
        );
        yield return Row("E6803", "E6803", "Lee Valley Regional Park Authority", "submitted", "Other", figure => figure.Park);

        // For the county that has not submitted the publisher puts in half of what the other council spends.
        yield return Row(
            "E92000001",
            "Eng",
            "England",
            "total",
            "Eng",
            figure => (figure.Council * (isCountyIn ? copies + 1 : copies)) + figure.Park + (isCountyIn ? 0 : figure.Council / 2)
        );
        yield return Row("E06", "UA", "Unitary Authorities", "total", "Unitary Authority", figure => figure.Council * copies);
    }
}
