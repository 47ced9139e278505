using BudgetWatch.Domain;
using BudgetWatch.Domain.Codes;
using BudgetWatch.Domain.Geography;
using BudgetWatch.Domain.Observations;
using BudgetWatch.Questions.Releases;
using BudgetWatch.Questions.Vocabulary;

namespace BudgetWatch.Pipeline.Tests;

public class ChangesInWordsTests
{
    private static readonly PrintedChange Unmoved = new(900, 0, 0, 0, 0, [], [], new RowsCompared(30, 0, 0, 0));

    private static readonly ChangesAnswer Nothing = new(
        new ReleaseReference("r2", default, ""),
        new ReleaseReference("r1", default, ""),
        "What is what.",
        new MethodChange(4, 4),
        null,
        [],
        [],
        [],
        [],
        [],
        [],
        Unmoved
    );

    private static readonly EditionName Before = new("a", "Deflators, March", ""),
        Now = new("b", "Deflators, July", "");

    private static readonly InputChange Prices = new("prices", "gdp-deflators", "gdp-deflator", InputChangeKind.Revised, Before, Now, 1, 1);

    [Fact]
    public void The_first_release_changes_nothing() =>
        ChangesSentences
            .Of(Nothing with { Previous = null, Summary = "This is the first release.", Printed = null })
            .ShouldSatisfyAllConditions(
                words => words.Heading.ShouldBe("the first"),
                words => words.Sentences.ShouldBe(["This is the first release."])
            );

    [Fact]
    public void A_revision_says_which_file_and_by_how_much_the_headline_and_areas_moved()
    {
        var words = ChangesSentences.Of(
            Nothing with
            {
                Headline = new HeadlineChange(new(-20.17, -20.04), new(17, 17), new(-13.8, -13.76)),
                Inputs = [Prices],
                Printed = Unmoved with
                {
                    Moved = 1_148,
                    Areas = 148,
                    Kinds =
                    [
                        new KindChange(
                            "cut-percent",
                            "Changes of areas in per cent",
                            "per cent",
                            300,
                            148,
                            0,
                            0,
                            148,
                            new LargestMove(
                                "changePercent",
                                new AreaCode("E06000002"),
                                "Middlesbrough",
                                GeographyKind.UpperTier,
                                Return.Budget,
                                Libraries,
                                new FinancialYear(2010),
                                new FinancialYear(2015),
                                -20,
                                -20.6,
                                -0.6,
                                "/x"
                            )
                        ),
                        new KindChange(
                            "real-per-head",
                            "Pounds a head in real terms",
                            "pounds",
                            300,
                            1_000,
                            0,
                            0,
                            1,
                            new LargestMove(
                                "value",
                                new AreaCode("E06000002"),
                                "Middlesbrough",
                                GeographyKind.UpperTier,
                                Return.Budget,
                                Libraries,
                                null,
                                new FinancialYear(2015),
                                1_200,
                                1_188,
                                -12,
                                "/x"
                            )
                        ),
                        new KindChange("cash", "Pounds in cash", "pounds", 300, 0, 0, 0, 0, null),
                    ],
                },
                Editions = [new EditionChange("gdp-deflators", "gdp-deflator", Before, Now)],
                Figures =
                [
                    FigureOf("E06000002", "Middlesbrough", 2_000_000, 1_500_000, -500_000),
                    FigureOf("E06000001", "Hartlepool", 1_000_000, 2_000_000, 1_000_000),
                    FigureOf("E06000003", "Redcar", null, 9_000_000, null),
                ],
            }
        );

        words.Heading.ShouldBe("1,148 printed figures moved (prices revised)");
        words.Sentences.ShouldBe([
            "What is what.",
            "The headline moved: England from -20.2% to -20.0%, the most deprived fifth of areas less the least still -13.8 percentage points.",
            "Changes of areas in per cent: 148 of 300 moved, in 148 areas. The largest move: Middlesbrough, Library service, budget, 2010-11 to 2015-16, from -20.0% to -20.6%.",
            "Pounds a head in real terms: 1,000 of 300 moved, in 1 area. The largest move: Middlesbrough, Library service, budget, 2015-16, from £1,200 to £1,188.",
            "Revised in gdp-deflators: Deflators, July (gdp-deflator).",
            "Hartlepool, Library service, budget of 2019-20: £1,000,000 to £2,000,000 (+£1,000,000).",
            "Middlesbrough, Library service, budget of 2019-20: £2,000,000 to £1,500,000 (-£500,000).",
            "More figures of areas: 1.",
        ]);
    }

