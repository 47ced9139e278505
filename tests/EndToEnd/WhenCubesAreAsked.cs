using System.Globalization;
using System.Net;
using Newtonsoft.Json.Linq;

namespace BudgetWatch.EndToEnd.Tests;

/// <summary>JSON-stat answers are datasets as json-stat.org/full asks for, and every number in them is that of the JSON answer.</summary>
public sealed class WhenCubesAreAsked(PublishedSnapshot snapshot)
{
    private static readonly string[] Members =
    [
        "version",
        "class",
        "href",
        "label",
        "source",
        "updated",
        "note",
        "id",
        "size",
        "role",
        "dimension",
        "value",
        "status",
        "extension",
    ];

    [Theory]
    [InlineData("cuts?")]
    [InlineData("cuts?scope=libraries&measure=cash&to=2021-22&")]
    [InlineData("cuts?geography=authority&class=SD&")]
    public async Task Every_number_of_cuts_is_in_the_cube(string path)
    {
        var json = await snapshot.App.JsonAsync(path.TrimEnd('&', '?'));
        var cube = new Cube(await AskAsync(path));

        cube.Ids.ShouldBe(["scope", "period", "area", "field"]);
        cube.Categories("area").ShouldBe(json["areas"]!.Concat(json["excluded"]!).Select(area => area["code"]!.Value<string>()));
        var (scope, period) = (json["query"]!["scope"]!.Value<string>()!, $"{json["query"]!["from"]}/{json["query"]!["to"]}");
        foreach (var area in json["areas"]!)
        {
            JToken Value(string field) => cube.Value(scope, period, area["code"]!.Value<string>()!, field);
            foreach (var field in (string[])["from", "to", "change", "changePercent", "rank"])
            {
                Same(Value(field), area[field]!);
            }

            Same(Value("deprivationScore"), area["deprivation"]!["score"]!);
            Same(Value("deprivationRank"), area["deprivation"]!["rank"]!);
            Same(Value("deprivationFifth"), area["deprivation"]!["fifth"]!);
            Same(Value("deprivationTenth"), area["deprivation"]!["tenth"]!);
            cube.Status(scope, period, area["code"]!.Value<string>()!, "changePercent")
                .ShouldBe(area["flags"]!.Any() ? string.Join(' ', area["flags"]!.Values<string>()) : null);
        }

        json["excluded"]!.ShouldNotBeEmpty();
        foreach (var area in json["excluded"]!)
        {
            var code = area["code"]!.Value<string>()!;
            cube.Categories("field").ShouldAllBe(field => cube.Value(scope, period, code, field).Type == JTokenType.Null);
            cube.Status(scope, period, code, "from").ShouldBe("excluded");
            cube.Node["dimension"]!["area"]!["category"]!["note"]![code]!.Values<string>().ShouldBe([area["reason"]!.Value<string>()]);
        }

        cube.Node["dimension"]!["field"]!["category"]!["unit"]!["from"]!["label"]!
            .Value<string>()
            .ShouldBe(json["units"]!["level"]!.Value<string>());
        await ShouldCarryAsync(cube, json);
    }

    [Theory]
    [InlineData("areas/E06000035/series?")]
    [InlineData("areas/E08000012/series?scope=libraries&measure=cash&")]
    [InlineData("areas/E07000098/series?geography=lower-tier&measure=real&")]
    [InlineData("areas/E08000012/series?return=outturn&scope=transport-levy&")]
    public async Task Every_number_of_a_series_is_in_the_cube(string path)
    {
        var json = await snapshot.App.JsonAsync(path.TrimEnd('&', '?'));
        var cube = new Cube(await AskAsync(path));

        cube.Ids.ShouldBe(["scope", "area", "year", "field"]);
        cube.Categories("year").ShouldBe(json["values"]!.Select(value => value["year"]!.Value<string>()));
        var (scope, area) = (json["query"]!["scope"]!.Value<string>()!, json["area"]!["code"]!.Value<string>()!);
        foreach (var value in json["values"]!)
        {
            var year = value["year"]!.Value<string>()!;
            foreach (var field in (string[])["value", "cash", "population", "populationVintage"])
            {
                Same(cube.Value(scope, area, year, field), value[field]!);
            }

            var status = value["status"]!.Value<string>()!;
            string[] words =
            [
                .. status == "reported" ? Array.Empty<string>() : [status],
                .. value["flags"]!.Values<string>().OfType<string>(),
            ];
            cube.Status(scope, area, year, "value").ShouldBe(words.Length == 0 ? null : string.Join(' ', words.Distinct()));
        }

        await ShouldCarryAsync(cube, json);
    }

