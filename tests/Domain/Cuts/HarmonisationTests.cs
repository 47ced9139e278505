using BudgetWatch.Domain.Tests.Support;
using CsCheck;

namespace BudgetWatch.Domain.Tests.Cuts;

public class HarmonisationTests
{
    private static readonly FinancialYear Year = new(2010);
    private static readonly AreaCode Hertfordshire = new("E10000015");
    private static readonly GssCode Hertford = new("E10000015");
    private static readonly AreaCode Hartlepool = new("E06000001");
    private static readonly Line[] CommunityLines = [.. Scopes.CommunitySupport.AllLines];

    /// <summary>E-codes that have an area in the synthetic map, with it.</summary>
    private static readonly (string Authority, string Area)[] Placed =
    [
        ("E1920", "E10000015"),
        ("E1936", "E10000015"),
        ("E1935", "E10000015"),
        ("E0701", "E06000001"),
        ("E0702", "E06000002"),
        ("E0421", "E06000060"),
        ("E0431", "E06000060"),
        ("E0432", "E06000060"),
        ("E0920", "X-CUMBRIA"),
        ("E0931", "X-CUMBRIA"),
        ("E0932", "X-CUMBRIA"),
        ("E4501", "E08000037"),
    ];

    [Fact]
    public void A_county_and_its_districts_are_summed()
    {
        var figure = Figure(
            Hertfordshire,
            Libraries("E1920", 100),
            Libraries("E1936", 20),
            Libraries("E1935", 3),
            Libraries("E0701", 4000)
        );

        figure.CashPounds.ShouldBe(123);
        figure.Status.ShouldBe(CellStatus.Reported);
        figure.Missing.ShouldBeEmpty();
        figure.Year.ShouldBe(Year);
    }

    [Fact]
    public void A_missing_line_makes_the_sum_missing_and_never_0()
    {
        var figure = Figure(Hertfordshire, Libraries("E1920", 100), Libraries("E1936", Cell.Without(CellStatus.Missing, "B2")));

        figure.CashPounds.ShouldBeNull();
        figure.Status.ShouldBe(CellStatus.Missing);
        figure.Missing.ShouldBe(["E1936 libraries"]);
    }

    [Fact]
    public void A_line_that_an_authority_alone_does_not_have_is_missing()
    {
        var without = Filing("E1936", new Dictionary<Line, Cell> { [Lines.Cultural] = Cell.Of(1, "A1") });

        var figure = Figure(Hertfordshire, Libraries("E1920", 100), without);

        figure.CashPounds.ShouldBeNull();
        figure.Missing.ShouldBe(["E1936 libraries"]);
    }

    [Fact]
    public void A_suppressed_line_makes_the_sum_suppressed()
    {
        var figure = Figure(
            Hertfordshire,
            Libraries("E1920", Cell.Without(CellStatus.Suppressed, "B1")),
            Libraries("E1936", Cell.Without(CellStatus.Missing, "B2"))
        );

        figure.CashPounds.ShouldBeNull();
        figure.Status.ShouldBe(CellStatus.Suppressed);
        figure.Missing.ShouldBe(["E1920 libraries", "E1936 libraries"]);
    }

    [Fact]
    public void A_line_that_does_not_exist_for_an_authority_adds_nothing()
    {
        var figure = Figure(Hertfordshire, Libraries("E1920", 100), Libraries("E1936", Cell.Without(CellStatus.NotApplicable, "B2")));

        figure.CashPounds.ShouldBe(100);
        figure.Status.ShouldBe(CellStatus.Reported);
    }

    [Fact]
    public void A_line_that_exists_for_none_is_not_applicable_and_not_0()
    {
        var figure = Figure(
            Hertfordshire,
            Libraries("E1920", Cell.Without(CellStatus.NotApplicable, "B1")),
            Libraries("E1936", Cell.Without(CellStatus.NotApplicable, "B2"))
        );

        figure.CashPounds.ShouldBeNull();
        figure.Status.ShouldBe(CellStatus.NotApplicable);
        figure.Missing.ShouldBeEmpty();
    }

    [Fact]
    public void A_0_in_the_file_is_0()
    {
        var figure = Figure(Hartlepool, Libraries("E0701", 0));

        figure.CashPounds.ShouldBe(0);
        figure.Status.ShouldBe(CellStatus.Reported);
    }

