using System.Globalization;
using System.Net;
using BudgetWatch.Domain.Cuts;
using BudgetWatch.TestKit.Publishers;
using Newtonsoft.Json.Linq;

namespace BudgetWatch.EndToEnd.Tests;

public sealed class WhenSpecificationsAreAsked(PublishedSnapshot snapshot)
{
    [Theory]
    [InlineData("comparable")]
    [InlineData("all-social-care")]
    [InlineData("community-support")]
    public async Task Every_headline_scope_has_at_least_a_thousand_and_the_published_one_is_among_them(string scope)
    {
        var specifications = await AllAsync(scope);
        var first = await snapshot.App.JsonAsync($"specifications?scope={scope}&limit=1");

        specifications.Count.ShouldBeGreaterThanOrEqualTo(1_000);
        specifications.Select(each => each["query"]!.ToString()).Distinct().Count().ShouldBe(specifications.Count);
        specifications.Select(each => each["rank"]!.Value<int>()).ShouldBe(Enumerable.Range(1, specifications.Count));
        first["curve"]!["count"]!.Value<int>().ShouldBe(specifications.Count);

        var headline = first["headline"]!;
        var gradient = await snapshot.App.JsonAsync($"gradient?scope={scope}");
        JToken.DeepEquals(headline["query"], gradient["query"]).ShouldBeTrue();
        headline["sii"]!["value"]!.Value<double>().ShouldBe(gradient["sii"]!["changePercent"]!["value"]!.Value<double>());
        headline["sii"]!["low"]!.Value<double>().ShouldBe(gradient["sii"]!["changePercent"]!["low"]!.Value<double>());
        headline["sii"]!["high"]!.Value<double>().ShouldBe(gradient["sii"]!["changePercent"]!["high"]!.Value<double>());
        var fifths = gradient["fifths"]!.Select(fifth => fifth["changePercent"]!.Value<double>()).ToList();
        headline["gap"]!["value"]!.Value<double>().ShouldBe(fifths[0] - fifths[4], 1e-9);
        JToken.DeepEquals(specifications[headline["rank"]!.Value<int>() - 1], headline).ShouldBeTrue();
    }

    [Fact]
    public async Task What_is_said_of_the_curve_can_be_counted_from_its_specifications()
    {
        var specifications = await AllAsync("comparable");
        var curve = (await snapshot.App.JsonAsync("specifications?scope=comparable&limit=1"))["curve"]!["gap"]!;
        var gaps = specifications.Select(each => each["gap"]!["value"]!.Value<double>()).Order().ToList();

        curve["low"]!.Value<double>().ShouldBe(gaps[0]);
        curve["high"]!.Value<double>().ShouldBe(gaps[^1]);
        curve["median"]!.Value<double>().ShouldBe((gaps[(gaps.Count - 1) / 2] + gaps[gaps.Count / 2]) / 2, 1e-9);
        curve["shareOfMedianSign"]!.Value<double>().ShouldBe((double)gaps.Count(gap => gap < 0) / gaps.Count, 1e-9);
    }

    [Fact]
    public async Task None_crosses_a_break_without_its_flag()
    {
        foreach (var scope in (string[])["comparable", "all-social-care", "community-support"])
        {
            foreach (var specification in await AllAsync(scope))
            {
                var query = specification["query"]!;
                int Year(string end) => int.Parse(query[end]!.Value<string>()![..4], CultureInfo.InvariantCulture);
                var lines = Domain.Observations.Scopes.Find(query["scope"]!.Value<string>()!)!.AllLines.ToHashSet();
                var crossed = ComparabilityBreak.All.Where(each =>
                    (
                        each.Return is null
                        || each.Return.ToString()!.Equals(query["return"]!.Value<string>(), StringComparison.OrdinalIgnoreCase)
                    )
                    && Year("from") < each.FirstYearAfter.StartYear
                    && each.FirstYearAfter.StartYear <= Year("to")
                    && each.Lines.Any(lines.Contains)
                );
                crossed.Select(each => each.Word).Except(specification["flags"]!.Values<string>()).ShouldBeEmpty(query.ToString());
            }
        }
    }

