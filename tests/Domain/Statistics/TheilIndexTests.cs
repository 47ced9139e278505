using BudgetWatch.Domain.Tests.Support;
using CsCheck;

namespace BudgetWatch.Domain.Tests.Statistics;

public class TheilIndexTests
{
    private static readonly Gen<(double Level, double People, int Group)[]> Areas = Gen.Select(
        Gen.Double[0.01, 5000],
        Gen.Double[1, 1e6],
        Gen.Int[1, 5]
    ).Array[1, 40];

    [Fact]
    public void Theil_T_is_the_golden_of_the_methodology()
    {
        TheilIndex.Of([1, 3], [1, 1], [1, 1]).ShouldNotBeNull().Value.ShouldBe(0.1308120, 5e-8);
    }

    [Fact]
    public void All_inequality_is_within_one_group_and_between_groups_of_one()
    {
        TheilIndex.Of([1, 3], [1, 1], [7, 7]).ShouldNotBeNull().Between.ShouldBe(0, 1e-15);
        TheilIndex.Of([1, 3], [1, 1], [1, 2]).ShouldNotBeNull().Within.ShouldBe(0, 1e-15);
    }

    [Fact]
    public void Theil_T_is_its_definition_and_splits_into_between_and_within() =>
        Areas.Sample(areas =>
        {
            double[] y = [.. areas.Select(area => area.Level)],
                people = [.. areas.Select(area => area.People)];
            int[] groups = [.. areas.Select(area => area.Group)];

            var theil = TheilIndex.Of(y, people, groups).ShouldNotBeNull();

            theil.Value.ShouldBe(SlowStatistics.Theil(y, people), 1e-10);
            theil.Between.ShouldBe(SlowStatistics.TheilBetween(y, people, groups), 1e-10);
            (theil.Between + theil.Within).ShouldBe(theil.Value, 1e-12);
            theil.Within.ShouldBeGreaterThan(-1e-12);
        });

    [Fact]
    public void Equal_spending_is_perfect_equality_and_the_unit_does_not_matter() =>
        Areas.Sample(areas =>
        {
            double[] y = [.. areas.Select(area => area.Level)],
                people = [.. areas.Select(area => area.People)];
            int[] groups = [.. areas.Select(area => area.Group)];

            TheilIndex.Of([.. y.Select(_ => 3.7)], people, groups).ShouldNotBeNull().Value.ShouldBe(0, 1e-12);
            TheilIndex
                .Of([.. y.Select(level => 1000 * level)], people, groups)
                .ShouldNotBeNull()
                .Value.ShouldBe(TheilIndex.Of(y, people, groups)!.Value.Value, 1e-12);
        });

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    [InlineData(double.NaN)]
    public void Theil_T_is_undefined_unless_every_level_is_positive(double level)
    {
        TheilIndex.Of([1, level], [1, 1], [1, 1]).ShouldBeNull();
        TheilIndex.Of([], [], []).ShouldBeNull();
    }
}
