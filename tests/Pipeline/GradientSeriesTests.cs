using BudgetWatch.Domain.Cuts;
using BudgetWatch.Domain.Observations;
using BudgetWatch.Pipeline.Build;
using BudgetWatch.Questions.Comparisons;
using BudgetWatch.Questions.GradientSeries;
using BudgetWatch.Questions.ReleaseAccess;
using BudgetWatch.Questions.Requests;

namespace BudgetWatch.Pipeline.Tests;

/// <summary>The fifths by year are those of each pair of years; years without figures are gaps that say why.</summary>
public sealed class GradientSeriesTests(PublishedSnapshot snapshot)
{
    [Theory]
    [InlineData("")]
    [InlineData("scope=libraries&groups=people")]
    [InlineData("return=outturn&scope=cultural&from=2009-10&measure=cash")]
    public void Every_year_is_as_the_gradient_of_the_pair_has_it(string query)
    {
        var answer = Ask(query).Answer.ShouldNotBeNull();

        foreach (var year in answer.Years.Where(year => year.Gap is null))
        {
            var pair = ComparisonQueries.Comparison(
                MadeRelease.Parameters($"{query}&to={year.Year}", ComparisonQueries.OfComparison),
                Release
            );
            var statistics = GradientStatistics.Of(snapshot.Figures, pair.Answer.ShouldNotBeNull()).ShouldNotBeNull();
            year.England.ShouldBe(statistics.England);
            year.Fifths.ShouldBe(statistics.Fifths);
            year.Ratio.ShouldBe(statistics.Ratio);
            year.Areas.ShouldBe(statistics.Areas);
        }

        answer.Years.Count(year => year.Gap is null).ShouldBeGreaterThan(5);
    }

    [Fact]
    public void A_year_without_an_edition_is_a_gap_and_no_year_is_passed_over()
    {
        var years = Ask("").Answer.ShouldNotBeNull().Years;

        years.Select(year => year.Year.StartYear).ShouldBe(Enumerable.Range(2011, 16));
        years.Single(year => year.Year.StartYear == 2020).Gap.ShouldBe("The release has no budget of 2020-21.");
        years.Where(year => year.Gap is not null).ShouldAllBe(year => year.England == null && year.Fifths.Count == 0 && year.Href == null);
    }

    [Fact]
    public void A_line_that_a_break_parts_is_a_gap_with_the_reason()
    {
        var years = Ask("scope=public-health&from=2013-14").Answer.ShouldNotBeNull().Years;
        years[0].Gap.ShouldBeNull();

        Ask("scope=education").Problem.ShouldNotBeNull().Status.ShouldBe(422);
    }

    [Theory]
    [InlineData("geography=region")]
    [InlineData("geography=combined-authority")]
    public void Regions_are_not_put_in_order_of_deprivation(string query)
    {
        var problem = Ask(query).Problem.ShouldNotBeNull();

        (problem.Status, problem.Parameter).ShouldBe((400, "geography"));
    }

    private LoadedRelease Release => new(MadeRelease.Release.Release, snapshot.Figures);

    private Answered<GradientSeriesAnswer> Ask(string query) =>
        AnswerGradientSeries.Run(Release, MadeRelease.Parameters(query, AnswerGradientSeries.Parameters));
}
