namespace BudgetWatch.Domain.Tests.Prices;

public class DeflatorsTests
{
    [Fact]
    public void Real_is_cash_times_the_deflator_of_the_base_over_that_of_the_year()
    {
        var deflators = new Deflators(Series((2010, 80, false), (2019, 96, false), (2024, 120, false)));

        deflators.Factor(new FinancialYear(2010)).ShouldBe(1.5);
        deflators.Factor(new FinancialYear(2019)).ShouldBe(1.25);
        deflators.Factor(new FinancialYear(2024)).ShouldBe(1);
    }

    [Fact]
    public void A_year_or_a_base_that_the_series_lacks_gives_no_factor()
    {
        new Deflators(Series((2010, 80, false), (2024, 120, false))).Factor(new FinancialYear(2011)).ShouldBeNull();
        new Deflators(Series((2010, 80, false), (2023, 120, false))).Factor(new FinancialYear(2010)).ShouldBeNull();
    }

    [Fact]
    public void The_price_base_is_2024_25() => Deflators.PriceBase.ToString().ShouldBe("2024-25");

    [Fact]
    public void The_newer_edition_is_the_one_that_knows_the_later_outturn()
    {
        var march2024 = Series((2022, 1, false), (2023, 1, true)) with { Updated = new DateOnly(2024, 3, 6) };
        var undated = Series((2022, 1, false), (2023, 1, false), (2024, 1, true));
        var december2024 = undated with { Updated = new DateOnly(2024, 12, 23) };
        var march2025 = undated with { Updated = new DateOnly(2025, 3, 26) };

        int[] order = [Series().Precedence, march2024.Precedence, undated.Precedence, december2024.Precedence, march2025.Precedence];
        order.ShouldBe(order.Distinct().Order());
    }

    private static DeflatorSeries Series(params (int Year, double Index, bool Forecast)[] years) =>
        new("edition", "sheet", [.. years.Select(year => new DeflatorYear(new FinancialYear(year.Year), year.Index, year.Forecast, "A1"))]);
}