    [Fact]
    public void However_much_was_revised_an_entry_stays_short()
    {
        var words = ChangesSentences.Of(
            Nothing with
            {
                Headline = new HeadlineChange(new(-20, -20), new(17, 17), new(null, null)),
                Printed = Unmoved with
                {
                    Moved = 190,
                    Kinds =
                    [
                        .. Enumerable
                            .Range(1, 19)
                            .Select(n => new KindChange(
                                $"k{n}",
                                $"Kind {n}",
                                "places",
                                20,
                                10,
                                0,
                                0,
                                0,
                                new LargestMove("rank", null, null, GeographyKind.UpperTier, null, null, null, null, 1, 2, 1, "/x")
                            )),
                    ],
                },
                Editions =
                [
                    .. Enumerable.Range(1, 30).Select(n => new EditionChange("s", $"{n}", null, new EditionName("b", $"Edition {n}", ""))),
                ],
                Figures = [.. Enumerable.Range(1, 9_000).Select(n => FigureOf($"E{n:00000000}", $"Place {n}", 0, n, n))],
            }
        );

        words.Sentences.Count.ShouldBe(20);
        words
            .Sentences[1]
            .ShouldBe("The headline did not move as printed: England -20.0%, the most deprived fifth of areas less the least no figure.");
        words.Sentences[2].ShouldBe("Kind 1: 10 of 20 moved. The largest move: rank, from 1 to 2.");
        words.Sentences[7].ShouldBe("More kinds of figures that moved: 14.");
        words.Sentences[8].ShouldBe("New in s: Edition 1 (1).");
        words.Sentences[13].ShouldBe("More editions: 25.");
        words.Sentences[14].ShouldBe("Place 9000, Library service, budget of 2019-20: £0 to £9,000 (+£9,000).");
        words.Sentences[19].ShouldBe("More figures of areas: 8,995.");
    }

    [Fact]
    public void That_nothing_moved_is_said_only_where_every_stored_row_is_the_same()
    {
        HeadingOf(Unmoved).ShouldBe("no figure moved (prices revised)");
        SummaryOf(Unmoved).ShouldContain("No figure moved: all 30 stored rows of the two releases are the same to the byte.");

        PrintedChange[] others =
        [
            Unmoved with
            {
                Rows = new RowsCompared(29, 1, 0, 0),
            },
            Unmoved with
            {
                Rows = new RowsCompared(30, 0, 1, 0),
            },
            Unmoved with
            {
                Rows = new RowsCompared(29, 0, 0, 1),
            },
        ];
        foreach (var other in others)
        {
            HeadingOf(other).ShouldBe("no printed figure moved; names, notes or unprinted digits did (prices revised)");
            SummaryOf(other).ShouldContain("None of 900 printed figures moved. Of the stored rows");
            SummaryOf(other).ShouldNotContain("No figure moved");
        }
    }

    [Fact]
    public void What_came_or_went_did_not_move()
    {
        HeadingOf(Unmoved with { Added = 1_200, Rows = new RowsCompared(30, 0, 4, 0) })
            .ShouldBe("1,200 printed figures added, none moved (prices revised)");
        HeadingOf(Unmoved with { Gone = 1_200, Rows = new RowsCompared(30, 0, 0, 4) })
            .ShouldBe("1,200 printed figures gone, none moved (prices revised)");
        HeadingOf(Unmoved with { Added = 1, Gone = 2 }).ShouldBe("1 printed figures added, 2 gone, none moved (prices revised)");
        SummaryOf(Unmoved with { Added = 1_200, Rows = new RowsCompared(30, 0, 4, 0) })
            .ShouldContain(
                "None of 900 printed figures moved. Of the stored rows 0 differ, 4 are new and 0 are gone. 1,200 were added and 0 are gone."
            );
    }

    [Fact]
    public void A_summary_names_every_input_year_and_the_method()
    {
        var summary = ChangesSentences.Summary(
            [
                Prices,
                Prices with
                {
                    Kind = "budgets",
                    Source = "revenue-budgets",
                    Slot = "2013-14",
                    Change = InputChangeKind.Added,
                },
                Prices with
                {
                    Kind = "budgets",
                    Source = "revenue-budgets",
                    Slot = "2019-20",
                    Change = InputChangeKind.ReadAgain,
                },
            ],
            [
                new YearsChange(Return.Budget, [new FinancialYear(2013), new FinancialYear(2016)], []),
                new YearsChange(Return.Outturn, [], [new FinancialYear(2007)]),
            ],
            new MethodChange(4, 5),
            Unmoved with
            {
                Moved = 1,
                Areas = 1,
                Geographies = [new GeographyChange(GeographyKind.UpperTier, 1)],
            },
            1,
            2
        );

        summary.ShouldBe(
            "Prices revised; budgets added and read by another version of the reader; method changed. Years of budget added: 2013-14, 2016-17. Years of outturn gone: 2007-08."
                + " The method changed from version 4 to 5: figures may have moved for that reason. 1 of 900 printed figures moved, in 1 upper-tier area."
                + " 1 published cell of returns moved, and with them 2 lines of areas in pounds of the year."
        );
    }

    [Fact]
    public void A_summary_counts_areas_by_geography() =>
        SummaryOf(
                Unmoved with
                {
                    Moved = 2_000,
                    Areas = 799,
                    Geographies =
                    [
                        new GeographyChange(GeographyKind.UpperTier, 150),
                        new GeographyChange(GeographyKind.LowerTier, 1),
                        new GeographyChange(GeographyKind.Authority, 648),
                    ],
                }
            )
            .ShouldContain(
                "2,000 of 900 printed figures moved, in 150 upper-tier areas, 1 lower-tier area, 648 authorities as they filed."
            );

    private static Scope Libraries => Scopes.Find("libraries")!;

    private static FigureChange FigureOf(string code, string name, decimal? from, decimal? to, decimal? change) =>
        new(new AreaCode(code), name, Return.Budget, new FinancialYear(2019), "libraries", from, to, change);

    private static string HeadingOf(PrintedChange printed) =>
        ChangesSentences.Of(Nothing with { Inputs = [Prices], Printed = printed }).Heading;

    private static string SummaryOf(PrintedChange printed) => ChangesSentences.Summary([Prices], [], new MethodChange(4, 4), printed, 0, 0);
}
