using BudgetWatch.Domain;
using BudgetWatch.Domain.Codes;
using BudgetWatch.Domain.Cuts;
using BudgetWatch.Domain.Observations;
using BudgetWatch.Domain.Prices;
using BudgetWatch.Domain.Releases;
using BudgetWatch.Domain.Specifications;
using BudgetWatch.Pipeline.Build;

namespace BudgetWatch.Pipeline.Tests;

/// <summary>A release is checked against the editions it was made from: every planted fault is found, and no genuine revision is taken for one.</summary>
public sealed class ReleaseChecksTests(PublishedSnapshot snapshot)
{
    private static readonly FinancialYear Year = new(2018);
    private static readonly AreaCode Halton = new("E06000006");

    /// <summary>Of the snapshot's returns those that a headline needs and one between: the checks are the same for each year.</summary>
    private ReleaseInputs Inputs =>
        snapshot.Inputs with
        {
            Returns =
            [
                .. snapshot.Inputs.Returns.Where(edition =>
                    edition.Content.Return == Return.Budget && edition.Content.Year.StartYear is 2010 or 2018 or 2019
                ),
            ],
        };

    [Fact]
    public async Task Every_return_of_the_snapshot_passes_every_check()
    {
        var checks = await CheckAsync(snapshot.Inputs);

        checks.Where(check => check.Passed == false).ShouldBeEmpty();
        foreach (var edition in snapshot.Inputs.Returns.Select(edition => $"{edition.Content.Return.Id()} {edition.Content.Year}"))
        {
            checks.ShouldContain(check => check.Name == $"real per head recomputed {edition}" && check.Passed == true);
            checks.ShouldContain(check => check.Name == $"control totals {edition}");
        }

        // RA 2010-11: ENGLAND's total service expenditure as the file states it.
        checks.Single(check => check.Name == "control totals budget 2010-11").Detail.ShouldContain("ENGLAND 105,567,496,000");
        checks
            .Where(check => check.Name.StartsWith("headline recomputed ", StringComparison.Ordinal))
            .Select(check => check.Passed)
            .ShouldBe([true, true, true, true]);
    }

    [Fact]
    public async Task A_pound_too_many_in_one_area_is_found_three_times()
    {
        var checks = await CheckAsync(
            Inputs,
            figures => figures with { Returns = Returns(figures, line => line with { Pounds = line.Pounds + 1 }) }
        );

        Failed(checks)
            .ShouldBe(
                ["control totals budget 2018-19", "pounds conserved upper-tier Budget 2018-19", "real per head recomputed budget 2018-19"],
                ignoreOrder: true
            );
    }

    [Fact]
    public async Task A_figure_that_is_not_there_is_found() =>
        Failed(
                await CheckAsync(
                    Inputs,
                    figures => figures with { Returns = Returns(figures, line => line with { Pounds = null, Status = CellStatus.Missing }) }
                )
            )
            .ShouldContain("real per head recomputed budget 2018-19");

    [Fact]
    public async Task Another_deflator_is_found() =>
        Failed(
                await CheckAsync(
                    Inputs,
                    figures => figures with { Frames = Frames(figures, frame => frame with { RealFactor = frame.RealFactor * 1.00001 }) }
                )
            )
            .ShouldContain("real per head recomputed budget 2018-19");

    [Fact]
    public async Task One_resident_too_many_is_found() =>
        Failed(
                await CheckAsync(
                    Inputs,
                    figures =>
                        figures with
                        {
                            Frames = Frames(
                                figures,
                                frame =>
                                    frame with
                                    {
                                        People = frame.People.ToDictionary(own => own.Key, own => own.Value + (own.Key == Halton ? 1 : 0)),
                                    }
                            ),
                        }
                )
            )
            .ShouldContain("real per head recomputed budget 2018-19");

    [Fact]
    public async Task A_score_that_no_authority_of_the_area_has_is_found() =>
        Failed(
                await CheckAsync(
                    Inputs,
                    figures =>
                        figures with
                        {
                            Scores = figures.Scores.ToDictionary(
                                vintage => vintage.Key,
                                vintage =>
                                    vintage.Key != 2015
                                        ? vintage.Value
                                        : (IReadOnlyDictionary<AreaCode, double>)
                                            vintage.Value.ToDictionary(own => own.Key, own => own.Value + (own.Key == Halton ? 0.001 : 0))
                            ),
                        }
                )
            )
            .ShouldBe(["deprivation 2015 within what is published"]);

    [Theory]
    [InlineData("\"areas\":148", "\"areas\":147")]
    [InlineData("\"changePercent\":-4", "\"changePercent\":-5")]
    public async Task A_stored_headline_that_is_not_what_its_filings_give_is_found(string stored, string otherwise)
    {
        var key = ReleaseRows.GradientKey(Inputs.Harmonise().Figures!.Headline);

        var checks = await CheckAsync(Inputs, rowFault: row => row.Key != key ? row : Changed(row, stored, otherwise));

        Failed(checks).ShouldContain("headline recomputed outside-social-care");
    }

