using BudgetWatch.Domain.Tests.Support;
using CsCheck;

namespace BudgetWatch.Domain.Tests.Statistics;

public class ConcentrationIndexTests
{
    private static readonly double[] People = [78, 91, 162, 103, 105];
    private static readonly double[] Level = [20, 30, 40, 50, 60];

    /// <summary>
    /// The methodology prints eight digits that were computed in single precision somewhere on their way: the exact values below differ
    /// from the seventh digit on. So the printed ones hold within a millionth, and the exact ones (from fractions of whole numbers) hold.
    /// </summary>
    [Fact]
    public void Index_and_errors_are_the_goldens_of_the_methodology()
    {
        var index = ConcentrationIndex.Of(Level, RiditScale.Of(People)).ShouldNotBeNull();

        index.Value.ShouldBe(0.17776859, 0.17776859e-6);
        index.StandardError.ShouldNotBeNull().ShouldBe(0.00712405, 0.00712405e-6);
        index.Absolute.ShouldBe(7.3284202, 7.3284202e-6);
        index.AbsoluteStandardError.ShouldNotBeNull().ShouldBe(0.29368517, 0.29368517e-6);
        (index.Value - (1.959963984540054 * index.StandardError)).ShouldNotBeNull().ShouldBe(0.16380545, 5e-7);
        (index.Value + (1.959963984540054 * index.StandardError)).ShouldNotBeNull().ShouldBe(0.19173172, 5e-7);
    }

    [Fact]
    public void Index_and_errors_are_those_of_exact_fractions()
    {
        var index = ConcentrationIndex.Of(Level, RiditScale.Of(People)).ShouldNotBeNull();

        index.Value.ShouldBe(0.17776861174058037, 1e-14);
        index.Mean.ShouldBe(41.224489795918366, 1e-13);
        index.StandardError.ShouldNotBeNull().ShouldBe(0.007124052781644274, 1e-14);
        index.Absolute.ShouldBe(7.328420320734129, 1e-13);
        index.AbsoluteStandardError.ShouldNotBeNull().ShouldBe(0.29368544120247825, 1e-13);
    }

    [Fact]
    public void Kakwani_error_of_539_people_is_the_golden_of_the_methodology() =>
        ConcentrationIndex.Of(Level, RiditScale.Of(People)).ShouldNotBeNull().KakwaniStandardError(539).ShouldBe(0.0050415, 5e-8);

    [Fact]
    public void Kakwani_error_is_that_of_two_areas_worked_out_by_hand()
    {
        // Halves of the people, 1 and 3 pounds: b 1/4 and 3/4, mu 2, C 1/4. k is 1/2 x (-3/4) + 2 - 1/4 = 11/8, then 3/2 x 1/4 + 2 - 1/4 - 1 = 9/8;
        // 1/2 (121 + 81) / 64 - 25/16 = 1/64, over a sample of 4.
        ConcentrationIndex.Of([1, 3], RiditScale.Of([5, 5])).ShouldNotBeNull().KakwaniStandardError(4).ShouldBe(1.0 / 16, 1e-14);
    }

    [Fact]
    public void Mean_is_weighted_by_people() =>
        ConcentrationIndex.Of([1, 4], RiditScale.Of([3, 1])).ShouldNotBeNull().Mean.ShouldBe(1.75, 1e-15);

    [Fact]
    public void Index_is_twice_the_covariance_with_the_ridit_over_the_mean() =>
        Gen.Select(Gen.Double[1, 1e6], Gen.Double[0.01, 5000])
            .Array[2, 40]
            .Sample(areas =>
            {
                double[] people = [.. areas.Select(area => area.Item1)],
                    y = [.. areas.Select(area => area.Item2)];

                var index = ConcentrationIndex.Of(y, RiditScale.Of(people)).ShouldNotBeNull();

                index.Value.ShouldBe(SlowStatistics.Concentration(y, people), 1e-10);
                index.Value.ShouldBeInRange(-1, 1);
            });

    [Fact]
    public void Equal_spending_is_not_concentrated_and_its_errors_are_numbers() =>
        Gen.Select(Gen.Int[1, 1_000_000].Array[1, 60], Gen.Double[0.01, 5000])
            .Sample(
                (people, level) =>
                {
                    var scale = RiditScale.Of([.. people.Select(count => (double)count)]);
                    double[] y = [.. people.Select(_ => level)];

                    var index = ConcentrationIndex.Of(y, scale).ShouldNotBeNull();

                    index.Value.ShouldBe(0, 1e-12);
                    index.KakwaniStandardError(1000).ShouldBe(0, 1e-6);
                    (index.StandardError ?? 0).ShouldBe(0, 1e-6);
                }
            );

    [Fact]
    public void Spending_all_on_the_most_deprived_is_negative_and_all_on_the_least_deprived_positive()
    {
        var scale = RiditScale.Of([1, 1, 1, 1]);

        ConcentrationIndex.Of([8, 0, 0, 0], scale).ShouldNotBeNull().Value.ShouldBe(-0.75, 1e-15);
        ConcentrationIndex.Of([0, 0, 0, 8], scale).ShouldNotBeNull().Value.ShouldBe(0.75, 1e-15);
    }

    [Theory]
    [InlineData(0, 0, 0, "spending is 0 everywhere")]
    [InlineData(-1, 2, 3, "spending is negative in some area")]
    [InlineData(-1, -2, -3, "spending is negative in some area")]
    public void Index_is_undefined_where_the_mean_is_0_or_any_level_is_negative_and_says_so(
        double first,
        double second,
        double third,
        string why
    )
    {
        ConcentrationIndex.Of([first, second, third], RiditScale.Of([1, 1, 1])).ShouldBeNull();
        ConcentrationIndex.WhyUndefined([first, second, third]).ShouldBe(why);
    }

    [Fact]
    public void What_is_not_a_number_has_no_index() => ConcentrationIndex.Of([double.NaN, 1, 2], RiditScale.Of([1, 1, 1])).ShouldBeNull();

    [Fact]
    public void Nothing_is_said_of_an_index_that_is_defined() => ConcentrationIndex.WhyUndefined([0, 1, 2]).ShouldBeNull();
}