    [Fact]
    public void Income_beyond_spending_is_summed_as_it_is() =>
        Figure(Hertfordshire, Libraries("E1920", 100), Libraries("E1936", -130)).CashPounds.ShouldBe(-30);

    [Fact]
    public void One_estimate_makes_the_sum_an_estimate()
    {
        var figure = Figure(Hertfordshire, Libraries("E1920", 100), Libraries("E1936", Cell.Of(20, "B2", estimated: true)));

        figure.CashPounds.ShouldBe(120);
        figure.Status.ShouldBe(CellStatus.Estimated);
    }

    [Fact]
    public void An_area_for_which_nobody_filed_is_missing()
    {
        var figure = Series(Scopes.Find("libraries")!, [Rows(Libraries("E0701", 1))], SyntheticMap.Map)[Hertfordshire]
            .Figures.ShouldHaveSingleItem();

        figure.CashPounds.ShouldBeNull();
        figure.Status.ShouldBe(CellStatus.Missing);
        figure.Missing.ShouldBe(["no authority filed"]);
    }

    /// <summary>A county council whose row is not there counted as nothing while its districts stayed: the area fell by 84.7 %.</summary>
    [Fact]
    public void An_area_without_the_row_of_one_of_its_councils_is_missing_and_never_the_sum_of_the_rest()
    {
        AreaFigure Without(string area, params Filing[] filings) =>
            Series(Scopes.Find("libraries")!, [Rows(filings)], SyntheticMap.Map)[new AreaCode(area)].Figures.ShouldHaveSingleItem();

        var county = Without("E10000015", Libraries("E1936", 20), Libraries("E1935", 3));
        county.CashPounds.ShouldBeNull();
        county.Missing.ShouldBe(["Hertfordshire (E10000015) has no row"]);
        Without("E10000015", Libraries("E1920", 100), Libraries("E1935", 3)).Missing.ShouldBe(["St Albans (E07000240) has no row"]);

        // Of councils that became one, all or none.
        Without("E06000060", Libraries("E0431", 1), Libraries("E0432", 1))
            .Missing.ShouldBe(["Buckinghamshire County (E10000002) has no row"]);
        Without("E06000060", Libraries("E0402", 5) with { Place = new GssCode("E06000060") }).CashPounds.ShouldBe(5);
        Without("X-CUMBRIA", Libraries("E0931", 1), Libraries("E0932", 1)).CashPounds.ShouldBeNull();
    }

    [Fact]
    public void A_scope_that_an_edition_does_not_have_is_missing_for_all()
    {
        var series = Series(Scopes.AllSocialCare, [Edition(Libraries("E0701", 1))], SyntheticMap.Map);

        series.Count.ShouldBe(SyntheticMap.Map.Areas.Count);
        series.Values.ShouldAllBe(own => own.Figures.Single().CashPounds == null && own.Figures.Single().Status == CellStatus.Missing);
        series[Hartlepool].Figures.Single().Missing.ShouldBe(["all-social-care is not a line of the 2010-11 return"]);
    }

    [Fact]
    public void Social_care_is_followed_through_its_split()
    {
        var before = Edition(Filing("E0701", new Dictionary<Line, Cell> { [Lines.SocialCare] = Cell.Of(70, "A1") }));
        var after = Edition(
            Filing(
                "E0701",
                new Dictionary<Line, Cell> { [Lines.ChildrensSocialCare] = Cell.Of(30, "A1"), [Lines.AdultSocialCare] = Cell.Of(45, "B1") }
            )
        ) with
        {
            Year = new FinancialYear(2012),
        };

        var series = Series(Scopes.AllSocialCare, [after, before], SyntheticMap.Map)[Hartlepool];

        series.Figures.Select(figure => (figure.Year.StartYear, figure.CashPounds)).ShouldBe([(2010, 70m), (2012, 75m)]);
        series.Of(new FinancialYear(2012)).ShouldNotBeNull().CashPounds.ShouldBe(75);
        series.Of(new FinancialYear(2011)).ShouldBeNull();
    }

