using System.Globalization;
using System.Net;
using Newtonsoft.Json.Linq;

namespace BudgetWatch.EndToEnd.Tests;

public sealed class WhenCoincidenceIsAsked(PublishedSnapshot snapshot)
{
    private static readonly IReadOnlyDictionary<string, int> Parts = new Dictionary<string, int>(StringComparer.Ordinal)
    {
        ["fifth"] = 5,
        ["quarter"] = 4,
        ["third"] = 3,
        ["half"] = 2,
    };

    public static TheoryData<string, int, string> Questions =>
        [
            .. from scope in (string[])["comparable", "community-support"]
            from imd in (int[])[2015, 2019]
            from threshold in Parts.Keys
            select (scope, imd, threshold),
        ];

    /// <summary>Ranks and memberships from /cuts and /areas; capacity from the grants, residents and shrinkage that the answer itself states.</summary>
    [Theory]
    [MemberData(nameof(Questions))]
    public async Task Every_areas_membership_can_be_recomputed(string scope, int imd, string threshold)
    {
        var answer = await snapshot.App.JsonAsync($"coincidence?scope={scope}&imd={imd}&threshold={threshold}&to=2019-20");
        var areas = answer["areas"]!.ToDictionary(area => area["code"]!.Value<string>()!);
        areas.Count.ShouldBe(148);
        var inEach = (int)Math.Ceiling(148.0 / Parts[threshold]);

        var cuts = (await snapshot.App.JsonAsync($"cuts?scope={scope}&to=2019-20"))["areas"]!.ToDictionary(
            Code,
            area => area["changePercent"]!.Value<double>()
        );
        var deprivation = (await snapshot.App.JsonAsync("areas"))["areas"]!
            .Where(area => area["ranked"]!.Value<bool>())
            .ToDictionary(Code, area => -area["deprivation"]![imd.ToString(CultureInfo.InvariantCulture)]!["score"]!.Value<double>());
        var shrinkage = answer["capacity"]!["components"]!.ShouldHaveSingleItem()["shrinkage"]!;
        double mean = shrinkage["mean"]!.Value<double>(),
            between = shrinkage["between"]!.Value<double>(),
            within = shrinkage["within"]!.Value<double>();
        var capacity = areas.ToDictionary(
            area => area.Key,
            area =>
            {
                var component = area.Value["capacity"]!["components"]![0]!;
                var weight = between / (between + (within / component["size"]!.Value<double>()));
                return mean + (weight * (Math.Log(1 + component["value"]!.Value<double>()) - mean));
            }
        );

        var worst = new List<HashSet<string>>();
        foreach (var (name, figures) in new[] { ("cut", cuts), ("deprivation", deprivation), ("capacity", capacity) })
        {
            var order = areas.Keys.OrderBy(code => figures[code]).ThenBy(code => code, StringComparer.Ordinal).ToList();
            order.Select(code => areas[code][name]!["rank"]!.Value<int>()).ShouldBe(Enumerable.Range(1, 148), name);
            worst.Add([.. order.Take(inEach)]);
            areas
                .Where(area => area.Value[name]!["worst"]!.Value<bool>())
                .Select(area => area.Key)
                .ShouldBe(worst[^1], ignoreOrder: true, name);
        }

        var coinciding = worst[0].Intersect(worst[1]).Intersect(worst[2]).ToHashSet();
        areas.Where(area => area.Value["coincides"]!.Value<bool>()).Select(area => area.Key).ShouldBe(coinciding, ignoreOrder: true);
        var counted = answer["coincidence"]!;
        counted["observed"]!.Value<int>().ShouldBe(coinciding.Count);
        counted["expected"]!.Value<double>().ShouldBe(Math.Pow(inEach, 3) / (148.0 * 148.0), 1e-9);

        // The row of the sensitivity table for the question is the question.
        var row = answer["sensitivity"]!.Single(own =>
            (own["scope"]!.Value<string>(), own["imd"]!.Value<int>(), own["threshold"]!.Value<string>()) == (scope, imd, threshold)
        );
        row["coinciding"]!.Values<string>().ShouldBe(answer["areas"]!.Take(coinciding.Count).Select(Code));
        row["p"]!.Value<double>().ShouldBe(counted["p"]!.Value<double>());
    }

