namespace BudgetWatch.Domain.Tests.Releases;

public class TotalMoveTests
{
    [Theory]
    [InlineData(1000, 1151, true)]
    [InlineData(1000, 1150, false)]
    [InlineData(1000, 850, false)]
    [InlineData(1000, 849, true)]
    [InlineData(0, 100, false)]
    [InlineData(-100, 100, false)]
    public void A_total_that_moves_by_more_than_15_per_cent_from_a_positive_base_is_told(int before, int after, bool told) =>
        TotalMove.In([Year(2010, before), Year(2011, after)]).Any().ShouldBe(told);

    [Fact]
    public void It_tells_the_line_the_years_and_how_far()
    {
        var move = TotalMove.In([Year(2012, 50), Year(2010, 100), Year(2011, 101)]).ShouldHaveSingleItem();
        (move.Line, move.From.StartYear, move.To.StartYear).ShouldBe((Lines.Planning, 2011, 2012));
        move.ChangePercent.ShouldBe(100 * (50 - 101) / 101.0, 1e-12);
    }

    [Fact]
    public void Years_apart_other_returns_and_totals_that_are_not_stated_are_no_move()
    {
        TotalMove.In([Year(2010, 100), Year(2012, 10)]).ShouldBeEmpty();
        TotalMove.In([Year(2010, 100), Year(2011, 10) with { Return = Return.Outturn }]).ShouldBeEmpty();
        TotalMove.In([Year(2010, 100), Year(2011, null)]).ShouldBeEmpty();
        TotalMove.In([Year(2010, null), Year(2011, 100)]).ShouldBeEmpty();
    }

    private static RevenueReturn Year(int year, int? planning) =>
        new(
            Return.Budget,
            new FinancialYear(year),
            "sheet",
            [],
            planning is { } pounds ? new Dictionary<Line, Cell> { [Lines.Planning] = Cell.Of(pounds, "B9") } : []
        );
}
