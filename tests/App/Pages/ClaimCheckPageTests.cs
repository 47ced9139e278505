using BudgetWatch.App.Pages;
using BudgetWatch.App.Pages.Charts;
using BudgetWatch.App.Pages.Charts.Drawings;
using BudgetWatch.Pipeline.Tests;
using BudgetWatch.Questions.Claims;
using BudgetWatch.Questions.Requests;

namespace BudgetWatch.App.Tests.Pages;

/// <summary>A number that is typed: how it is read, what is said of a mistake, and that every reading is drawn. In the made-up England spending in cash never changes.</summary>
public sealed class ClaimCheckPageTests
{
    [Theory]
    [InlineData("\u221230%", null, "-30")]
    [InlineData(" -30.5 % ", "percent", "-30.5")]
    [InlineData("\u201343", "pounds", "-43")]
    [InlineData("-30%", "pounds", "-30%")]
    [InlineData("%", null, "")]
    public void A_number_is_read_as_people_paste_it(string typed, string? unit, string number)
    {
        var asked = ClaimCheckPage.AsMeant(Asked(("claim", typed), ("unit", unit)), typed);
        asked.Find("claim").ShouldBe(number);
        asked.Find("group").ShouldBe("england");
    }

    [Fact]
    public void A_claim_about_an_area_is_not_about_England()
    {
        var asked = ClaimCheckPage.AsMeant(Asked(("claim", "-1"), ("area", "E06000001")), "-1");
        asked.Find("group").ShouldBeNull();
        asked.Find("area").ShouldBe("E06000001");
    }

    [Fact]
    public void Without_a_number_there_is_an_explanation_with_two_examples()
    {
        var page = Page(("scope", "community-support"));
        page.Status.ShouldBe(200);
        var html = page.Main.ToString();
        html.Split("href=\"/claims?claim=").Length.ShouldBe(3);
        html.ShouldContain("<option value=\"community-support\" selected>");
    }

    [Theory]
    [InlineData("abc")]
    [InlineData("<b>30</b>")]
    [InlineData("1e9")]
    [InlineData("%")]
    public void A_mistake_in_the_number_is_told_beside_it_and_the_form_is_kept(string typed)
    {
        var page = Page(("claim", typed), ("area", "E06000002"));
        page.Status.ShouldBe(400);
        var html = page.Main.ToString();
        html.ShouldContain($"value=\"{System.Net.WebUtility.HtmlEncode(typed)}\"");
        html.ShouldContain("aria-describedby=\"hint-claim mistake-claim\" aria-invalid=\"true\"");
        html.ShouldContain("id=\"mistake-claim\"");
        html.ShouldContain("<option value=\"E06000002\" selected>");
        html.ShouldNotContain("<b>30");
        html.Split("aria-invalid").Length.ShouldBe(2);
    }

    [Fact]
    public void A_group_and_an_area_at_once_are_a_mistake_of_the_group()
    {
        var page = Page(("claim", "-1"), ("area", "E06000002"), ("group", "fifth-1"));
        page.Status.ShouldBe(400);
        page.Main.ToString().ShouldContain("aria-describedby=\"mistake-group\" aria-invalid=\"true\"");
    }

    [Theory]
    [InlineData("measure", "cash", "measure")]
    [InlineData("weights", "heavy", "value of &#39;weights&#39;")]
    public void A_mistake_in_a_choice_is_told(string name, string value, string kind)
    {
        var page = Page(("claim", "-1"), (name, value));
        page.Status.ShouldBe(400);
        page.Main.ToString().ShouldContain($"&#39;{value}&#39; is not a valid {kind}");
    }

    [Fact]
    public void Every_reading_is_drawn_and_those_that_give_the_claim_are_told_by_shape()
    {
        var found = Check("0");
        found.Answer.Readings.Supporting.ShouldBeGreaterThan(0);
        var chart = ClaimChart.Of(MadeRelease.Release, found);
        var dots = chart.Drawing(Chart.Wide).ShouldBeOfType<Dots>();
        dots.Kinds.Sum(kind => kind.Readings.Count).ShouldBe(found.Answer.Readings.Count);
        var drawn = dots.Draw();
        // Beside the one in the key.
        drawn.Split("class=\"gives\"").Length.ShouldBeGreaterThan(2);
        drawn.ShouldContain("the claim: 0%");
        drawn.ShouldNotContain("NaN");
    }

