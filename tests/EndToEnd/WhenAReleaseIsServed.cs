using System.Globalization;
using System.Net;
using BudgetWatch.Pipeline.Operations;
using BudgetWatch.TestKit;
using Newtonsoft.Json.Linq;
using Sylvan.Data.Csv;

namespace BudgetWatch.EndToEnd.Tests;

public sealed class WhenAReleaseIsServed(PublishedSnapshot snapshot)
{
    [Fact]
    public async Task A_timer_tick_leads_through_the_queues_to_a_release_that_http_serves()
    {
        snapshot.FirstRun.Outcome!.Kind.ShouldBe(RunOutcomeKind.Published, snapshot.FirstRun.Outcome.Detail);
        var summary = await snapshot.App.JsonAsync("summary");
        summary["release"]!["id"]!.Value<string>().ShouldBe(snapshot.FirstRun.Outcome.Release);
        summary["deepest"]!.Count().ShouldBe(10);
        summary["deepest"]![0]!["name"]!.Value<string>().ShouldBe("Newcastle upon Tyne");
        summary["shallowest"]![0]!["name"]!.Value<string>().ShouldBe("Westminster");
    }

    [Fact]
    public async Task What_a_dashboard_polls_is_small()
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri("api/v1/summary", UriKind.Relative));
        request.Headers.AcceptEncoding.ParseAdd("br");
        using var response = await snapshot.App.Host.HttpClient.SendAsync(request);
        response.Content.Headers.ContentEncoding.ShouldBe(["br"]);
        (await response.Content.ReadAsByteArrayAsync()).Length.ShouldBeLessThan(6_000);
    }

    [Theory]
    [InlineData("comparable", -20.17, "-26.4 -24.7 -21.3 -17.2 -12.6", 1.448, 1.220)]
    [InlineData("community-support", -51.68, "-60.6 -52.6 -50.4 -46.7 -47.0", 1.876, 1.396)]
    [InlineData("all-social-care", -1.04, "-4.6 -4.8 -5.4 0.5 7.9", null, null)]
    public async Task The_golden_gradients_are_answered_to_every_printed_digit(
        string scope,
        double england,
        string fifths,
        double? ratioFrom,
        double? ratioTo
    )
    {
        var gradient = await snapshot.App.JsonAsync($"gradient?scope={scope}&to=2019-20");
        gradient["areas"]!.Value<int>().ShouldBe(148);
        Rounded(gradient["england"]!["changePercent"], 2).ShouldBe(england);
        string.Join(' ', gradient["fifths"]!.Select(fifth => Printed(fifth["changePercent"], "0.0"))).ShouldBe(fifths);
        if (ratioFrom is not null)
        {
            Rounded(gradient["ratio"]!["from"], 3).ShouldBe(ratioFrom.Value);
            Rounded(gradient["ratio"]!["to"], 3).ShouldBe(ratioTo!.Value);
        }
    }

    [Fact]
    public async Task The_headline_has_the_golden_pounds_slope_correlation_concentration_and_extremes()
    {
        var gradient = await snapshot.App.JsonAsync("gradient?scope=comparable&to=2019-20");
        string.Join(' ', gradient["fifths"]!.Select(fifth => Printed(fifth["change"], "0"))).ShouldBe("-366 -320 -249 -179 -121");
        Rounded(gradient["sii"]!["changePercent"]!["value"], 2).ShouldBe(16.95);
        Rounded(gradient["spearman"]!["value"], 3).ShouldBe(-0.555);
        Rounded(gradient["concentration"]!["from"]!["value"], 4).ShouldBe(-0.0801);
        Rounded(gradient["concentration"]!["to"]!["value"], 4).ShouldBe(-0.0438);
        var areas = (JArray)(await snapshot.App.JsonAsync("cuts?scope=comparable&to=2019-20"))["areas"]!;
        var lines = areas.Select(area => $"{area["name"]} {Printed(area["changePercent"], "0.0")}").ToList();
        (lines[0], lines[1], lines[^1]).ShouldBe(("Slough -51.1", "Salford -42.6", "Cheshire East 1.2"));
    }

    [Fact]
    public async Task Cuts_list_148_areas_and_set_two_aside_with_a_reason()
    {
        var cuts = await snapshot.App.JsonAsync("cuts?to=2019-20");
        cuts["areas"]!.Count().ShouldBe(148);
        cuts["areas"]!.Select(area => area["rank"]!.Value<int>()).ShouldBe(Enumerable.Range(1, 148));
        cuts["excluded"]!.Select(area => area["code"]!.Value<string>()).ShouldBe(["E06000053", "E09000001"]);
        cuts["excluded"]!.ShouldAllBe(area => area["reason"]!.Value<string>()!.Length > 20);
    }

    [Theory]
    [InlineData("cuts", "areas", "from to change changePercent rank")]
    [InlineData("cuts?scope=libraries&from=2011-12&to=2018-19&measure=cash", "areas", "from to change changePercent rank")]
    [InlineData("areas/E06000039", "cuts", "from to change changePercent rank")]
    [InlineData("areas/E06000039/series", "values", "value cash population")]
    public async Task Every_number_agrees_between_json_and_csv(string path, string list, string columns)
    {
        var json = (JArray)(await snapshot.App.JsonAsync(path))[list]!;
        var csv = await snapshot.App.Host.HttpClient.GetStringAsync(
            new Uri($"api/v1/{path}{(path.Contains('?') ? '&' : '?')}format=csv", UriKind.Relative)
        );
        using var reader = CsvDataReader.Create(new StringReader(csv));
        foreach (var row in json)
        {
            reader.Read().ShouldBeTrue();
            foreach (var column in columns.Split(' '))
            {
                var text = reader.GetString(reader.GetOrdinal(column));
                if (row[column]!.Type == JTokenType.Null)
                {
                    text.ShouldBe("");
                }
                else
                {
                    double.Parse(text, CultureInfo.InvariantCulture).ShouldBe(row[column]!.Value<double>());
                }
            }
        }
    }

    [Theory]
    [InlineData("cuts?scope=nothing", "scope", HttpStatusCode.BadRequest)]
    [InlineData("cuts?from=2009-10", "from", HttpStatusCode.BadRequest)]
    [InlineData("cuts?from=2019-20&to=2010-11", "to", HttpStatusCode.BadRequest)]
    [InlineData("cuts?colour=red", "colour", HttpStatusCode.BadRequest)]
    [InlineData("cuts?scope=cultural&scope=housing", "scope", HttpStatusCode.BadRequest)]
    [InlineData("gradient?imd=2004", "imd", HttpStatusCode.BadRequest)]
    [InlineData("gradient?measure=real%27%20or%20true", "measure", HttpStatusCode.BadRequest)]
    [InlineData("gradient?geography=ward", "geography", HttpStatusCode.BadRequest)]
    [InlineData("gradient?geography=authority", "class", HttpStatusCode.UnprocessableEntity)]
    [InlineData("cuts?geography=authority&class=XX", "class", HttpStatusCode.BadRequest)]
    [InlineData("cuts?class=SD", "geography", HttpStatusCode.BadRequest)]
    [InlineData("areas?geography=ward", "geography", HttpStatusCode.BadRequest)]
    [InlineData("areas/E10000015?geography=lower-tier", "code", HttpStatusCode.NotFound)]
    [InlineData("provenance?geography=authority&area=E07000048&year=2019-20", "year", HttpStatusCode.BadRequest)]
    [InlineData("gradient?return=forecast", "return", HttpStatusCode.BadRequest)]
    [InlineData("gradient?return=outturn&scope=comparable&to=2019-20", "to", HttpStatusCode.BadRequest)]
    [InlineData("cuts?format=xml", "format", HttpStatusCode.BadRequest)]
    [InlineData("cuts?release=2020-01-01-000000000000", "release", HttpStatusCode.NotFound)]
    [InlineData("cuts?release=%27%20or%20PartitionKey%20ne%20%27", "release", HttpStatusCode.NotFound)]
    [InlineData("areas/E99999999", "code", HttpStatusCode.NotFound)]
    [InlineData("areas/E99999999/series", "code", HttpStatusCode.NotFound)]
    [InlineData("nothing-here", "path", HttpStatusCode.NotFound)]
    public async Task A_mistake_is_a_problem_that_names_the_parameter(string path, string parameter, HttpStatusCode status)
    {
        using var response = await snapshot.App.Host.HttpClient.GetAsync(new Uri($"api/v1/{path}", UriKind.Relative));
        response.StatusCode.ShouldBe(status);
        response.Content.Headers.ContentType!.MediaType.ShouldBe("application/problem+json");
        var problem = JObject.Parse(await response.Content.ReadAsStringAsync());
        problem["parameter"]!.Value<string>().ShouldBe(parameter);
        problem["status"]!.Value<int>().ShouldBe((int)status);
        problem["detail"]!.Value<string>().ShouldNotBeNullOrWhiteSpace();
        if (status == HttpStatusCode.BadRequest)
        {
            problem["allowed"]!.ShouldNotBeEmpty();
        }
    }

    [Fact]
    public async Task An_answer_asked_for_again_is_304_with_no_body()
    {
        using var first = await snapshot.App.Host.HttpClient.GetAsync(new Uri("api/v1/cuts", UriKind.Relative));
        using var again = new HttpRequestMessage(HttpMethod.Get, "api/v1/cuts");
        again.Headers.IfNoneMatch.Add(first.Headers.ETag!);
        using var second = await snapshot.App.Host.HttpClient.SendAsync(again);
        second.StatusCode.ShouldBe(HttpStatusCode.NotModified);
        (await second.Content.ReadAsByteArrayAsync()).ShouldBeEmpty();
        first.Headers.ETag!.IsWeak.ShouldBeFalse();
    }

    [Fact]
    public async Task The_operators_door_needs_a_key()
    {
        using var without = await snapshot.App.Host.HttpClient.PostAsync(new Uri("api/v1/admin/ingestions", UriKind.Relative), null);
        without.StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
    }

    [Fact]
    public async Task Originals_and_snapshot_give_the_same_figures_for_every_year_both_hold()
    {
        Assert.SkipUnless(PublishedFiles.IsPresent, "The published files are not here: see BUDGETWATCH_PUBLISHED_FILES.");
        await using var originals = await RunningApp.StartAsync("Folder", PublishedFiles.Folder);
        var run = await originals.TickAsync();
        run.Outcome!.Kind.ShouldBe(RunOutcomeKind.Published, run.Outcome.Detail);
        (await ContentAsync(originals)).ShouldBe(await ContentAsync(snapshot.App));
    }

    private static async Task<string> ContentAsync(RunningApp app) =>
        (await app.JsonAsync("releases"))["releases"]![0]!["contentSha256"]!.Value<string>()!;

    private static double Rounded(JToken? value, int digits) => Math.Round(value!.Value<double>(), digits, MidpointRounding.AwayFromZero);

    private static string Printed(JToken? value, string format) =>
        Math.Round(value!.Value<double>(), format.Length > 1 ? 1 : 0, MidpointRounding.AwayFromZero)
            .ToString(format, CultureInfo.InvariantCulture);
}