    [Fact]
    public async Task Deflators_revised_a_little_in_every_year_pass() =>
        Failed(await CheckAsync(With(year => year.Index * (1 + (0.0004 * (year.Year.StartYear % 5)))))).ShouldBeEmpty();

    [Fact]
    public async Task One_deflator_revised_by_a_hundredth_passes_and_moves_the_headline_by_as_much()
    {
        var revised = With(year => year.Year.StartYear == 2019 ? year.Index * 1.01 : year.Index);

        Failed(await CheckAsync(revised)).ShouldBeEmpty();

        double before = England(Inputs),
            after = England(revised);
        after.ShouldBe((100 * (1 + (before / 100)) / 1.01) - 100, 1e-9);
        Math.Abs(after - before).ShouldBeGreaterThan(0.5);
    }

    [Fact]
    public async Task Deflators_of_another_base_year_and_more_years_pass_and_move_nothing()
    {
        var rebased = With(year => year.Index / 1.1139);
        rebased = rebased with
        {
            Deflators = rebased.Deflators with
            {
                Years = [.. rebased.Deflators.Years, new DeflatorYear(new FinancialYear(2031), 104, IsForecast: true, "B99")],
            },
        };

        Failed(await CheckAsync(rebased)).ShouldBeEmpty();
        England(rebased).ShouldBe(England(Inputs), 1e-9);
    }

    [Fact]
    public async Task A_population_vintage_replaced_passes() =>
        Failed(
                await CheckAsync(
                    Inputs with
                    {
                        Populations =
                        [
                            .. Inputs.Populations.Select(vintage =>
                                vintage with
                                {
                                    Places =
                                    [
                                        .. vintage.Places.Select(place =>
                                            place with
                                            {
                                                ByMidYear = place.ByMidYear.ToDictionary(
                                                    own => own.Key,
                                                    own => own.Value + (own.Value % 1009)
                                                ),
                                            }
                                        ),
                                    ],
                                }
                            ),
                        ],
                    }
                )
            )
            .ShouldBeEmpty();

    [Fact]
    public async Task Corrected_Indices_pass() =>
        Failed(
                await CheckAsync(
                    Inputs with
                    {
                        Indices =
                        [
                            .. Inputs.Indices.Select(edition =>
                                edition with
                                {
                                    Scores = [.. edition.Scores.Select(score => score with { AverageScore = 60 - score.AverageScore })],
                                }
                            ),
                        ],
                    }
                )
            )
            .ShouldBeEmpty();

    [Fact]
    public async Task A_corrected_budget_passes()
    {
        var corrected = Inputs with
        {
            Returns =
            [
                .. Inputs.Returns.Select(edition =>
                    edition.Content.Year != Year ? edition : edition with { Content = Corrected(edition.Content) }
                ),
            ],
        };

        Failed(await CheckAsync(corrected)).ShouldBeEmpty();
    }

    [Fact]
    public async Task Budgets_of_later_years_than_the_residents_and_the_deflators_pass()
    {
        var last = Inputs.Returns[^1];
        var later = Inputs with
        {
            Returns =
            [
                .. Inputs.Returns,
                .. ((int[])[2027, 2040]).Select(year => last with { Content = last.Content with { Year = new FinancialYear(year) } }),
            ],
        };

        var checks = await CheckAsync(later);

        Failed(checks).ShouldBeEmpty();
        checks.ShouldContain(check => check.Name == "real per head recomputed budget 2040-41" && check.Detail.StartsWith("0 figures"));
    }

    [Theory]
    [InlineData(2010)]
    [InlineData(2019)]
    public async Task Without_a_year_of_the_headline_the_years_there_are_are_compared(int without)
    {
        var checks = await CheckAsync(
            Inputs with
            {
                Returns = [.. Inputs.Returns.Where(edition => edition.Content.Year.StartYear != without)],
            }
        );

        Failed(checks).ShouldBeEmpty();
        checks.Single(check => check.Name == "headline recomputed outside-social-care").Passed.ShouldBe(true);
    }

    /// <summary>
    /// A council that changed its E-code: its later budget states the new one with its ONS code, its earlier one only the old. Both are its own.
    /// </summary>
    [Fact]
    public async Task A_council_that_has_filed_under_two_codes_is_whole_under_both()
    {
        var renumbered = Inputs with
        {
            Returns =
            [
                .. Inputs.Returns.Select(edition =>
                    edition with
                    {
                        Content = edition.Content with
                        {
                            Filings =
                            [
                                .. edition.Content.Filings.Select(filing =>
                                    filing.Code == "E0601" && edition.Content.Year == new FinancialYear(2019)
                                        ? filing with
                                        {
                                            Authority = new AuthorityCode("E0099"),
                                            Place = new GssCode("E06000006"),
                                        }
                                    : edition.Content.Year == new FinancialYear(2019) ? filing
                                    : filing with { Place = null }
                                ),
                            ],
                        },
                    }
                ),
            ],
        };

        Failed(await CheckAsync(renumbered)).ShouldBeEmpty();
        England(renumbered).ShouldBe(England(Inputs), 1e-9);
    }

