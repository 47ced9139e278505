using BudgetWatch.Domain.Tests.Support;

namespace BudgetWatch.Domain.Tests.Releases;

public class ReleaseFiguresTests
{
    private static readonly Council Moved = new(1, 100, 80, 1000, 1000, 30);
    private static readonly Council Steady = new(2, 100, 80, 1000, 1000, 20);

    [Theory]
    [InlineData(100, 141, true)]
    [InlineData(100, 140, false)]
    [InlineData(100, 60, false)]
    [InlineData(100, 59, true)]
    [InlineData(100, -1, true)]
    [InlineData(100, 0, true)]
    [InlineData(0, 100, false)]
    [InlineData(-100, 100, false)]
    public void A_move_of_more_than_40_per_cent_from_a_positive_base_is_large(int before, int after, bool large) =>
        Moves((2010, before), (2011, after)).Any().ShouldBe(large);

    [Fact]
    public void A_large_move_tells_where_when_and_how_far()
    {
        var move = Moves((2010, 100), (2011, 110), (2012, 55)).ShouldHaveSingleItem();

        move.Return.ShouldBe(Return.Budget);
        move.Area.ShouldBe(Moved.Code);
        (move.From.StartYear, move.To.StartYear).ShouldBe((2011, 2012));
        move.ChangePercent.ShouldBe(-50, 1e-12);
    }

    [Fact]
    public void A_move_over_years_that_are_not_at_hand_or_without_a_figure_states_both_ends()
    {
        foreach (
            var move in (LargeMove[])
                [Moves((2010, 100), (2013, 10)).ShouldHaveSingleItem(), Moves((2010, 100), (2011, null), (2013, 10)).ShouldHaveSingleItem()]
        )
        {
            (move.From.StartYear, move.To.StartYear).ShouldBe((2010, 2013));
            move.ChangePercent.ShouldBe(-90, 1e-12);
        }
    }

    [Fact]
    public void A_missing_figure_is_no_move_to_or_from_0()
    {
        Moves((2010, 100), (2011, null)).ShouldBeEmpty();
        Moves((2010, null), (2011, 100)).ShouldBeEmpty();
    }

    [Theory]
    [InlineData(2010, 2011, true)]
    [InlineData(2018, 2019, true)]
    [InlineData(2014, 2015, true)]
    [InlineData(2009, 2010, false)]
    [InlineData(2019, 2020, false)]
    public void A_move_within_the_span_flags_its_area_and_no_other(int from, int to, bool flagged)
    {
        var answer = Figures(new LargeMove(Return.Budget, Moved.Code, new FinancialYear(from), new FinancialYear(to), 50))
            .Compare(England.Query());

        answer.Areas.Single(cut => cut.Area.Code == Moved.Code).Flags.Contains(Flag.LargeMove).ShouldBe(flagged);
        answer.Areas.Single(cut => cut.Area.Code == Steady.Code).Flags.ShouldBeEmpty();
    }

    [Fact]
    public void A_move_of_the_other_return_flags_nothing() =>
        Figures(new LargeMove(Return.Outturn, Moved.Code, new FinancialYear(2012), new FinancialYear(2013), 50))
            .Compare(England.Query())
            .Areas.ShouldAllBe(cut => cut.Flags.Count == 0);

    [Fact]
    public void A_flag_changes_no_figure() =>
        Numbers.ShouldBeTheSameToTheBit(
            Figures(new LargeMove(Return.Budget, Moved.Code, new FinancialYear(2012), new FinancialYear(2013), 50))
                .Compare(England.Query())
                .Areas,
            Figures().Compare(England.Query()).Areas
        );

    [Theory]
    [InlineData(Measure.RealPerHead, 2022, true)]
    [InlineData(Measure.CashPerHead, 2022, true)]
    [InlineData(Measure.Real, 2022, false)]
    [InlineData(Measure.Cash, 2022, false)]
    [InlineData(Measure.RealPerHead, 2019, false)]
    public void Different_vintages_of_the_population_are_told_where_people_divide(Measure measure, int vintage, bool differ)
    {
        var figures = Figures();
        var frames = figures.Frames.ToDictionary(
            pair => pair.Key,
            pair => pair.Key == Council.EndYear ? pair.Value with { PopulationVintage = vintage } : pair.Value
        );

        (figures with { Frames = frames }).PopulationVintagesDiffer(England.Query(measure)).ShouldBe(differ);
    }