    [Fact]
    public async Task A_year_without_a_figure_is_null_and_says_why()
    {
        var cube = new Cube(await AskAsync("areas/E06000035/series?scope=comparable&"));

        // Medway did not file in 2021-22.
        cube.Value("comparable", "E06000035", "2021-22", "value").Type.ShouldBe(JTokenType.Null);
        cube.Status("comparable", "E06000035", "2021-22", "value").ShouldBe("missing");
        cube.Value("comparable", "E06000035", "2010-11", "cash").Value<double>().ShouldBe(183_988_000);
        cube.Value("comparable", "E06000035", "2010-11", "population").Value<double>().ShouldBe(262_738);
    }

    [Fact]
    public async Task It_is_cached_as_its_json_is_and_refused_where_there_is_none()
    {
        using var first = await snapshot.App.Host.HttpClient.GetAsync(new Uri("api/v1/cuts?format=json-stat", UriKind.Relative));
        first.Content.Headers.ContentType!.MediaType.ShouldBe("application/json-stat+json");
        using var accepting = new HttpRequestMessage(HttpMethod.Get, "api/v1/cuts");
        accepting.Headers.Accept.ParseAdd("application/json-stat+json");
        using var accepted = await snapshot.App.Host.HttpClient.SendAsync(accepting);
        (await accepted.Content.ReadAsStringAsync()).ShouldBe(await first.Content.ReadAsStringAsync());
        using var json = await snapshot.App.Host.HttpClient.GetAsync(new Uri("api/v1/cuts", UriKind.Relative));
        first.Headers.ETag.ShouldNotBe(json.Headers.ETag);
        using var request = new HttpRequestMessage(HttpMethod.Get, "api/v1/cuts?format=json-stat");
        request.Headers.IfNoneMatch.Add(first.Headers.ETag!);
        using var again = await snapshot.App.Host.HttpClient.SendAsync(request);
        again.StatusCode.ShouldBe(HttpStatusCode.NotModified);

        foreach (var path in (string[])["gradient", "areas", "areas/E08000012", "releases", "provenance?area=E08000012&year=2010-11"])
        {
            using var refused = await snapshot.App.Host.HttpClient.GetAsync(
                new Uri($"api/v1/{path}{(path.Contains('?') ? '&' : '?')}format=json-stat", UriKind.Relative)
            );
            refused.StatusCode.ShouldBe(HttpStatusCode.BadRequest, path);
        }
    }

    private async Task ShouldCarryAsync(Cube cube, JObject json)
    {
        cube.Node["extension"]!["release"]!.ToString().ShouldBe(json["release"]!.ToString());
        cube.Node["extension"]!["query"]!.ToString().ShouldBe(json["query"]!.ToString());
        cube.Node["updated"]!.Value<string>().ShouldBe(json["release"]!["publishedAt"]!.Value<string>());
        cube.Node["source"]!.Value<string>().ShouldBe(string.Join(' ', json["attribution"]!.Values<string>()));
        cube.Node["note"]!.Values<string>().ShouldBe(json["notes"]!.Select(note => $"{note["flag"]}: {note["text"]}"));
        var href = cube.Node["href"]!.Value<string>()!;
        href.ShouldContain($"release={json["release"]!["id"]}");
        var api = new Uri(snapshot.App.Host.Address, "api/v1/").ToString();
        href.ShouldStartWith(api);
        (await snapshot.App.JsonAsync(href[api.Length..])).ToString().ShouldBe(cube.Node.ToString());
    }

    private Task<JObject> AskAsync(string path) => snapshot.App.JsonAsync($"{path}format=json-stat");

