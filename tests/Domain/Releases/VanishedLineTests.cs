namespace BudgetWatch.Domain.Tests.Releases;

public class VanishedLineTests
{
    private static readonly AreaCode Area = new("E06000001");

    [Theory]
    [InlineData(100, 24, true)]
    [InlineData(100, 25, false)]
    [InlineData(100, 0, true)]
    [InlineData(100, -50, true)]
    [InlineData(99, 0, false)]
    [InlineData(0, 0, false)]
    [InlineData(-100, -200, false)]
    public void A_service_of_a_tenth_or_more_that_falls_below_a_quarter_has_vanished(int before, int after, bool vanished) =>
        Found(comparable: [(2010, 1000), (2011, 1000)], housing: [(2010, before), (2011, after)]).Any().ShouldBe(vanished);

    [Fact]
    public void One_that_comes_back_is_told_alike()
    {
        var line = Found(comparable: [(2010, 900), (2011, 1000)], housing: [(2010, 5), (2011, 100)]).ShouldHaveSingleItem();

        (line.From.StartYear, line.To.StartYear, line.PoundsFrom, line.PoundsTo).ShouldBe((2010, 2011, 5m, 100m));
    }

    [Fact]
    public void It_names_return_area_line_years_and_pounds_over_years_not_at_hand()
    {
        var line = Found(comparable: [(2015, 110), (2016, null), (2017, 100)], housing: [(2015, 30), (2016, null), (2017, 3)])
            .ShouldHaveSingleItem();

        line.ShouldBe(new VanishedLine(Return.Budget, Area, Lines.Housing, new FinancialYear(2015), new FinancialYear(2017), 30, 3));
    }

    [Fact]
    public void A_line_that_is_stated_otherwise_from_a_year_on_has_not_vanished() =>
        Found(comparable: [(2011, 100), (2012, 100)], housing: [(2011, 50), (2012, null)]).ShouldBeEmpty();

    [Fact]
    public void Nothing_is_a_tenth_of_nothing()
    {
        Found(comparable: [(2010, null), (2011, 100)], housing: [(2010, 50), (2011, 1)]).ShouldBeEmpty();
        Found(comparable: [(2010, -100), (2011, 100)], housing: [(2010, 50), (2011, 1)]).ShouldBeEmpty();
    }

    [Fact]
    public void Lines_that_are_no_service_total_or_not_comparable_are_not_looked_at()
    {
        var all = All(scope => scope == Scopes.Comparable ? [(2010, 100), (2011, 100)] : [(2010, 100), (2011, 0)]);

        VanishedLine
            .In(Return.Budget, all)
            .Select(found => found.Line.Id)
            .ShouldBe(
                [
                    "highways-transport",
                    "social-care",
                    "childrens-social-care",
                    "adult-social-care",
                    "housing",
                    "cultural",
                    "environmental",
                    "planning",
                    "central",
                    "other",
                ],
                ignoreOrder: true
            );
    }

    private static IReadOnlyList<VanishedLine> Found((int Year, int? Pounds)[] comparable, (int Year, int? Pounds)[] housing) =>
        VanishedLine.In(
            Return.Budget,
            All(scope =>
                scope == Scopes.Comparable ? comparable
                : scope.Id == "housing" ? housing
                : [(2010, 0), (2011, 0)]
            )
        );

    private static Func<Scope, IReadOnlyDictionary<AreaCode, AreaSeries>> All(Func<Scope, (int Year, int? Pounds)[]> years) =>
        scope => Series(years(scope));

    private static Dictionary<AreaCode, AreaSeries> Series((int Year, int? Pounds)[] years) =>
        new()
        {
            [Area] = new(
                Area,
                [
                    .. years.Select(year => new AreaFigure(
                        new FinancialYear(year.Year),
                        year.Pounds,
                        year.Pounds is null ? CellStatus.Missing : CellStatus.Reported,
                        []
                    )),
                ]
            ),
        };
}
