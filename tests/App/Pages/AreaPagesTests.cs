using BudgetWatch.App.Pages;
using BudgetWatch.App.Pages.Charts;
using BudgetWatch.App.Pages.Charts.Drawings;
using BudgetWatch.Pipeline.Tests;
using BudgetWatch.Questions.Coincidence;
using BudgetWatch.Questions.ReleaseAccess;
using BudgetWatch.Questions.Requests;

namespace BudgetWatch.App.Tests.Pages;

/// <summary>Pages of a made-up England of twelve councils, the twelfth of which is never ranked.</summary>
public sealed class AreaPagesTests
{
    [Fact]
    public void Every_area_is_in_the_list_under_its_region()
    {
        var page = AreaIndexPage.Of(Asked("", PageQuestions.OfNames), MadeRelease.Release);

        page.Status.ShouldBe(200);
        var html = page.Main.ToString();
        html.ShouldContain(">North</h2>");
        Enumerable.Range(1, 12).ShouldAllBe(n => html.Contains($"<a href=\"/areas/E06{n:000000}\">Council {n}</a>"));
        html.ShouldNotContain("id=\"found\"");
    }

    [Fact]
    public void What_is_looked_for_is_text_and_never_markup()
    {
        var html = AreaIndexPage.Of(Asked("q=<script>\"'", PageQuestions.OfNames), MadeRelease.Release).Main.ToString();

        html.ShouldNotContain("<script>");
        html.ShouldContain("value=\"&lt;script&gt;&quot;&#39;\"");
        html.ShouldContain("No council is called");
    }

    [Fact]
    public void A_postcode_is_told_to_be_none_of_ours() =>
        AreaIndexPage
            .Of(Asked("q=SW1A 1AA", PageQuestions.OfNames), MadeRelease.Release)
            .Main.ToString()
            .ShouldContain("You cannot search by postcode.");

    [Fact]
    public void A_name_longer_than_any_is_refused_and_not_sent_back()
    {
        var page = AreaIndexPage.Of(Asked($"q={new string('x', AreaNames.Longest + 1)}", PageQuestions.OfNames), MadeRelease.Release);

        page.Status.ShouldBe(400);
        page.Main.ToString().ShouldNotContain("xxx");
    }

    [Theory]
    [InlineData(true, -20.0, "A deep cut, high deprivation")]
    [InlineData(true, 0.0, "One of the lowest changes, high deprivation")]
    [InlineData(true, 2.5, "One of the lowest changes, high deprivation")]
    [InlineData(false, -20.0, "The three do not meet here")]
    [InlineData(null, null, "One of the three is not known here")]
    public void What_rose_is_not_called_cut_where_the_three_meet(bool? coincides, double? change, string words) =>
        AreaPage
            .Overlap(
                new AreaCoincidenceRow(
                    coincides,
                    change is { } percent ? new CutStandingAnswer(percent, 0, 0, 1, true) : null,
                    null,
                    null,
                    null,
                    ""
                )
            )
            .ShouldStartWith(words);

    [Fact]
    public void A_code_that_names_nothing_is_met_with_a_search()
    {
        var page = Page("<b>Council 3", "");

        page.Status.ShouldBe(404);
        page.Main.ToString().ShouldContain("action=\"/areas\"");
        page.Main.ToString().ShouldNotContain("<b>");
    }

    [Fact]
    public void A_page_has_one_h1_and_its_headings_in_order()
    {
        var page = Page("E06000003", "");

        page.Status.ShouldBe(200);
        var levels = page
            .Main.ToString()
            .Split("<h")
            .Skip(1)
            .Where(part => part[0] is >= '1' and <= '6')
            .Select(part => part[0] - '0')
            .ToList();
        levels.Count(level => level == 1).ShouldBe(1);
        levels[0].ShouldBe(1);
        levels.Zip(levels.Skip(1)).ShouldAllBe(pair => pair.Second <= pair.First + 1);
        levels.Count.ShouldBeGreaterThan(6);
    }

    [Fact]
    public void A_service_that_is_not_compared_keeps_its_years()
    {
        var html = Page("E06000003", "scope=education").Main.ToString();

        html.ShouldContain("<h1>Council 3: spending on education services is not compared</h1>");
        html.ShouldContain("id=\"years\"");
    }

    [Fact]
    public void An_area_that_is_never_ranked_has_a_page_that_says_why_and_no_rank()
    {
        var html = Page("E06000012", "").Main.ToString();

        html.ShouldContain("<h1>Council 12 is reported but not ranked</h1>");
        html.ShouldContain("made up");
        html.ShouldNotContain("deepest cut of ");
        html.ShouldContain("id=\"years\"");
    }

    [Fact]
    public void England_without_London_is_called_so()
    {
        var html = Page("E06000003", "london=excluded").Main.ToString();

        html.ShouldContain("England without London gained 0.0%.");
        html.ShouldContain("<dt>England without London</dt>");
        html.ShouldNotContain("England as a whole");
        Page("E06000003", "").Main.ToString().ShouldContain("<dt>England</dt>");
    }

    [Theory]
    [InlineData("release=2026-11-23-0123456789ab")]
    [InlineData("asOf=2026-11-24")]
    public void A_list_of_one_release_leads_to_pages_of_that_release(string asked)
    {
        var html = AreaIndexPage.Of(Asked($"q=Allerdale&{asked}", PageQuestions.OfNames), PlantedRelease.WithDistrict()).Main.ToString();

        html.ShouldContain("<a href=\"/areas/E06000001?release=2026-11-23-0123456789ab\">Council 1</a>");
        html.ShouldContain("<a href=\"/areas/E07000026?release=2026-11-23-0123456789ab\">Allerdale</a>");
        html.ShouldContain("<input type=\"hidden\" name=\"release\" value=\"2026-11-23-0123456789ab\">");
        AreaIndexPage.Of(Asked("", PageQuestions.OfNames), MadeRelease.Release).Main.ToString().ShouldNotContain("release");
    }

