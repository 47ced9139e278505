using CsCheck;

namespace BudgetWatch.Domain.Tests.Statistics;

public class DasGuptaTests
{
    [Fact]
    public void Split_is_the_golden_of_the_methodology()
    {
        var split = DasGupta.Of((0.6, 0.5), (0.3, 0.45));

        split.First.ShouldBe(-0.1425, 1e-15);
        split.Second.ShouldBe(-0.0225, 1e-15);
        (split.First + split.Second).ShouldBe(-0.165, 1e-15);
    }

    [Fact]
    public void Effects_add_up_to_the_change_of_the_product_and_going_back_undoes_them() =>
        Gen.Select(Gen.Double[-10, 10], Gen.Double[-10, 10], Gen.Double[-10, 10], Gen.Double[-10, 10])
            .Sample(
                (a, b, c, d) =>
                {
                    var split = DasGupta.Of((a, b), (c, d));

                    (split.First + split.Second).ShouldBe((c * d) - (a * b), 1e-12);
                    DasGupta.Of((c, d), (a, b)).First.ShouldBe(-split.First, 1e-12);
                }
            );

    [Fact]
    public void A_factor_that_stays_has_no_effect()
    {
        DasGupta.Of((0.4, 2), (0.4, 3)).ShouldBe(new DasGupta(0, 0.4));
        DasGupta.Of((2, 0.25), (4, 0.25)).ShouldBe(new DasGupta(0.5, 0));
    }
}
