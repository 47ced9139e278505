using BudgetWatch.Pipeline.Build;

namespace BudgetWatch.Pipeline.Tests;

/// <summary>A release that is not in storage as it was computed is not published.</summary>
public sealed class ReleaseReadBackTests
{
    private static readonly ReleaseRow Figure = new("figures|a", "0");
    private static readonly ReleaseRow[] Curves =
    [
        new("specifications|a|budget|a|2010-11|2019-20", "[1]"),
        new("specifications|a|budget|b|2010-11|2019-20", "[2]"),
    ];

    [Fact]
    public void All_that_was_computed_is_there() => Passed(Curves, Curves).ShouldBe((true, true));

    [Fact]
    public void A_row_that_is_not_there_fails() => Passed(Curves, Curves[..1]).ShouldBe((false, false));

    [Fact]
    public void A_row_that_is_there_otherwise_than_computed_fails() =>
        Passed(Curves, [Curves[0], Curves[1] with { Json = "[3]" }]).ShouldBe((true, false));

    [Fact]
    public void A_row_that_was_not_computed_fails() => Passed(Curves[..1], Curves).ShouldBe((false, false));

    private static (bool? Written, bool? AsComputed) Passed(ReleaseRow[] computed, ReleaseRow[] written)
    {
        var checks = ReleaseVerification.ReadBack([Figure, .. computed], [Figure, .. written]).ToList();
        return (
            checks.Single(check => check.Name == "rows written").Passed,
            checks.Single(check => check.Name == "rows read back as computed").Passed
        );
    }
}