    [Fact]
    public async Task What_each_area_lost_is_its_cut_for_each_resident_and_for_all_of_them()
    {
        var answer = await snapshot.App.JsonAsync("coincidence?to=2019-20");
        var perHead = (await snapshot.App.JsonAsync("cuts?to=2019-20"))["areas"]!.ToDictionary(Code);
        var pounds = (await snapshot.App.JsonAsync("cuts?measure=real&to=2019-20"))["areas"]!.ToDictionary(Code);
        foreach (var area in answer["areas"]!)
        {
            area["cut"]!["perHead"]!.Value<double>().ShouldBe(perHead[Code(area)]["change"]!.Value<double>(), 1e-6);
            area["cut"]!["total"]!.Value<double>().ShouldBe(pounds[Code(area)]["change"]!.Value<double>(), 1e-3);
        }

        answer["lost"]!["total"]!
            .Value<double>()
            .ShouldBe(
                answer["areas"]!.Where(area => area["coincides"]!.Value<bool>()).Sum(area => area["cut"]!["total"]!.Value<double>()),
                1e-3
            );
    }

    [Fact]
    public async Task The_table_has_every_scope_vintage_and_threshold_and_each_area_counts_its_rows()
    {
        var answer = await snapshot.App.JsonAsync("coincidence?to=2019-20");
        var rows = answer["sensitivity"]!.ToList();
        rows.Select(row => (row["scope"]!.Value<string>(), row["imd"]!.Value<int>(), row["threshold"]!.Value<string>()))
            .Distinct()
            .Count()
            .ShouldBe(3 * 4 * 4);
        foreach (var area in answer["areas"]!)
        {
            area["variants"]!.Value<int>().ShouldBe(rows.Count(row => row["coinciding"]!.Values<string>().Contains(Code(area))));
        }
    }

    [Fact]
    public async Task An_area_carries_its_row()
    {
        var answer = await snapshot.App.JsonAsync("coincidence?to=2019-20");
        foreach (var area in answer["areas"]!.Where((_, i) => i % 20 == 0))
        {
            var row = (await snapshot.App.JsonAsync($"areas/{Code(area)}?to=2019-20"))["coincidence"]!;
            row["coincides"]!.Value<bool>().ShouldBe(area["coincides"]!.Value<bool>());
            foreach (var part in (string[])["cut", "deprivation", "capacity"])
            {
                JToken.DeepEquals(row[part], area[part]).ShouldBeTrue(part);
            }

            var whole = await snapshot.App.JsonAsync(row["href"]!.Value<string>()!["/api/v1/".Length..]);
            JToken.DeepEquals(whole["areas"], answer["areas"]).ShouldBeTrue();
        }

        (await snapshot.App.JsonAsync("areas/E09000001"))["coincidence"]!["excluded"]!.Value<string>()!.ShouldStartWith("City of London");
        (await snapshot.App.JsonAsync("areas/E07000008?geography=lower-tier"))["coincidence"]!.Type.ShouldBe(JTokenType.Null);
    }

    [Fact]
    public async Task Grants_are_acknowledged_and_what_they_do_not_show_is_said()
    {
        var answer = await snapshot.App.JsonAsync("coincidence?to=2019-20");
        answer["attribution"]!.Values<string>().ShouldContain(text => text!.Contains("360Giving", StringComparison.Ordinal));
        answer["sentence"]!.Value<string>()!.ShouldContain("head offices");
        answer["sentence"]!.Value<string>()!.ShouldContain("about areas, not about the people in them");
        answer["capacity"]!["text"]!.Value<string>()!.ShouldContain("one component");
        answer["capacity"]!["components"]![0]!["biases"]!.Count().ShouldBe(5);
        answer["capacity"]!["components"]![0]!["without"]!.Type.ShouldBe(JTokenType.Null);
    }

    /// <summary>By the file and population of the release: £8.08bn over the residents of the 148 areas, pooled by fifth.</summary>
    [Fact]
    public async Task Where_grants_go_can_be_recomputed_from_the_areas_of_the_answer()
    {
        var answer = await snapshot.App.JsonAsync("coincidence?to=2019-20");
        var byDeprivation = answer["areas"]!
            .OrderBy(area => area["deprivation"]!["rank"]!.Value<int>())
            .Select(area => area["capacity"]!["components"]![0]!)
            .Select(component => (PerHead: component["value"]!.Value<double>(), People: component["size"]!.Value<double>()))
            .ToList();
        var resources = answer["resources"]!;
        foreach (var fifth in resources["fifths"]!)
        {
            var own = byDeprivation.Where((_, i) => (5 * i / 148) + 1 == fifth["fifth"]!.Value<int>()).ToList();
            fifth["areas"]!.Value<int>().ShouldBe(own.Count);
            fifth["perHead"]!.Value<double>().ShouldBe(own.Sum(area => area.PerHead * area.People) / own.Sum(area => area.People), 1e-6);
        }

        // 2 cov(y, b) / mu from the ridits.
        double people = byDeprivation.Sum(area => area.People),
            before = 0,
            product = 0;
        var mean = byDeprivation.Sum(area => area.PerHead * area.People) / people;
        foreach (var area in byDeprivation)
        {
            product += area.People / people * (area.PerHead - mean) * ((before + (area.People / 2)) / people);
            before += area.People;
        }

        resources["concentration"]!["value"]!.Value<double>().ShouldBe(2 * product / mean, 1e-9);
        (mean * people).ShouldBeInRange(7.5e9, 8.09e9);
    }