    [Theory]
    [InlineData(AuthorityClass.ShireDistrict, true)]
    [InlineData(AuthorityClass.ShireCounty, true)]
    [InlineData(AuthorityClass.UnitaryAuthority, true)]
    [InlineData(AuthorityClass.MetropolitanDistrict, true)]
    [InlineData(AuthorityClass.LondonBorough, true)]
    [InlineData(AuthorityClass.Other, false)]
    public void Only_principal_authorities_are_ever_part_of_an_area(AuthorityClass @class, bool counts)
    {
        var edition = Edition(Libraries("E1920", 100), Libraries("E9000", 20) with { Class = @class, Place = Hertford });

        Series(Scopes.Find("libraries")!, [edition], SyntheticMap.Map)[Hertfordshire]
            .Figures.Single()
            .CashPounds.ShouldBe(counts ? 120 : 100);
    }

    [Fact]
    public void The_place_that_a_row_states_comes_before_the_E_code_and_the_E_code_before_nothing()
    {
        Figure(Hartlepool, Libraries("E0702", 5) with { Place = new GssCode("E06000001") }).CashPounds.ShouldBe(5);
        Figure(Hartlepool, Libraries("E0701", 5) with { Place = new GssCode("E06000999") }).CashPounds.ShouldBe(5);
        Figure(Hartlepool, Libraries("E0701", 5)).CashPounds.ShouldBe(5);
    }

    [Fact]
    public void Principal_authorities_that_lead_nowhere_are_told_once_each_and_others_never()
    {
        var edition = Edition(
            Libraries("E0701", 1),
            Libraries("E9999", 1),
            Libraries("E0220", 1),
            Libraries("E6001", 1) with
            {
                Class = AuthorityClass.Other,
            }
        );

        Harmonisation
            .Unplaced([edition, edition with { Year = new FinancialYear(2011) }], SyntheticMap.Map)
            .Select(filing => filing.Code)
            .ShouldBe(["E9999", "E0220"]);
    }

    [Fact]
    public void Splitting_an_authoritys_filing_in_two_of_the_same_area_changes_nothing() =>
        Gen.Select(Returns, Gen.Int[0, Placed.Length - 1], Gen.Int[-5_000, 5_000].Array[5])
            .Sample(
                (filings, chosen, parts) =>
                {
                    var split = filings[chosen % filings.Count];
                    var second = split with
                    {
                        Authority = new AuthorityCode("E9000"),
                        Place = PlaceIn(Placed.Single(own => own.Authority == split.Code).Area),
                        Cells = CommunityLines.Select((line, i) => (line, Cell.Of(parts[i], "Z1"))).ToDictionary(),
                    };
                    var first = split with
                    {
                        Cells = CommunityLines
                            .Select((line, i) => (line, Cell.Of(split.Cells[line].Pounds!.Value - parts[i], "Z1")))
                            .ToDictionary(),
                    };

                    Community([.. filings.Where(filing => filing != split), first, second]).ShouldBe(Community(filings));
                }
            );

    [Fact]
    public void Pounds_of_all_areas_are_the_pounds_of_all_filings() =>
        Returns.Sample(filings =>
        {
            var filed = filings.SelectMany(filing => filing.Cells.Values).Sum(cell => cell.Pounds!.Value);

            Community(filings).Sum(figure => figure.CashPounds ?? 0).ShouldBe(filed);
        });

    [Fact]
    public void Each_area_is_the_sum_of_its_own_authorities_and_of_no_other() =>
        Returns.Sample(filings =>
        {
            var expected = new Dictionary<string, decimal>(StringComparer.Ordinal);
            foreach (var filing in filings)
            {
                var area = Placed.Single(own => own.Authority == filing.Code).Area;
                expected[area] = expected.GetValueOrDefault(area) + filing.Cells.Values.Sum(cell => cell.Pounds!.Value);
            }

            Community(filings)
                .Where(figure => figure.CashPounds is not null)
                .ToDictionary(figure => figure.Area, figure => figure.CashPounds!.Value)
                .ShouldBe(expected, ignoreOrder: true);
        });

    [Fact]
    public void The_order_of_rows_and_editions_does_not_matter() =>
        Gen.Select(Returns, Returns)
            .Sample(
                (one, other) =>
                {
                    RevenueReturn first = Edition([.. one]),
                        second = Edition([.. other]) with { Year = new FinancialYear(2011) };
                    RevenueReturn firstBackwards = Edition([.. one.Reverse()]),
                        secondBackwards = Edition([.. other.Reverse()]) with { Year = new FinancialYear(2011) };

                    Print(Series(Scopes.CommunitySupport, [secondBackwards, firstBackwards], SyntheticMap.Map))
                        .ShouldBe(Print(Series(Scopes.CommunitySupport, [first, second], SyntheticMap.Map)));

                    static IEnumerable<string> Print(IReadOnlyDictionary<AreaCode, AreaSeries> series) =>
                        series
                            .Values.OrderBy(own => own.Area)
                            .SelectMany(own =>
                                own.Figures.Select(figure =>
                                    $"{own.Area} {figure.Year} {figure.CashPounds} {figure.Status} {string.Join(';', figure.Missing)}"
                                )
                            );
                }
            );

