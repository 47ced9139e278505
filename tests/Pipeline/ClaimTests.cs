using BudgetWatch.Questions.Claims;

namespace BudgetWatch.Pipeline.Tests;

public class ClaimTests
{
    [Theory]
    [InlineData("-30", -30.5, true)]
    [InlineData("-30", -29.5, true)]
    [InlineData("-30", -29.4, false)]
    [InlineData("-30", -30.6, false)]
    [InlineData("-30.0", -30.05, true)]
    [InlineData("-30.0", -30.06, false)]
    [InlineData("+5", 5.2, true)]
    [InlineData("1.25", 1.254, true)]
    [InlineData("1.25", 1.256, false)]
    [InlineData("0", -0.4, true)]
    public void A_claim_holds_for_whatever_rounds_to_it(string claim, double value, bool holds) =>
        Claim.Find(claim).ShouldNotBeNull().Holds(value).ShouldBe(holds);

    [Theory]
    [InlineData("")]
    [InlineData("30%")]
    [InlineData("1e3")]
    [InlineData("1,000")]
    [InlineData("NaN")]
    [InlineData("-")]
    [InlineData("99999999")]
    [InlineData(" 3")]
    [InlineData("3.")]
    [InlineData("٣")]
    [InlineData("-30\n")]
    public void Whatever_else_is_sent_is_no_claim(string text) => Claim.Find(text).ShouldBeNull();
}
