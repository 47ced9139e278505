using BudgetWatch.Domain.Statistics;
using CsCheck;

namespace BudgetWatch.Domain.Tests.Statistics;

public class QuantileTests
{
    private static readonly Gen<double[]> Sorted = Gen.Double[-1e6, 1e6].Array[1, 40].Select(values => values.Order().ToArray());

    /// <summary>Hyndman and Fan 1996, type 7, as R's quantile() gives it: 1, 2, 4, 8 has quartiles 1.75, 3 and 5.</summary>
    [Theory]
    [InlineData(0, 1)]
    [InlineData(0.25, 1.75)]
    [InlineData(0.5, 3)]
    [InlineData(0.75, 5)]
    [InlineData(1, 8)]
    public void Between_two_values_it_goes_by_the_straight_line(double share, double expected) =>
        Quantile.Of([1, 2, 4, 8], share).ShouldBe(expected);

    [Fact]
    public void The_median_is_the_quantile_of_one_half() =>
        Sorted.Sample(values => Math.Abs(Quantile.Median(values) - Quantile.Of(values, 0.5)) <= 1e-9);

    [Fact]
    public void As_many_are_below_the_median_as_above() =>
        Sorted.Sample(values =>
            values.Count(value => value < Quantile.Median(values)) <= values.Length / 2
            && values.Count(value => value > Quantile.Median(values)) <= values.Length / 2
        );

    /// <summary>To the bit, in whatever order the values come.</summary>
    [Fact]
    public void The_interval_is_that_of_all_values_sorted() =>
        Gen.Double[-1e6, 1e6]
            .Array[1, 1_200]
            .Sample(values =>
                Quantile.Interval(values) == (Quantile.Of([.. values.Order()], 0.025), Quantile.Of([.. values.Order()], 0.975))
            );
}
