using System.Globalization;

namespace BudgetWatch.Domain.Tests.Cuts;

public class YearFactorsTests
{
    private static readonly FinancialYear Year = new(2017);

    private static readonly YearFactors Factors = new(Year, 1.25, 2024, new Dictionary<AreaCode, long>());

    /// <summary>Provenance serves the decimal and <c>/cuts</c> the double: who reads both as doubles finds the same.</summary>
    [Fact]
    public void Pounds_are_the_double_nearest_to_the_figure_however_many_digits_it_has()
    {
        var random = new Random(20171115);
        for (var i = 0; i < 1_000; i++)
        {
            var digits = random.NextInt64(1, 1_000_000_000_000_000_000).ToString(CultureInfo.InvariantCulture);
            var figure = digits.Insert(random.Next(1, digits.Length + 1), ".").TrimEnd('.');

            InPounds(figure).ShouldBe(double.Parse(figure, CultureInfo.InvariantCulture), figure);
        }
    }

    [Theory]
    [InlineData("-32100.5", -32100.5)]
    [InlineData("0", 0)]
    [InlineData("76040000.00", 76_040_000)]
    [InlineData("0.07", 0.07)]
    public void So_are_those_of_whole_pence(string figure, double pounds) => InPounds(figure).ShouldBe(pounds);

    private static double InPounds(string figure) =>
        Factors
            .Pounds(new AreaFigure(Year, decimal.Parse(figure, CultureInfo.InvariantCulture), CellStatus.Reported, []), Measure.Cash)
            .ShouldNotBeNull();
}
