using BudgetWatch.App.Pages;
using BudgetWatch.Domain.Geography;
using BudgetWatch.Pipeline.Tests;
using BudgetWatch.Questions.Requests;

namespace BudgetWatch.App.Tests.Pages;

/// <summary>What goes along from page to page.</summary>
public sealed class PageQuestionsTests
{
    [Theory]
    [InlineData("", null)]
    [InlineData("area=E06000003", "E06000003")]
    [InlineData("area=E07000026", "E06000003")]
    [InlineData("area=E99999999", null)]
    [InlineData("area=<b>", null)]
    public void A_mark_is_the_area_that_its_code_leads_to(string asked, string? marked) =>
        (PageQuestions.MarkedArea(Asked(asked), PlantedRelease.WithDistrict())?.Value).ShouldBe(marked);

    [Theory]
    [InlineData("", "")]
    [InlineData("area=E06000001&show=cut", "")]
    [InlineData("measure=cash&from=2011-12&weights=equal&area=E06000001", "?from=2011-12&measure=cash&weights=equal")]
    [InlineData(
        "scope=housing&london=excluded&groups=people&deflator=bridged&imd=2019",
        "?scope=housing&imd=2019&london=excluded&groups=people&deflator=bridged"
    )]
    [InlineData("population=before-census", "?population=before-census")]
    [InlineData("asOf=2026-11-24", "?release=2026-11-23-0123456789ab")]
    [InlineData("measure=a%26b", "?measure=a%2526b")]
    public void The_page_of_an_area_is_asked_what_was_sent_and_nothing_else(string asked, string query) =>
        PageQuestions.AreaOf("E06000002", Asked(asked), MadeRelease.Release).ShouldBe($"/areas/E06000002{query}");

    /// <summary>Residents as estimated before the census are refused on another geography than the upper tier.</summary>
    [Fact]
    public void A_district_is_not_asked_what_only_the_upper_tier_has() =>
        PageQuestions
            .AreaOf("E07000026", Asked("population=before-census&to=2017-18"), MadeRelease.Release, GeographyKind.LowerTier)
            .ShouldBe("/areas/E07000026?to=2017-18&geography=lower-tier");

    private static Parameters Asked(string query) => MadeRelease.Parameters(query, PageQuestions.OfFinding);
}