    [Fact]
    public void One_missing_cell_anywhere_takes_one_area_and_no_other_out() =>
        Gen.Select(Returns, Gen.Int[0, Placed.Length - 1], Gen.Int[0, 4])
            .Sample(
                (filings, chosen, line) =>
                {
                    var hit = filings[chosen % filings.Count];
                    var cells = hit.Cells.ToDictionary();
                    cells[CommunityLines[line]] = Cell.Without(CellStatus.Missing, "Z1");
                    var area = Placed.Single(own => own.Authority == hit.Code).Area;

                    var after = Community([.. filings.Select(filing => filing == hit ? hit with { Cells = cells } : filing)]);

                    after.Single(figure => figure.Area == area).CashPounds.ShouldBeNull();
                    after.Where(figure => figure.Area != area).ShouldBe(Community(filings).Where(figure => figure.Area != area));
                }
            );

    /// <summary>Filings of some of the placed authorities, every community line filed.</summary>
    private static Gen<IReadOnlyList<Filing>> Returns { get; } =
        Gen.Select(
                Gen.Shuffle(Enumerable.Range(0, Placed.Length).ToArray()),
                Gen.Int[1, Placed.Length],
                Gen.Int[-10_000, 90_000].Array[5].Array[Placed.Length]
            )
            .Select(
                (order, count, pounds) =>
                    (IReadOnlyList<Filing>)
                        [
                            .. order
                                .Take(count)
                                .Select(i =>
                                    Filing(
                                        Placed[i].Authority,
                                        CommunityLines.Select((line, j) => (line, Cell.Of(pounds[i][j], "A1"))).ToDictionary()
                                    )
                                ),
                        ]
            );

    private static List<(string Area, decimal? CashPounds, CellStatus Status)> Community(IReadOnlyList<Filing> filings) =>
        [
            .. Series(Scopes.CommunitySupport, [Edition([.. filings])], SyntheticMap.Map)
                .Values.OrderBy(own => own.Area)
                .Select(own => (own.Area.Value, own.Figures.Single().CashPounds, own.Figures.Single().Status)),
        ];

    private static GssCode PlaceIn(string area) => new(area == "X-CUMBRIA" ? "E06000064" : area);

    private static AreaFigure Figure(AreaCode area, params Filing[] filings) =>
        Series(Scopes.Find("libraries")!, [Edition(filings)], SyntheticMap.Map)[area].Figures.ShouldHaveSingleItem();

    private static RevenueReturn Rows(params Filing[] filings) => new(Return.Budget, Year, "RA", filings, new Dictionary<Line, Cell>());

    /// <summary>A return in which the other councils of the map have a row too, on which no line exists for them: it adds nothing.</summary>
    private static RevenueReturn Edition(params Filing[] filings)
    {
        var nothing = filings
            .SelectMany(filing => filing.Cells.Keys)
            .Distinct()
            .ToDictionary(line => line, _ => Cell.Without(CellStatus.NotApplicable, "A9"));
        return Rows([
            .. filings,
            .. Placed.Select(own => own.Authority).Except(filings.Select(filing => filing.Code)).Select(code => Filing(code, nothing)),
        ]);
    }

    private static Filing Libraries(string authority, decimal pounds) => Libraries(authority, Cell.Of(pounds, "A1"));

    private static Filing Libraries(string authority, Cell cell) =>
        Filing(authority, new Dictionary<Line, Cell> { [Lines.Libraries] = cell });

    private static Filing Filing(string authority, IReadOnlyDictionary<Line, Cell> cells) =>
        new(new AuthorityCode(authority), null, authority, AuthorityClass.UnitaryAuthority, cells);

    private static IReadOnlyDictionary<AreaCode, AreaSeries> Series(Scope scope, IReadOnlyList<RevenueReturn> editions, AreaMap map) =>
        Harmonisation.Of(editions, map, map.Counties).Series(scope);
}
