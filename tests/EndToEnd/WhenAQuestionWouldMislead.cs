using System.Net;
using Newtonsoft.Json.Linq;

namespace BudgetWatch.EndToEnd.Tests;

public sealed class WhenAQuestionWouldMislead(PublishedSnapshot snapshot)
{
    [Theory]
    [InlineData("cuts?scope=education", "schools-are-not-cut")]
    [InlineData("gradient?scope=education", "schools-are-not-cut")]
    [InlineData("summary?scope=total", "schools-are-not-cut")]
    [InlineData("cuts?scope=total&format=csv", "schools-are-not-cut")]
    [InlineData("gradient?scope=police&measure=cash", "areas-not-alike")]
    [InlineData("cuts?scope=fire&from=2012-13&london=excluded", "areas-not-alike")]
    [InlineData("cuts?scope=childrens-social-care&from=2010-11", "social-care-split")]
    [InlineData("gradient?return=outturn&scope=adult-social-care&from=2009-10&to=2024-25", "social-care-split")]
    [InlineData("gradient?scope=public-health&from=2010-11&imd=2015", "public-health-new")]
    [InlineData("compare/returns?scope=education", "schools-are-not-cut")]
    [InlineData("compare/returns?area=E08000012&line=adult-social-care&year=2011-12", "social-care-split")]
    public async Task It_is_refused_with_the_reason_the_source_and_the_nearest_that_is_answered(string path, string word)
    {
        using var response = await snapshot.App.Host.HttpClient.GetAsync(new Uri($"api/v1/{path}", UriKind.Relative));

        response.StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
        response.Content.Headers.ContentType!.MediaType.ShouldBe("application/problem+json");
        var problem = JObject.Parse(await response.Content.ReadAsStringAsync());
        problem["refusal"]!.Value<string>().ShouldBe(word);
        problem["detail"]!.Value<string>()!.Length.ShouldBeGreaterThan(60);
        problem["source"]!.Value<string>().ShouldNotBeNullOrWhiteSpace();
        problem["nearest"]!["text"]!.Value<string>().ShouldNotBeNullOrWhiteSpace();
        using var nearest = await snapshot.App.Host.HttpClient.GetAsync(
            new Uri(problem["nearest"]!["href"]!.Value<string>()!, UriKind.Relative)
        );
        nearest.StatusCode.ShouldBe(HttpStatusCode.OK, await nearest.Content.ReadAsStringAsync());
    }

    [Fact]
    public async Task What_a_council_spent_on_schools_is_still_told_with_the_reason_why_it_is_no_cut()
    {
        var series = await snapshot.App.JsonAsync("areas/E08000012/series?scope=education&measure=cash");
        series["values"]!.First()["cash"]!.Value<double>().ShouldBe(446_189_000);
        series["notes"]!.Select(note => note["flag"]!.Value<string>()).ShouldContain("schools-left");
        (await snapshot.App.JsonAsync("provenance?area=E08000012&line=education&year=2010-11"))["figure"]!["cash"]!
            .Value<double>()
            .ShouldBe(446_189_000);

        var page = await snapshot.App.JsonAsync("areas/E08000012");
        var education = page["cuts"]!.Single(cut => cut["scope"]!.Value<string>() == "education");
        education["changePercent"]!.Type.ShouldBe(JTokenType.Null);
        education["excluded"]!.Value<string>()!.ShouldContain("academies");
    }

    [Fact]
    public async Task A_comparison_that_begins_in_the_pandemic_is_answered_and_says_so() =>
        (await snapshot.App.JsonAsync("gradient?from=2021-22&to=2024-25"))["notes"]!
            .Select(note => note["flag"]!.Value<string>())
            .ShouldContain("covid");

    [Fact]
    public async Task Sloughs_missing_childrens_services_are_flagged_and_few_others_are()
    {
        var cuts = await snapshot.App.JsonAsync("cuts?scope=comparable&to=2019-20");

        var flagged = cuts["areas"]!
            .Where(area => area["flags"]!.Values<string>().Contains("line-vanished"))
            .Select(area => area["name"]!.Value<string>())
            .ToList();
        flagged.ShouldContain("Slough");
        flagged.Count.ShouldBeLessThanOrEqualTo(15);

        // RA 2015-16 and 2016-17, Slough: £30,104 thousand, then £4,082 thousand.
        cuts["notes"]!.Single(note => note["flag"]!.Value<string>() == "line-vanished")["text"]!
            .Value<string>()!
            .ShouldContain("Slough, children's social care, 2015-16 to 2016-17 (£30,104,000 to £4,082,000)");
    }
}