    private ReleaseInputs With(Func<DeflatorYear, double> index) =>
        Inputs with
        {
            Deflators = Inputs.Deflators with { Years = [.. Inputs.Deflators.Years.Select(year => year with { Index = index(year) })] },
        };

    /// <summary>One council's £5 million moved from education to highways, in its row and in ENGLAND's.</summary>
    private static RevenueReturn Corrected(RevenueReturn edition)
    {
        static Dictionary<Line, Cell> Moved(IReadOnlyDictionary<Line, Cell> cells) =>
            cells.ToDictionary(
                cell => cell.Key,
                cell =>
                    cell.Key == Lines.Education ? cell.Value with { Pounds = cell.Value.Pounds - 5_000_000 }
                    : cell.Key == Lines.HighwaysTransport ? cell.Value with { Pounds = cell.Value.Pounds + 5_000_000 }
                    : cell.Value
            );
        return edition with
        {
            Filings = [.. edition.Filings.Select(filing => filing.Code == "E0601" ? filing with { Cells = Moved(filing.Cells) } : filing)],
            England = Moved(edition.England),
        };
    }

    private static double England(ReleaseInputs inputs) =>
        inputs
            .Harmonise()
            .Figures.ShouldNotBeNull()
            .Compare(ComparisonQuery.Headline)
            .England.ShouldNotBeNull()
            .ChangePercent.ShouldNotBeNull();

    private static Dictionary<Return, HarmonisedReturn> Returns(ReleaseFigures figures, Func<LineFigure, LineFigure> fault)
    {
        var budgets = figures.Returns[Return.Budget];
        var line = budgets.Editions.Single(edition => edition.Year == Year).Lines.ToList().IndexOf(Lines.Total);
        return new()
        {
            [Return.Budget] = budgets with
            {
                Areas = budgets.Areas.ToDictionary(
                    area => area.Key,
                    area =>
                        area.Key != Halton
                            ? area.Value
                            :
                            [
                                .. area.Value.Select(year =>
                                    year.Year != Year
                                        ? year
                                        : year with
                                        {
                                            Lines = [.. year.Lines.Select((own, i) => i == line ? fault(own) : own)],
                                        }
                                ),
                            ]
                ),
            },
        };
    }

    private static Dictionary<FinancialYear, YearFactors> Frames(ReleaseFigures figures, Func<YearFactors, YearFactors> fault) =>
        figures.Frames.ToDictionary(frame => frame.Key, frame => frame.Key == Year ? fault(frame.Value) : frame.Value);

    private static ReleaseRow Changed(ReleaseRow row, string stored, string otherwise)
    {
        row.Json.ShouldContain(stored);
        return row with { Json = row.Json.Replace(stored, otherwise, StringComparison.Ordinal) };
    }

    private static List<string> Failed(IEnumerable<ReleaseCheck> checks) =>
        [.. checks.Where(check => check.Passed == false).Select(check => check.Name)];

    /// <summary>Checks a release of the inputs, of which no more than its headlines is computed; a fault is planted before its rows are written, so that they are read back as they are.</summary>
    private static async Task<IReadOnlyList<ReleaseCheck>> CheckAsync(
        ReleaseInputs inputs,
        Func<ReleaseFigures, ReleaseFigures>? fault = null,
        Func<ReleaseRow, ReleaseRow>? rowFault = null
    )
    {
        var sound = inputs.Harmonise().Figures.ShouldNotBeNull();
        var chunks = ReleaseComputation
            .StatisticsChunks(sound)
            .Where(chunk =>
                SpecificationGrid.Headlines.Any(scope =>
                    chunk.Prefix == ReleaseComputation.StatisticsPrefix(Return.Budget, scope, sound.YearsOf(Return.Budget, scope)[0])
                )
            );
        var curve = SpecificationRows
            .Chunks(sound)
            .Where(chunk =>
                (chunk.Headline, chunk.Scope, chunk.From, chunk.To)
                == (Scopes.OutsideSocialCare, Scopes.OutsideSocialCare, sound.Headline.From, sound.Headline.To)
            );
        List<ReleaseRow> rows =
        [
            .. ReleaseRows.Of(fault is null ? sound : fault(sound)),
            .. chunks
                .SelectMany(chunk => chunk.Compute())
                .Concat(curve.Select(chunk => SpecificationRows.Compute(chunk, sound)))
                .Select(row => rowFault is null ? row : rowFault(row)),
        ];
        return await ReleaseVerification.RunAsync(rows, rows, inputs, CancellationToken.None);
    }
}