    [Fact]
    public void Years_of_a_return_are_those_at_hand_in_order()
    {
        Figures().YearsOf(Return.Budget).ShouldBe([Council.BaseYear, Council.EndYear]);
        Figures().YearsOf(Return.Outturn).ShouldBeEmpty();
    }

    /// <summary>
    /// Fifth 1 pays 10 of its 40 for transport by a levy and keeps half of both; fifth 5 has no levy, which is nothing missing, and keeps all.
    /// </summary>
    [Fact]
    public void The_gap_is_split_with_levies_beside_their_service_and_social_care_as_one()
    {
        var split = ByService(most => most ? (30, 15) : (40, 40), most => most ? (10, 5) : null).Split.ShouldNotBeNull();

        var transport = split.Services.Single(effect => effect.Service.Id == "highways-transport");
        transport.MostDeprived.ChangePercent.ShouldBe(-50, 1e-12);
        transport.LeastDeprived.ChangePercent.ShouldBe(0, 1e-12);
        transport.MostDeprived.Share.ShouldBe(40 / 160.0, 1e-12);
        var care = split.Services.Single(effect => effect.Service.Id == "all-social-care");
        care.MostDeprived.ChangePercent.ShouldBe(-10, 1e-12);
        (split.Mix + split.Within).ShouldBe(ByService(most => most ? (30, 15) : (40, 40), most => most ? (10, 5) : null).Gap!.Value, 1e-12);
    }

    [Fact]
    public void A_release_without_figures_by_service_has_a_gap_and_says_why_it_is_not_split()
    {
        var gradient = Figures().GradientOf(England.Query()).ShouldNotBeNull();

        gradient.Split.ShouldBeNull();
        gradient.WhyNoSplit.ShouldNotBeNull();
    }

    /// <summary>Ten areas that spend 40 on transport, 100 on social care and 20 on everything else together.</summary>
    private static Gradient ByService(Func<bool, (int From, int To)> transport, Func<bool, (int From, int To)?> levy)
    {
        Council[] councils = [.. Enumerable.Range(1, 10).Select(i => new Council(i, 160, i <= 5 ? 130 : 150, 1000, 1000, 50 - i))];
        AreaFigure Figure(FinancialYear year, int? pounds) =>
            new(year, pounds, pounds is null ? CellStatus.NotApplicable : CellStatus.Reported, []);
        IReadOnlyDictionary<AreaCode, AreaSeries> Series(Func<bool, (int From, int To)?> of) =>
            councils.ToDictionary(
                council => council.Code,
                council => new AreaSeries(
                    council.Code,
                    [Figure(Council.BaseYear, of(council.Number <= 5)?.From), Figure(Council.EndYear, of(council.Number <= 5)?.To)]
                )
            );
        string[] others = ["housing", "cultural", "environmental", "planning", "central"];
        return (
            Figures() with
            {
                Areas = [.. councils.Select(council => council.Area)],
                Frames = new Dictionary<FinancialYear, YearFactors>
                {
                    [Council.BaseYear] = councils.Frame(Council.BaseYear, 1, council => council.PeopleFrom),
                    [Council.EndYear] = councils.Frame(Council.EndYear, 1, council => council.PeopleTo),
                },
                Series = new Dictionary<(Return, Scope), IReadOnlyDictionary<AreaCode, AreaSeries>>
                {
                    [(Return.Budget, Scopes.Comparable)] = councils.SeriesByArea(),
                    [(Return.Budget, Scopes.Find("highways-transport")!)] = Series(most => transport(most)),
                    [(Return.Budget, Scopes.Find("transport-levy")!)] = Series(levy),
                    [(Return.Budget, Scopes.Find("waste-levy")!)] = Series(_ => null),
                    [(Return.Budget, Scopes.AllSocialCare)] = Series(_ => (100, 90)),
                    [(Return.Budget, Scopes.Find("other")!)] = Series(_ => (10, 10)),
                }
                    .Concat(others.Select(id => KeyValuePair.Create((Return.Budget, Scopes.Find(id)!), Series(_ => (2, 2)))))
                    .ToDictionary(),
                Scores = new Dictionary<int, IReadOnlyDictionary<AreaCode, double>> { [2019] = councils.ScoresByArea() },
            }
        ).GradientOf(England.Query()).ShouldNotBeNull();
    }