    [Theory]
    [InlineData("-9000000", "← the claim: −9000000%, beyond this scale")]
    [InlineData("9000000", "the claim: 9000000%, beyond this scale →")]
    public void A_claim_far_from_every_reading_stands_at_the_edge_and_says_so(string claim, string label)
    {
        var chart = ClaimChart.Of(MadeRelease.Release, Check(claim));
        foreach (var width in (int[])[Chart.Wide, Chart.Narrow])
        {
            var drawn = chart.Drawing(width).Draw();
            drawn.ShouldContain(label);
            drawn.ShouldNotContain("class=\"gives\" d=\"\"");
        }
    }

    [Fact]
    public void A_reading_leads_to_its_own_question_on_the_home_page_and_in_the_API()
    {
        var html = Page(("claim", "0"), ("area", "E06000002")).Main.ToString();
        var link = html.Split("<th scope=\"row\"><a href=\"/?")[1].Split('"')[0].Replace("&amp;", "&", StringComparison.Ordinal);
        link.ShouldContain("area=E06000002");
        var names = link.Split('&').Select(pair => pair.Split('=')[0]).ToList();
        names.Except(PageQuestions.OfFinding.Select(parameter => parameter.Name)).ShouldBeEmpty();
        html.ShouldContain("href=\"/api/v1/cuts?");
    }

    [Theory]
    [InlineData("people", "residents", "newest", ", fifths of people")]
    [InlineData("areas", "equal", "newest", ", each area counted once")]
    [InlineData("areas", "residents", "before-census", ", residents as estimated before the census of 2021")]
    [InlineData("areas", "residents", "newest", "")]
    public void What_can_be_quoted_names_every_choice_that_makes_it_true(string groups, string weights, string population, string named)
    {
        var asked = Asked(
            ("claim", "-99"),
            ("group", "fifth-1"),
            ("measure", "cash-per-head"),
            ("london", "excluded"),
            ("groups", groups),
            ("weights", weights),
            ("population", population)
        );
        var html = ClaimCheckPage.Of(asked, PlantedRelease.WithResidentsBeforeCensus()).Main.ToString();
        html.ShouldContain($", cash per head, Indices of Deprivation 2019, without London{named}, the nearest of the readings left open.");
    }

    [Fact]
    public void A_choice_that_an_area_does_not_depend_on_is_not_named()
    {
        var html = Page(("claim", "-99"), ("area", "E06000002"), ("measure", "cash-per-head")).Main.ToString();
        html.ShouldContain(", cash per head, the nearest of the readings left open.");
    }

    /// <summary>In the made-up England nothing changes in real terms: the published reading gives the claim, and is named once.</summary>
    [Fact]
    public void The_published_reading_is_told_among_those_that_give_the_claim()
    {
        var html = Page(("claim", "0"), ("group", "england")).Main.ToString();
        html.Split(">the published reading<").Length.ShouldBe(2);
        html.ShouldNotContain("To keep the number");
    }

    [Fact]
    public void A_chart_is_asked_with_what_its_page_is()
    {
        ChartCatalogue.Names.ShouldBeUnique();
        ChartCatalogue.AskedOf("claim").ShouldContain(parameter => parameter.Name == "claim");
        ChartCatalogue.AskedOf("grants").ShouldContain(parameter => parameter.Name == "threshold");
        ChartCatalogue.AskedOf("compare").ShouldContain(parameter => parameter.Name == "fourth");
        ChartCatalogue.AskedOf("fifths").ShouldNotContain(parameter => parameter.Name == "claim");
    }

    private static CheckedClaim Check(string claim) =>
        AnswerClaims.Check(MadeRelease.Release, Asked(("claim", claim), ("group", "england"))).Answer.ShouldNotBeNull();

    private static SitePage Page(params (string Name, string? Value)[] sent) => ClaimCheckPage.Of(Asked(sent), MadeRelease.Release);

    private static Parameters Asked(params (string Name, string? Value)[] sent) =>
        Parameters
            .Of(sent.Where(own => own.Value is not null).Select(own => KeyValuePair.Create(own.Name, own.Value!)), PageQuestions.OfClaim)
            .Answer.ShouldNotBeNull();
}
