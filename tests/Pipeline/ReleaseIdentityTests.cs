using BudgetWatch.Pipeline.Build;

namespace BudgetWatch.Pipeline.Tests;

public class ReleaseIdentityTests
{
    private static readonly ReleaseInput One = new("revenue-budgets", "2010-11", new string('a', 64), 1, "a title", null);
    private static readonly ReleaseInput Other = new("gdp-deflators", "gdp-deflator", new string('b', 64), 1, "another", null);

    [Fact]
    public void The_order_of_inputs_does_not_matter() =>
        ReleaseIdentity.InputsHash([One, Other]).ShouldBe(ReleaseIdentity.InputsHash([Other, One]));

    [Fact]
    public void Another_edition_or_reader_is_another_release()
    {
        var hash = ReleaseIdentity.InputsHash([One, Other]);
        ReleaseIdentity.InputsHash([One with { Sha256 = new string('c', 64) }, Other]).ShouldNotBe(hash);
        ReleaseIdentity.InputsHash([One with { ReaderVersion = 2 }, Other]).ShouldNotBe(hash);
        ReleaseIdentity.InputsHash([One]).ShouldNotBe(hash);
    }
}
