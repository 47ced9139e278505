using BudgetWatch.Domain.Specifications;
using BudgetWatch.Domain.Tests.Support;

namespace BudgetWatch.Domain.Tests.Specifications;

public class SpecificationCurveTests
{
    [Fact]
    public void A_curve_has_its_middle_its_ends_and_the_shares_that_agree_in_sign()
    {
        var estimates = new[] { Estimate(5, 1, 9), Estimate(-2, -4, 1), Estimate(3, 2, 4), Estimate(8, 6, 9), Estimate(4, null, null) };

        var spread = SpecificationCurve.Of(estimates, estimates[2]).ShouldNotBeNull().Sii;

        spread.ShouldBe(new Spread(Median: 4, Low: -2, High: 8, ShareOfMedianSign: 0.8, ShareClear: 0.6, HeadlineRank: 2));
    }

    [Fact]
    public void The_middle_of_an_even_number_is_half_way() =>
        SpecificationCurve.Of([Estimate(1, -1, 2), Estimate(4, 3, 5)], null)!.Sii.ShouldBe(new Spread(2.5, 1, 4, 1, 0.5, null));

    [Fact]
    public void Nothing_has_no_curve() => SpecificationCurve.Of([], null).ShouldBeNull();

    private static SpecificationEstimate Estimate(double sii, double? low, double? high) =>
        new(England.Query(), 148, new SlopeEstimate(new SlopeIndexOfInequality(sii, -20), low, high), new FifthGap(-sii, -high, -low));
}
