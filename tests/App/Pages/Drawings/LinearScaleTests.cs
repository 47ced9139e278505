using BudgetWatch.App.Pages.Charts.Drawings;
using CsCheck;

namespace BudgetWatch.App.Tests.Pages.Drawings;

/// <summary>Golden values are those of D3's own published tests (d3-array <c>ticks-test.js</c>, d3-scale <c>linear-test.js</c>).</summary>
public sealed class LinearScaleTests
{
    public static TheoryData<double, double, int, double[]> Golden =>
        [
            new(0, 1, 10, [0.0, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 1.0]),
            new(0, 1, 9, [0.0, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 1.0]),
            new(0, 1, 8, [0.0, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 1.0]),
            new(0, 1, 7, [0.0, 0.2, 0.4, 0.6, 0.8, 1.0]),
            new(0, 1, 4, [0.0, 0.2, 0.4, 0.6, 0.8, 1.0]),
            new(0, 1, 3, [0.0, 0.5, 1.0]),
            new(0, 1, 2, [0.0, 0.5, 1.0]),
            new(0, 1, 1, [0.0, 1.0]),
            new(0, 10, 10, [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10]),
            new(0, 10, 7, [0, 2, 4, 6, 8, 10]),
            new(0, 10, 3, [0, 5, 10]),
            new(-10, 10, 10, [-10, -8, -6, -4, -2, 0, 2, 4, 6, 8, 10]),
            new(-10, 10, 6, [-10, -5, 0, 5, 10]),
            new(-10, 10, 2, [-10, 0, 10]),
            new(-10, 10, 1, [0]),
            new(0.98, 1.14, 10, [0.98, 1, 1.02, 1.04, 1.06, 1.08, 1.1, 1.12, 1.14]),
            new(1, 364, 1, [200]),
            new(1, 1, 10, [1]),
        ];

    [Theory]
    [MemberData(nameof(Golden))]
    public void Its_ticks_are_D3s(double low, double high, int count, double[] expected) =>
        new LinearScale(low, high, 0, 1).Ticks(count).ShouldBe(expected);

    [Theory]
    [InlineData(0, 0.96, 10, 0, 1)]
    [InlineData(0, 96, 10, 0, 100)]
    [InlineData(1.1, 10.9, 10, 1, 11)]
    [InlineData(0.7, 11.001, 10, 0, 12)]
    [InlineData(0, 0.49, 10, 0, 0.5)]
    [InlineData(-0.1, 51.1, 8, -10, 60)]
    [InlineData(0.1, 0.51, 5, 0.1, 0.6)]
    [InlineData(12, 87, 5, 0, 100)]
    [InlineData(12, 87, 10, 10, 90)]
    [InlineData(12, 87, 100, 12, 87)]
    [InlineData(0, 0, 10, 0, 0)]
    public void Its_round_ends_are_D3s(double low, double high, int count, double niceLow, double niceHigh)
    {
        var nice = new LinearScale(low, high, 0, 1).Nice(count);
        (nice.Low, nice.High).ShouldBe((niceLow, niceHigh));
    }

    [Fact]
    public void Figures_are_along_the_line_ends_exactly_at_its_ends_and_the_only_figure_in_the_middle()
    {
        var scale = new LinearScale(-3, 7, 300, 100);
        (scale.At(-3), scale.At(2), scale.At(7)).ShouldBe((300, 200, 100));
        new LinearScale(5, 5, 0, 10).At(5).ShouldBe(5);
    }

    [Fact]
    public void Ticks_are_within_the_ends_in_even_steps_and_round_ends_hold_every_figure() =>
        Gen.Select(Gen.Double[-1e6, 1e6], Gen.Double[1e-3, 1e6], Gen.Int[3, 12])
            .Sample(
                (low, span, count) =>
                {
                    var scale = new LinearScale(low, low + span, 0, 100);
                    var ticks = scale.Ticks(count);
                    ticks.Count.ShouldBeInRange(count / 2, (count * 2) + 1);
                    ticks.ShouldAllBe(tick => tick >= scale.Low && tick <= scale.High);
                    var nice = scale.Nice(count);
                    nice.Low.ShouldBeLessThanOrEqualTo(scale.Low);
                    nice.High.ShouldBeGreaterThanOrEqualTo(scale.High);
                    (nice.High - nice.Low).ShouldBeLessThan(3 * span);
                }
            );
}
