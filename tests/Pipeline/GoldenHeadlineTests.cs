using BudgetWatch.Domain.Cuts;
using BudgetWatch.Domain.Observations;
using BudgetWatch.Pipeline.Tests.Support;

namespace BudgetWatch.Pipeline.Tests;

/// <summary>
/// The gradients that were computed once, independently, from the published files of the bundled snapshot (methodology 6). They guard this code on these
/// files; an app that runs is given other editions and compares its releases with those.
/// </summary>
public sealed class GoldenHeadlineTests
{
    [Theory]
    [InlineData("comparable", -20.17, -26.4, -24.7, -21.3, -17.2, -12.6, 1.448, 1.220)]
    [InlineData("community-support", -51.68, -60.6, -52.6, -50.4, -46.7, -47.0, 1.876, 1.396)]
    [InlineData("all-social-care", -1.04, -4.6, -4.8, -5.4, 0.5, 7.9, null, null)]
    public void The_gradients_of_2010_11_to_2019_20_are_those_computed_independently(
        string scope,
        double england,
        double first,
        double second,
        double third,
        double fourth,
        double fifth,
        double? ratioFrom,
        double? ratioTo
    )
    {
        var query = ComparisonQuery.Headline with { Scope = Scopes.Find(scope)! };

        var gradient = Gradient.Of(Snapshot.Figures.Compare(query)).ShouldNotBeNull();

        gradient.Areas.ShouldBe(148);
        Rounded(gradient.England.ChangePercent, 2).ShouldBe(england);
        gradient.Fifths.Select(own => Rounded(own.Pooled.ChangePercent, 1)).ShouldBe([first, second, third, fourth, fifth]);
        if (ratioFrom is not null)
        {
            (Rounded(gradient.RatioFrom, 3), Rounded(gradient.RatioTo, 3)).ShouldBe((ratioFrom, ratioTo));
        }
    }

    private static double? Rounded(double? value, int digits) => Math.Round(value.ShouldNotBeNull(), digits, MidpointRounding.AwayFromZero);
}
