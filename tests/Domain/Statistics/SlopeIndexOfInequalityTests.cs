using BudgetWatch.Domain.Tests.Support;
using CsCheck;

namespace BudgetWatch.Domain.Tests.Statistics;

public class SlopeIndexOfInequalityTests
{
    /// <summary>
    /// On a log or logit scale the line is fitted to the logarithms or logits and its ends are turned back. BudgetWatch does not: a change in per cent
    /// can be negative and has no logarithm, and <c>logSlope</c> is the multiplicative statistic here. The line is the same code.
    /// </summary>
    [Theory]
    [MemberData(nameof(PublishedSlopes.All), MemberType = typeof(PublishedSlopes))]
    public void Slope_ratio_and_intercept_are_those_Public_Health_England_publishes(PublishedSlope published)
    {
        var (to, back) = published.Scale switch
        {
            Scale.Log => (Math.Log, Math.Exp),
            Scale.Logit => (share => Math.Log(share / (1 - share)), logit => 1 / (1 + Math.Exp(-logit))),
            _ => ((Func<double, double>)(value => value), (Func<double, double>)(value => value)),
        };
        var line = SlopeIndexOfInequality
            .Of([.. published.Quantiles.Value.Select(to)], RiditScale.Of(published.Quantiles.Population))
            .ShouldNotBeNull();
        var slope = new SlopeIndexOfInequality(back(line.Intercept + line.Value) - back(line.Intercept), back(line.Intercept));

        (published.Multiplier * slope.Value).ShouldBe(published.Sii, 1e-12 * Math.Abs(published.Sii));
        if (published.Intercept is { } intercept)
        {
            slope.Intercept.ShouldBe(intercept, 1e-12 * intercept);
        }

        if (published.Rii is { } ratio)
        {
            // A negative multiplier turns the scale of the indicator round, and by convention the ratio with it.
            var own = slope.Relative.ShouldNotBeNull();
            (published.Multiplier < 0 ? 1 / own : own).ShouldBe(ratio, 1e-12);
        }
    }

    [Fact]
    public void A_quantile_with_a_negative_population_is_refused_as_Public_Health_England_does()
    {
        // Records 151 to 160, "error handling - negative populations".
        Should.Throw<ArgumentException>(() => RiditScale.Of([34353, -200, 27715, 25372, 23889, 23260, 23180, 24193, 23609, 24488]));
    }

    [Fact]
    public void Slope_ratio_and_intercept_are_the_goldens_of_the_methodology()
    {
        var first = Slope(PublishedSlopes.LifeExpectancyArea1);
        first.Value.ShouldBe(6.9346164737, 5e-11);
        first.Relative.ShouldNotBeNull().ShouldBe(1.0888180804, 5e-11);
        first.Intercept.ShouldBe(78.0766308, 5e-8);

        var second = Slope(PublishedSlopes.LifeExpectancyArea2);
        second.Value.ShouldBe(12.5478466364, 5e-11);
        second.Relative.ShouldNotBeNull().ShouldBe(1.1808856208, 5e-11);
        second.Intercept.ShouldBe(69.3689558, 5e-8);
    }

    [Fact]
    public void Slope_of_two_areas_is_the_line_through_them()
    {
        // Ridits 0.125 and 0.625: from 10 to 20 over half the scale.
        var slope = SlopeIndexOfInequality.Of([10, 20], RiditScale.Of([1, 3])).ShouldNotBeNull();

        slope.Value.ShouldBe(20, 1e-12);
        slope.Intercept.ShouldBe(7.5, 1e-12);
        slope.Relative.ShouldNotBeNull().ShouldBe(27.5 / 7.5, 1e-12);
    }

    [Fact]
    public void Ratio_of_two_negative_ends_is_still_their_ratio()
    {
        // Cuts of 30 % down to 10 %: a line from -30 to -10.
        new SlopeIndexOfInequality(20, -30)
            .Relative.ShouldNotBeNull()
            .ShouldBe(1.0 / 3, 1e-15);
    }

