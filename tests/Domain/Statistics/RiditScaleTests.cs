using CsCheck;

namespace BudgetWatch.Domain.Tests.Statistics;

public class RiditScaleTests
{
    [Fact]
    public void Each_area_stands_at_the_middle_of_its_stretch_of_the_people()
    {
        var scale = RiditScale.Of([10, 30, 60]);

        scale.Weights.ShouldBe([0.1, 0.3, 0.6]);
        scale.Ridits[0].ShouldBe(0.05, 1e-15);
        scale.Ridits[1].ShouldBe(0.25, 1e-15);
        scale.Ridits[2].ShouldBe(0.7, 1e-15);
    }

    [Fact]
    public void Weights_sum_to_one_and_ridits_climb_from_above_0_to_below_1_around_a_half() =>
        Gen.Int[1, 2_000_000]
            .Array[1, 200]
            .Sample(people =>
            {
                var scale = RiditScale.Of([.. people.Select(count => (double)count)]);

                scale.Weights.Sum().ShouldBe(1, 1e-12);
                scale.Ridits.Zip(scale.Ridits.Skip(1)).All(pair => pair.First < pair.Second).ShouldBeTrue();
                scale.Ridits[0].ShouldBeGreaterThan(0);
                scale.Ridits[^1].ShouldBeLessThan(1);
                scale.Weights.Zip(scale.Ridits, (a, b) => a * b).Sum().ShouldBe(0.5, 1e-12);
            });

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    public void An_area_without_people_has_no_place_on_the_scale(double people) =>
        Should.Throw<ArgumentException>(() => RiditScale.Of([100, people]));
}