    private static void Same(JToken told, JToken there)
    {
        if (there.Type == JTokenType.Null)
        {
            told.Type.ShouldBe(JTokenType.Null);
            return;
        }

        told.Value<double>().ShouldBe(there.Value<double>());
    }

    /// <summary>A dataset, held to the rules of JSON-stat 2.0 as it is read, and its cells found as the format says: by the place of each category, the last dimension fastest.</summary>
    private sealed class Cube
    {
        private readonly List<List<string>> _categories;

        public Cube(JObject node)
        {
            Node = node;
            node.Properties().Select(property => property.Name).ShouldBeSubsetOf(Members);
            node["version"]!.Value<string>().ShouldBe("2.0");
            node["class"]!.Value<string>().ShouldBe("dataset");
            foreach (var text in (string[])["label", "source", "href", "updated"])
            {
                node[text]!.Type.ShouldBe(JTokenType.String, text);
            }

            DateTimeOffset
                .TryParse(node["updated"]!.Value<string>(), CultureInfo.InvariantCulture, DateTimeStyles.RoundtripKind, out _)
                .ShouldBeTrue();
            Ids = [.. node["id"]!.Values<string>().OfType<string>()];
            Ids.Distinct().Count().ShouldBe(Ids.Count);
            ((JObject)node["dimension"]!).Properties().Select(property => property.Name).ShouldBe(Ids, ignoreOrder: true);
            _categories = [.. Ids.Select(Categories)];
            node["size"]!.Values<int>().ShouldBe(_categories.Select(own => own.Count));
            var values = (JArray)node["value"]!;
            values.Count.ShouldBe(_categories.Aggregate(1, (cells, own) => cells * own.Count));
            values.ShouldAllBe(value =>
                value.Type == JTokenType.Null || value.Type == JTokenType.Integer || value.Type == JTokenType.Float
            );
            foreach (var (place, word) in (JObject)node["status"]!)
            {
                int.Parse(place, NumberStyles.None, CultureInfo.InvariantCulture).ShouldBeLessThan(values.Count);
                word!.Value<string>().ShouldNotBeNullOrWhiteSpace();
            }

            var role = (JObject)node["role"]!;
            role.Properties().Select(property => property.Name).ShouldBe(["time", "geo", "metric"]);
            role.Properties().SelectMany(property => property.Value.Values<string>()).ShouldBeSubsetOf(Ids);
            foreach (var id in Ids)
            {
                var dimension = (JObject)node["dimension"]![id]!;
                dimension.Properties().Select(property => property.Name).ShouldBe(["label", "category"]);
                var category = (JObject)dimension["category"]!;
                category
                    .Properties()
                    .Select(property => property.Name)
                    .ShouldBeSubsetOf(["index", "label", "note", "unit", "child", "coordinates"]);
                ((JObject)category["label"]!).Properties().Select(property => property.Name).ShouldBe(Categories(id), ignoreOrder: true);
                ((JObject)category["note"]!).Properties().Select(property => property.Name).ShouldBeSubsetOf(Categories(id));
                var units = ((JObject)category["unit"]!).Properties().Select(property => property.Name).ToList();
                units.ShouldBe(role["metric"]!.Values<string>().Contains(id) ? Categories(id) : []);
            }
        }

        public JObject Node { get; }

        public List<string> Ids { get; }

        public List<string> Categories(string dimension)
        {
            List<string> index = [.. Node["dimension"]![dimension]!["category"]!["index"]!.Values<string>().OfType<string>()];
            index.Distinct().Count().ShouldBe(index.Count);
            index.ShouldNotBeEmpty();
            return index;
        }

        public JToken Value(params string[] cell) => Node["value"]![Place(cell)]!;

        public string? Status(params string[] cell) => Node["status"]![Place(cell).ToString(CultureInfo.InvariantCulture)]?.Value<string>();

        private int Place(string[] cell) =>
            cell.Select((category, at) => _categories[at].IndexOf(category))
                .Zip(_categories)
                .Aggregate(
                    0,
                    (place, step) =>
                    {
                        step.First.ShouldBeGreaterThanOrEqualTo(0);
                        return (place * step.Second.Count) + step.First;
                    }
                );
    }
}