    [Fact]
    public async Task Any_specification_can_be_asked_by_itself()
    {
        var specifications = await AllAsync("comparable");
        foreach (var specification in specifications.Where((_, i) => i % (specifications.Count / 12) == 0))
        {
            var gradient = await snapshot.App.JsonAsync(specification["href"]!.Value<string>()!["/api/v1/".Length..]);
            JToken.DeepEquals(gradient["query"], specification["query"]).ShouldBeTrue();
            gradient["sii"]!["changePercent"]!["value"]!.Value<double>().ShouldBe(specification["sii"]!["value"]!.Value<double>());
            gradient["sii"]!["changePercent"]!["low"]!.Value<double>().ShouldBe(specification["sii"]!["low"]!.Value<double>());
            gradient["areas"]!.Value<int>().ShouldBe(specification["areas"]!.Value<int>());
        }
    }

    [Fact]
    public async Task A_curve_can_be_narrowed_to_a_choice()
    {
        var narrowed = await snapshot.App.JsonAsync("specifications?imd=2025&return=budget&london=excluded&limit=1000");
        narrowed["specifications"]!.Count().ShouldBe(narrowed["page"]!["of"]!.Value<int>());
        narrowed["specifications"]!.ShouldAllBe(each =>
            each["query"]!["imd"]!.Value<int>() == 2025
            && each["query"]!["return"]!.Value<string>() == "budget"
            && each["query"]!["london"]!.Value<string>() == "excluded"
        );
        narrowed["headline"]!.Type.ShouldBe(JTokenType.Null);
        narrowed["choices"]!["imd"]!.Values<string>().ShouldBe(["2025"]);
    }

    [Theory]
    [InlineData("specifications?scope=libraries", "scope")]
    [InlineData("specifications?imd=2007", "imd")]
    [InlineData("specifications?from=2012-13", "from")]
    [InlineData("specifications?limit=0", "limit")]
    [InlineData("specifications?limit=1001", "limit")]
    [InlineData("specifications?cursor=-1", "cursor")]
    [InlineData("specifications?geography=upper-tier", "geography")]
    [InlineData("cuts?population=mid-2019", "population")]
    [InlineData("cuts?population=before-census&to=2024-25", "population")]
    [InlineData("cuts?population=before-census&geography=lower-tier", "population")]
    [InlineData("cuts?deflator=cpi", "deflator")]
    [InlineData("cuts?weights=people", "weights")]
    [InlineData("cuts?groups=residents", "groups")]
    [InlineData("cuts?london=yes", "london")]
    [InlineData("claims", "claim")]
    [InlineData("claims?claim=a-third&area=E08000012", "claim")]
    [InlineData("claims?claim=-30", "area")]
    [InlineData("claims?claim=-30&area=E08000012&group=fifth-1", "group")]
    [InlineData("claims?claim=-30&group=fifth-6", "group")]
    [InlineData("claims?claim=-30&area=E09000001", "area")]
    [InlineData("claims?claim=-30&area=E08000012&unit=euros", "unit")]
    public async Task A_mistake_is_a_problem_that_names_the_parameter(string path, string parameter)
    {
        using var response = await snapshot.App.Host.HttpClient.GetAsync(new Uri($"api/v1/{path}", UriKind.Relative));
        var problem = JObject.Parse(await response.Content.ReadAsStringAsync());
        response.StatusCode.ShouldBe(HttpStatusCode.BadRequest, problem.ToString());
        problem["parameter"]!.Value<string>().ShouldBe(parameter);
    }

    /// <summary>
    /// England less the City of London and the Isles of Scilly, from the density table of mid-2019 (MYE5): 52,642,452 - 7,338 - 2,228 residents at mid-2010 and
    /// 56,286,961 - 9,721 - 2,224 at mid-2019.
    /// </summary>
    [Fact]
    public async Task Residents_as_estimated_before_the_census_are_those_of_the_table_of_the_time()
    {
        var perHead = (await snapshot.App.JsonAsync("cuts?population=before-census"))["england"]!;
        var pounds = (await snapshot.App.JsonAsync("cuts?population=before-census&measure=real"))["england"]!;
        double People(string end) => pounds[end]!.Value<double>() / perHead[end]!.Value<double>();

        People("from").ShouldBe(52_642_452 - 7_338 - 2_228, 0.01);
        People("to").ShouldBe(56_286_961 - 9_721 - 2_224, 0.01);
        (await snapshot.App.JsonAsync("gradient?population=before-census"))["notes"]!
            .Select(note => note["flag"]!.Value<string>())
            .ShouldNotContain("population-vintages-differ");
    }