    [Theory]
    [InlineData(2010, 2011, true)]
    [InlineData(2018, 2019, true)]
    [InlineData(2009, 2010, false)]
    [InlineData(2019, 2021, false)]
    public void A_line_that_vanished_within_the_span_flags_its_area_and_no_other(int from, int to, bool flagged)
    {
        var answer = Vanished(Lines.Housing, from, to).Compare(England.Query());

        answer.Areas.Single(cut => cut.Area.Code == Moved.Code).Flags.Contains(Flag.LineVanished).ShouldBe(flagged);
        answer.Areas.Single(cut => cut.Area.Code == Steady.Code).Flags.ShouldBeEmpty();
    }

    [Fact]
    public void A_line_outside_the_scope_asked_flags_nothing() =>
        Vanished(Lines.PublicHealth, 2014, 2015).Compare(England.Query()).Areas.ShouldAllBe(cut => cut.Flags.Count == 0);

    [Fact]
    public void Planned_is_the_budget_and_spent_the_outturn_of_one_year()
    {
        var figures = Figures();
        var outturn = figures
            .Series[(Return.Budget, Scopes.Comparable)]
            .ToDictionary(
                pair => pair.Key,
                pair =>
                    pair.Value with
                    {
                        Figures = [.. pair.Value.Figures.Select(figure => figure with { CashPounds = figure.CashPounds * 1.25m })],
                    }
            );
        var both = figures with
        {
            Series = new Dictionary<(Return, Scope), IReadOnlyDictionary<AreaCode, AreaSeries>>(figures.Series)
            {
                [(Return.Outturn, Scopes.Comparable)] = outturn,
            },
        };

        var answer = both.CompareReturns(Scopes.Comparable, Council.EndYear, Measure.Cash, both.Areas, both.Scores[2019], 2019);

        answer.Areas.Select(cut => (cut.From, cut.To)).ShouldBe([(80, 100), (80, 100)]);
        answer.England!.ChangePercent!.Value.ShouldBe(25, 1e-12);
        both.YearsOfBoth(Scopes.Comparable).ShouldBe([Council.BaseYear, Council.EndYear]);
        figures.YearsOfBoth(Scopes.Comparable).ShouldBeEmpty();
    }

    [Fact]
    public void What_one_return_lacks_is_left_out_and_the_return_is_named()
    {
        var figures = Figures();
        var lacking = new AreaFigure(Council.EndYear, null, CellStatus.Missing, ["E0001 cultural"]);
        var both = figures with
        {
            Series = new Dictionary<(Return, Scope), IReadOnlyDictionary<AreaCode, AreaSeries>>(figures.Series)
            {
                [(Return.Outturn, Scopes.Comparable)] = new Dictionary<AreaCode, AreaSeries> { [Moved.Code] = new(Moved.Code, [lacking]) },
            },
        };

        both.CompareReturns(Scopes.Comparable, Council.EndYear, Measure.Cash, both.Areas, both.Scores[2019], 2019)
            .Excluded.Select(area => $"{area.Reason}")
            .ShouldBe(["missing in the outturn of 2019-20: E0001 cultural", "no figure for the outturn of 2019-20"]);
    }

    private static ReleaseFigures Vanished(Line line, int from, int to) =>
        Figures() with
        {
            VanishedLines = [new VanishedLine(Return.Budget, Moved.Code, line, new FinancialYear(from), new FinancialYear(to), 100, 0)],
        };

    private static ReleaseFigures Figures(params LargeMove[] moves)
    {
        Council[] councils = [Moved, Steady];
        return new ReleaseFigures(
            [.. councils.Select(council => council.Area)],
            new Dictionary<FinancialYear, YearFactors>
            {
                [Council.BaseYear] = councils.Frame(Council.BaseYear, Council.RealFrom, council => council.PeopleFrom),
                [Council.EndYear] = councils.Frame(Council.EndYear, Council.RealTo, council => council.PeopleTo),
            },
            new Dictionary<(Return, Scope), IReadOnlyDictionary<AreaCode, AreaSeries>>
            {
                [(Return.Budget, Scopes.Comparable)] = councils.SeriesByArea(),
            },
            new Dictionary<int, IReadOnlyDictionary<AreaCode, double>> { [2019] = councils.ScoresByArea() },
            moves
        );
    }

    private static IReadOnlyList<LargeMove> Moves(params (int Year, int? Pounds)[] years) =>
        LargeMove.In(
            Return.Budget,
            new Dictionary<AreaCode, AreaSeries>
            {
                [Moved.Code] = new(
                    Moved.Code,
                    [
                        .. years.Select(year => new AreaFigure(
                            new FinancialYear(year.Year),
                            year.Pounds,
                            year.Pounds is null ? CellStatus.Missing : CellStatus.Reported,
                            []
                        )),
                    ]
                ),
            }
        );
}