    [Theory]
    [InlineData(5, 0)]
    [InlineData(-10, 10)]
    [InlineData(-20, 10)]
    [InlineData(20, -10)]
    public void Ratio_is_undefined_where_an_end_is_zero_or_the_ends_differ_in_sign(double value, double intercept) =>
        new SlopeIndexOfInequality(value, intercept).Relative.ShouldBeNull();

    [Fact]
    public void Slope_of_fewer_than_two_areas_is_undefined()
    {
        SlopeIndexOfInequality.Of([], RiditScale.Of([])).ShouldBeNull();
        SlopeIndexOfInequality.Of([1], RiditScale.Of([5])).ShouldBeNull();
    }

    [Fact]
    public void Slope_agrees_with_sums_over_all_pairs() =>
        Gen.Select(Gen.Double[1, 1e6], Gen.Double[-100, 100])
            .Array[2, 40]
            .Sample(areas =>
            {
                double[] people = [.. areas.Select(area => area.Item1)],
                    y = [.. areas.Select(area => area.Item2)];
                var slope = SlopeIndexOfInequality.Of(y, RiditScale.Of(people)).ShouldNotBeNull();
                var (expected, intercept) = SlowStatistics.Line(SlowStatistics.Ridits(people), y, people);

                // One area may hold nearly everybody; then the slope is steep and only relative agreement means anything.
                var steepness = Math.Max(1, Math.Abs(expected));
                slope.Value.ShouldBe(expected, 1e-6 * steepness);
                slope.Intercept.ShouldBe(intercept, 1e-6 * steepness);
            });

    [Fact]
    public void Line_of_points_on_a_line_is_that_line_without_error()
    {
        var line = WeightedLine.Fit([1, 2, 4, 8], [5, 7, 11, 19], [1, 2, 3, 4]).ShouldNotBeNull();

        line.Slope.ShouldBe(2, 1e-12);
        line.Intercept.ShouldBe(3, 1e-12);
        line.SlopeError.ShouldNotBeNull().ShouldBe(0, 1e-12);
    }

    [Fact]
    public void Error_of_a_line_is_that_of_the_textbook()
    {
        // x 1..5, y 2 1 4 3 5, unweighted: slope 0.8, residual sum of squares 3.6, sxx 10, so sqrt(3.6 / 3 / 10).
        var line = WeightedLine.Fit([1, 2, 3, 4, 5], [2, 1, 4, 3, 5], [1, 1, 1, 1, 1]).ShouldNotBeNull();

        line.Slope.ShouldBe(0.8, 1e-12);
        line.Intercept.ShouldBe(0.6, 1e-12);
        line.SlopeError.ShouldNotBeNull().ShouldBe(0.34641016151377546, 1e-12);
    }

    [Fact]
    public void Error_of_a_line_needs_three_points() =>
        WeightedLine.Fit([1, 2], [3, 4], [1, 1]).ShouldNotBeNull().SlopeError.ShouldBeNull();

    [Fact]
    public void Line_over_an_x_that_does_not_vary_is_undefined() =>
        Gen.Select(Gen.Double[0.1, 50], Gen.Select(Gen.Double[-1, 1], Gen.Int[1, 1_000_000]).Array[1, 30])
            .Sample(
                (x, points) =>
                    WeightedLine
                        .Fit(
                            [.. points.Select(_ => x)],
                            [.. points.Select(point => point.Item1)],
                            [.. points.Select(point => (double)point.Item2)]
                        )
                        .ShouldBeNull()
            );

    [Fact]
    public void Line_refuses_series_of_different_lengths()
    {
        Should.Throw<ArgumentException>(() => WeightedLine.Fit([1, 2], [1], [1, 1]));
        Should.Throw<ArgumentException>(() => WeightedLine.Fit([1, 2], [1, 2], [1]));
    }

    private static SlopeIndexOfInequality Slope(PublishedQuantiles published) =>
        SlopeIndexOfInequality.Of(published.Value, RiditScale.Of(published.Population)).ShouldNotBeNull();
}