    /// <summary>The deflators of 2019-20, 2020-21 and 2021-22 as the snapshot's file has them; nothing but the year that is bridged may move.</summary>
    [Fact]
    public async Task A_bridged_deflator_gives_2020_21_the_geometric_mean_of_its_neighbours()
    {
        var rows = PublishedSnapshotFiles.Read("gdp-deflators.csv");
        double Deflator(string year) =>
            double.Parse(
                System
                    .Text.Encoding.UTF8.GetString(rows)
                    .Split('\n')
                    .Single(line => line.StartsWith(year, StringComparison.Ordinal))
                    .Split(',')[1],
                CultureInfo.InvariantCulture
            );
        const string Question = "cuts?return=outturn&scope=cultural&from=2019-20&to=2020-21&measure=real";

        var published = (await snapshot.App.JsonAsync(Question))["england"]!;
        var bridged = (await snapshot.App.JsonAsync($"{Question}&deflator=bridged"))["england"]!;

        bridged["from"]!.Value<double>().ShouldBe(published["from"]!.Value<double>());
        (bridged["to"]!.Value<double>() / published["to"]!.Value<double>()).ShouldBe(
            Deflator("2020-21") / Math.Sqrt(Deflator("2019-20") * Deflator("2021-22")),
            1e-12
        );
    }

    /// <summary>What a headline prints is supported by its own reading: a fifth, in percent and in pounds a head, an area, and England.</summary>
    [Theory]
    [InlineData("claims?claim=-48.6&group=fifth-1", -48.6)]
    [InlineData("claims?claim=-314&unit=pounds&group=fifth-1", -314)]
    [InlineData("claims?claim=-72.8&area=E08000021", -72.8)]
    [InlineData("claims?claim=-40.9&group=england", -40.9)]
    public async Task What_is_published_is_supported_by_its_own_reading(string path, double claim)
    {
        var answer = await snapshot.App.JsonAsync(path);
        answer["verdict"]!.Value<string>().ShouldBe("supported-by-some");
        var named = answer["supports"]![0]!;
        JToken.DeepEquals(named, answer["headline"]).ShouldBeTrue();
        Math.Round(named["value"]!.Value<double>(), claim % 1 == 0 ? 0 : 1).ShouldBe(claim);
        answer["readings"]!["supporting"]!.Value<int>().ShouldBeGreaterThan(0);
        answer["sentence"]!.Value<string>()!.ShouldContain("from 2010-11 to 2024-25 in real terms per head");
    }

    [Fact]
    public async Task A_number_no_reading_gives_is_contradicted_with_the_nearest_one()
    {
        var answer = await snapshot.App.JsonAsync("claims?claim=-90&area=E08000012");
        answer["verdict"]!.Value<string>().ShouldBe("contradicted");
        answer["supports"].ShouldBeEmpty();
        answer["nearest"]!["value"]!.Value<double>().ShouldBe(answer["readings"]!["low"]!.Value<double>());
        answer["sentence"]!.Value<string>()!.ShouldStartWith("None of ");
    }

    [Fact]
    public async Task A_claim_with_all_its_choices_has_one_reading()
    {
        var answer = await snapshot.App.JsonAsync(
            "claims?scope=comparable&claim=-42.6&area=E08000006&return=budget&from=2010-11&to=2019-20&measure=real-per-head"
        );

        // With and without levies: the scope's curve holds both.
        answer["readings"]!["count"]!.Value<int>().ShouldBeLessThanOrEqualTo(4);
        answer["query"]!["choices"]!["from"]!.Value<string>().ShouldBe("2010-11");
    }

    /// <summary>Page after page, by the address each gives for the next.</summary>
    private async Task<List<JToken>> AllAsync(string scope)
    {
        var all = new List<JToken>();
        var next = $"specifications?scope={scope}&limit=1000";
        while (next is not null)
        {
            var page = await snapshot.App.JsonAsync(next);
            all.AddRange(page["specifications"]!);
            next = page["page"]!["next"]!.Value<string>()?["/api/v1/".Length..];
        }

        return all;
    }
}