    [Theory]
    [InlineData("coincidence?threshold=tenth", HttpStatusCode.BadRequest, "threshold")]
    [InlineData("coincidence?scope=libraries", HttpStatusCode.BadRequest, "scope")]
    [InlineData("coincidence?imd=2007", HttpStatusCode.BadRequest, "imd")]
    [InlineData("coincidence?from=2019-20&to=2010-11", HttpStatusCode.BadRequest, "to")]
    [InlineData("coincidence?geography=lower-tier", HttpStatusCode.BadRequest, "geography")]
    [InlineData("coincidence?london=excluded", HttpStatusCode.BadRequest, "london")]
    public async Task A_mistake_is_a_problem_that_names_the_parameter(string path, HttpStatusCode status, string parameter)
    {
        using var response = await snapshot.App.Host.HttpClient.GetAsync(new Uri($"api/v1/{path}", UriKind.Relative));
        var problem = JObject.Parse(await response.Content.ReadAsStringAsync());
        response.StatusCode.ShouldBe(status, problem.ToString());
        problem["parameter"]!.Value<string>().ShouldBe(parameter);
    }

    [Fact]
    public async Task The_same_rows_come_as_csv()
    {
        using var response = await snapshot.App.Host.HttpClient.GetAsync(
            new Uri("api/v1/coincidence?to=2019-20&format=csv", UriKind.Relative)
        );
        var rows = (await response.Content.ReadAsStringAsync()).Split("\r\n", StringSplitOptions.RemoveEmptyEntries);
        var answer = await snapshot.App.JsonAsync("coincidence?to=2019-20");
        rows.Length.ShouldBe(1 + answer["areas"]!.Count() + answer["excluded"]!.Count());
        rows.Skip(1).Take(answer["areas"]!.Count()).Select(row => row.Split(',')[0]).ShouldBe(answer["areas"]!.Select(Code));
    }

    /// <summary>Everything is asked for every line of the scope; areas that spent nothing, or took in more than they spent, are named.</summary>
    [Fact]
    public async Task Every_line_of_community_support_has_a_gradient()
    {
        var setAside = 0;
        foreach (var line in Domain.Observations.Scopes.CommunitySupport.AllLines)
        {
            var gradient = await snapshot.App.JsonAsync($"gradient?scope={line.Id}");
            var cuts = await snapshot.App.JsonAsync($"cuts?scope={line.Id}");

            gradient["fifths"]!.Count().ShouldBe(5, line.Id);
            gradient["sii"]!["changePercent"]!["value"]!.Value<double>().ShouldNotBe(0, line.Id);
            var without = cuts["areas"]!.Where(area => area["changePercent"]!.Type == JTokenType.Null).ToList();
            setAside += without.Count;
            without.ShouldAllBe(
                area =>
                    area["from"]!.Value<double>() <= 0
                    && area["rank"]!.Type == JTokenType.Null
                    && area["flags"]!.Values<string>().Contains("base-not-positive")
                    && area["name"]!.Value<string>()!.Length > 0,
                line.Id
            );
            cuts["areas"]!
                .Except(without)
                .ShouldAllBe(area => area["from"]!.Value<double>() > 0 && area["rank"]!.Type == JTokenType.Integer, line.Id);
            cuts["notes"]!.Any(note => note["flag"]!.Value<string>() == "base-not-positive").ShouldBe(without.Count > 0, line.Id);
            (cuts["areas"]!.Count() + cuts["excluded"]!.Count()).ShouldBe(150, line.Id);
        }

        setAside.ShouldBeGreaterThan(0);
    }

    private static string Code(JToken area) => area["code"]!.Value<string>()!;
}
