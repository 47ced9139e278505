using BudgetWatch.Domain.Tests.Support;
using CsCheck;

namespace BudgetWatch.Domain.Tests.Statistics;

public class RankCorrelationTests
{
    [Fact]
    public void Correlation_is_the_golden_of_the_methodology() =>
        RankCorrelation
            .Spearman([106, 100, 86, 101, 99, 103, 97, 113, 112, 110], [7, 27, 2, 50, 28, 29, 20, 12, 6, 17])
            .ShouldNotBeNull()
            .ShouldBe(-29.0 / 165, 1e-15);

    [Fact]
    public void Equal_values_share_the_mean_of_their_ranks() =>
        RankCorrelation.MidRanks([30, 10, 20, 10, 30, 30]).ShouldBe([5, 1.5, 3, 1.5, 5, 5]);

    [Fact]
    public void Correlation_with_ties_is_that_of_the_mid_ranks()
    {
        // Ranks 1, 2.5, 2.5, 4 against 1, 3, 2, 4: 4.5 / sqrt(4.5 x 5).
        RankCorrelation.Spearman([1, 2, 2, 3], [10, 30, 20, 40]).ShouldNotBeNull().ShouldBe(0.9486832980505138, 1e-15);
    }

    [Fact]
    public void Correlation_agrees_with_counting_ranks_by_hand() =>
        Gen.Select(Gen.Int[0, 9], Gen.Int[0, 9])
            .Array[2, 40]
            .Sample(pairs =>
            {
                double[] x = [.. pairs.Select(pair => (double)pair.Item1)],
                    y = [.. pairs.Select(pair => (double)pair.Item2)];
                if (x.Distinct().Count() == 1 || y.Distinct().Count() == 1)
                {
                    RankCorrelation.Spearman(x, y).ShouldBeNull();
                    return;
                }

                var rho = RankCorrelation.Spearman(x, y).ShouldNotBeNull();
                rho.ShouldBe(SlowStatistics.Spearman(x, y), 1e-12);
                RankCorrelation.Spearman(y, x).ShouldNotBeNull().ShouldBe(rho, 1e-15);
                RankCorrelation.Spearman([.. x.Select(value => -value)], y).ShouldNotBeNull().ShouldBe(-rho, 1e-15);
                RankCorrelation.Spearman([.. x.Select(value => (value * value * value) + 7)], y).ShouldNotBeNull().ShouldBe(rho, 1e-15);
            });

    [Fact]
    public void A_series_correlates_perfectly_with_itself_and_inversely_with_its_reverse()
    {
        RankCorrelation.Spearman([3, 1, 2], [3, 1, 2]).ShouldBe(1);
        RankCorrelation.Spearman([3, 1, 2], [-3, -1, -2]).ShouldBe(-1);
    }

    [Fact]
    public void Correlation_of_fewer_than_two_areas_is_undefined()
    {
        RankCorrelation.Spearman([], []).ShouldBeNull();
        RankCorrelation.Spearman([1], [1]).ShouldBeNull();
    }
}
