using BudgetWatch.TestKit.Publishers;

namespace BudgetWatch.EndToEnd.Tests.Year;

/// <summary>A week in which something happens, and what must come of it.</summary>
/// <param name="Number">The week, from 0.</param>
/// <param name="What">What happens, in words.</param>
/// <param name="Happens">What the publishers do before the run of the week.</param>
internal sealed record Week(int Number, string What, Action<PublishersOfAYear> Happens)
{
    /// <summary>The sources of the editions in which the release of this week differs from the one before, each as often as it has such editions; without any there is no release.</summary>
    public IReadOnlyList<string> Revised { get; init; } = [];

    /// <summary>The budget whose file is another, with other figures; its cells are compared.</summary>
    public string? Budget { get; init; }

    /// <summary>The year that the release has and the one before has not.</summary>
    public string? NewYear { get; init; }

    /// <summary>Whether another file says the same: nothing that is printed may move.</summary>
    public bool SaysTheSame { get; init; }

    /// <summary>The source whose last good edition stays while this lasts; health names it, and no other.</summary>
    public string? Lacks { get; init; }

    /// <summary>Whether storage hangs for an hour while the run of this week goes on.</summary>
    public bool StorageHangs { get; init; }
}

/// <summary>The year: what publishers did between two Aprils, put together from what they have done over the years.</summary>
internal static class YearPlan
{
    /// <summary>A Monday, at the time of the weekly run.</summary>
    public static readonly DateTimeOffset Start = new(2026, 4, 6, 9, 30, 0, TimeSpan.Zero);

    public const int Weeks = 52;

    private const string Budgets = "revenue-budgets";
    private const string Prices = "gdp-deflators";
    private const string Population = "population-estimates";
    private const string Indices = "indices-of-deprivation";

    // The first deflators, the population and the Indices are revised while every total of the budgets is what it was.
    private static readonly IReadOnlyList<Week> Happening =
    [
        new(12, "the deflators of June", publishers => publishers.PublishDeflators("June 2026", 1)) { Revised = [Prices] },
        new(15, "a population vintage is replaced", publishers => publishers.ReplacePopulation()) { Revised = [Population] },
        .. Enumerable
            .Range(18, 4)
            .Select(number => new Week(
                number,
                "the page of the Indices of 2019 is gone",
                publishers => publishers.PageOfIndices("2019", isGone: true)
            )
            {
                Lacks = Indices,
            }),
        new(22, "it is back", publishers => publishers.PageOfIndices("2019", isGone: false)),
        new(25, "the deflators of September", publishers => publishers.PublishDeflators("September 2026", 2)) { Revised = [Prices] },
        new(28, "the Indices are corrected, in both tables", publishers => publishers.CorrectIndices("E06000001", 1.5m))
        {
            Revised = [Indices, Indices],
        },
        new(
            29,
            "a budget is corrected: a council's libraries",
            publishers =>
                publishers.PublishBudget(
                    "2019-20",
                    CorrectedBudget.WithOneMoreMillionForLibraries("2019-20", "E0101"),
                    "RA_2019-20_data_by_LA_v2.csv"
                )
        )
        {
            Revised = [Budgets],
            Budget = "2019-20",
        },
        new(
            31,
            "a file is renamed and is what it was",
            publishers => publishers.PublishBudget("2018-19", publishers.BudgetOf("2018-19"), "Revised_RA_2018-19_data_by_LA.csv")
        ),
        new(33, "of a new budget Part 2 is published first", publishers => publishers.Publish("2025-26", PartTwo(publishers))),
        new(35, "Part 1 follows", publishers => publishers.Publish("2025-26", PartTwo(publishers), PartOne(publishers)))
        {
            Revised = [Budgets],
            NewYear = "2025-26",
        },
        new(
            37,
            "a budget becomes an OpenDocument with a notice in front",
            publishers =>
                publishers.PublishBudget("2010-11", WithNotice(publishers.BudgetOf("2010-11"), "2010-11"), "RA_2010-11_data_by_LA.ods")
        )
        {
            Revised = [Budgets],
            SaysTheSame = true,
        },
        new(38, "the deflators of December", publishers => publishers.PublishDeflators("December 2026", 3)) { Revised = [Prices] },
        new(
            42,
            "the corrected budget is corrected again, for another council, and storage hangs",
            publishers =>
                publishers.PublishBudget(
                    "2019-20",
                    CorrectedBudget.WithOneMoreMillionForLibraries("2019-20", "E0102"),
                    "RA_2019-20_data_by_LA_v3.csv"
                )
        )
        {
            Revised = [Budgets],
            Budget = "2019-20",
            StorageHangs = true,
        },
        new(51, "the deflators of March", publishers => publishers.PublishDeflators("March 2027", 4)) { Revised = [Prices] },
    ];

    /// <summary>Every week from the second; in most nothing happens.</summary>
    public static IEnumerable<Week> All =>
        Enumerable
            .Range(1, Weeks - 1)
            .Select(number => Happening.SingleOrDefault(week => week.Number == number) ?? new Week(number, "nothing", _ => { }));

    private static Attached PartOne(PublishersOfAYear publishers)
    {
        const string name = "RA_2025-26_data_Part_1.csv";
        var table = PublishedTable
            .Read("revenue-budgets-2024-25.csv")
            .With(
                (row, place) =>
                    place > 2
                        ? row
                        :
                        [
                            .. row.Select(cell =>
                                cell.Replace("2024-25", "2025-26", StringComparison.Ordinal)
                                    .Replace("October 2024", "October 2025", StringComparison.Ordinal)
                            ),
                        ]
            );
        return new Attached("Revenue Account (RA) 2025-26 Part 1: data by local authority", publishers.Put(table.AsCsv(), name), name);
    }

    private static Attached PartTwo(PublishersOfAYear publishers)
    {
        const string name = "RA_2025-26_data_Part_2.ods";
        var councils = PublishedTable
            .Read("revenue-budgets-2024-25.csv")
            .Rows.Where(row => row[0].StartsWith('E') && row[0].Length == 5)
            .ToList();
        var file = OpenDocumentFile.Of(
            (
                "Contents",
                [
                    ["Contents"],
                    ["Worksheet 3 has reserves and borrowing."],
                ]
            ),
            (
                "RA_LA_Data_2025-26",
                [
                    ["Worksheet 3: Revenue Account Budget (RA) 2025-26: Revenue Account data (Part 2)"],
                    ["Last updated: 25 June 2026"],
                    [
                        "E-code",
                        "ONS Code",
                        "Local authority",
                        "Class",
                        "Opening level of other earmarked reserves",
                        "Estimated public health reserve",
                        "Long-term borrowing limit",
                    ],
                    .. councils.Select(
                        (row, place) =>
                            (IReadOnlyList<string>)
                                [
                                    row[0],
                                    row[1],
                                    row[2],
                                    row[3],
                                    PublishedTable.Text(1_000 + place),
                                    "0",
                                    PublishedTable.Text(90_000 + (3 * place)),
                                ]
                    ),
                ]
            )
        );
        return new Attached("Revenue Account (RA) 2025-26 Part 2: data by local authority", publishers.Put(file, name), name);
    }

    private static byte[] WithNotice(byte[] budget, string year) =>
        OpenDocumentFile.Of(
            (
                "Notice",
                [
                    ["Notice"],
                    ["This spreadsheet has been made accessible. Its figures have not changed."],
                    ["16 December 2026"],
                ]
            ),
            ($"RA_LA_Data_{year}", PublishedTable.Of(budget).Rows)
        );
}