    [Fact]
    public void A_district_is_asked_with_the_question_of_the_page()
    {
        var page = AreaPage.Of(
            "E06000003",
            Asked("from=2011-12&measure=cash-per-head&year=2017-18&release=2026-11-23-0123456789ab", PageQuestions.OfArea),
            PlantedRelease.WithDistrict()
        );

        page.Main.ToString()
            .ShouldContain(
                "<a href=\"/areas/E07000026?from=2011-12&amp;measure=cash-per-head&amp;geography=lower-tier&amp;release=2026-11-23-0123456789ab\">Allerdale</a>"
            );
    }

    [Fact]
    public void A_search_where_no_area_was_found_keeps_the_release()
    {
        var html = Page("Council 3", "release=2026-11-23-0123456789ab").Main.ToString();

        html.ShouldContain("<input type=\"hidden\" name=\"release\" value=\"2026-11-23-0123456789ab\">");
        html.ShouldContain("<a href=\"/areas/E06000003?release=2026-11-23-0123456789ab\">Council 3</a>");
        html.ShouldContain("<a href=\"/areas?release=2026-11-23-0123456789ab\">Every area</a>");
    }

    [Fact]
    public void A_choice_by_the_code_of_a_district_that_is_no_more_selects_its_area()
    {
        var release = PlantedRelease.WithDistrict();

        QuestionControls
            .Areas(release, "Mark an area", "None", "E07000026")
            .ToString()
            .ShouldContain("<option value=\"E06000003\" selected>");
        QuestionControls.Areas(release, "Mark an area", "None", "E99999999").ToString().ShouldNotContain("E06000003\" selected");
    }

    [Theory]
    [InlineData("deflator=bridged", "the deflator as published, not the bridged one")]
    [InlineData("population=before-census", "the latest population estimates, not those from before the census of 2021")]
    [InlineData(
        "deflator=bridged&population=before-census",
        "the latest population estimates, not those from before the census of 2021, and the deflator as published, not the bridged one"
    )]
    public void Values_by_year_say_where_they_do_not_follow_a_choice(string asked, string told) =>
        Years(asked).ShouldContain($"<p>Values by year are calculated with {told}.</p>");

    [Theory]
    [InlineData("")]
    [InlineData("deflator=bridged&measure=cash-per-head")]
    [InlineData("population=before-census&measure=real")]
    public void Values_by_year_that_follow_every_choice_say_nothing_of_it(string asked) =>
        Years(asked).ShouldNotContain("Values by year are calculated");

    [Theory]
    [InlineData("from=2019-20&to=2010-11", 400)]
    [InlineData("year=1999-00", 400)]
    [InlineData("geography=moon", 400)]
    public void A_question_that_cannot_be_answered_is_told_so(string asked, int status) => Page("E06000003", asked).Status.ShouldBe(status);

    /// <summary>The made budget of 2011-12 and 2012-13 is available and that of 2013-14 is not; council 3 budgets 1,000 x 103 pounds at a factor of 1.5 for 10,000 people: £15.45.</summary>
    [Fact]
    public async Task A_year_without_a_figure_is_open_and_not_drawn_across()
    {
        var chart = (
            await Catalogue().MakeAsync("years", Asked("area=E06000003&scope=housing", PageQuestions.OfAreaCharts), MadeRelease.Release)
        ).Answer!;

        var lines = chart.Drawing(Chart.Wide).ShouldBeOfType<YearLines>();
        var planned = lines
            .Years.Zip(lines.All[0].Figures)
            .ToDictionary(point => point.First, point => point.Second.Value, StringComparer.Ordinal);
        planned["2012-13"].ShouldNotBeNull().ShouldBe(15.45, 1e-9);
        planned["2013-14"].ShouldBeNull();
        planned["2014-15"].ShouldNotBeNull().ShouldBe(15.45, 1e-9);
    }

    [Theory]
    [InlineData("services")]
    [InlineData("years")]
    [InlineData("similar")]
    public async Task A_chart_of_one_area_asks_which(string id)
    {
        var problem = (await Catalogue().MakeAsync(id, Asked("", ChartCatalogue.AskedOf(id)), MadeRelease.Release)).Problem!;

        problem.Status.ShouldBe(400);
        problem.Detail.ShouldBe("'area' must be given.");
        (
            await Catalogue().MakeAsync(id, Asked("area=E99999999", ChartCatalogue.AskedOf(id)), MadeRelease.Release)
        ).Problem!.Status.ShouldBe(404);
    }

    [Theory]
    [InlineData("fifths", "geography")]
    [InlineData("map", "class")]
    [InlineData("deprivation", "year")]
    public void A_chart_of_all_areas_takes_nothing_of_one(string id, string parameter) =>
        ChartCatalogue.AskedOf(id).Select(own => own.Name).ShouldNotContain(parameter);

    private static ChartCatalogue Catalogue() => new(null!, null!, null!);

    private static Parameters Asked(string query, IReadOnlyList<Parameter> known) => MadeRelease.Parameters(query, known);

    private static string Years(string asked)
    {
        var page = AreaPage.Of("E06000003", Asked(asked, PageQuestions.OfArea), PlantedRelease.WithResidentsBeforeCensus());
        page.Status.ShouldBe(200);
        return page.Main.ToString().Split("id=\"about-year\"")[1].Split("</section>")[0];
    }

    private static SitePage Page(string code, string asked) => AreaPage.Of(code, Asked(asked, PageQuestions.OfArea), MadeRelease.Release);
}
