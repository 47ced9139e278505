using System.Net;
using Newtonsoft.Json.Linq;

namespace BudgetWatch.EndToEnd.Tests;

/// <summary>Every number of an area's answer is found again where its links lead, pinned to the release; and the areas most like it are those that the figures say.</summary>
public sealed class WhenAnAreaIsDescribed(PublishedSnapshot snapshot)
{
    private static readonly string[] Ends = ["from", "to"];

    [Theory]
    [InlineData("areas/E08000012", "realPerHead")]
    [InlineData("areas/E07000098?geography=lower-tier&measure=cash", "cash")]
    [InlineData("areas/E07000098?geography=authority&class=SD&measure=cash-per-head", "cashPerHead")]
    public async Task Every_figure_is_found_again_where_its_links_lead(string path, string step)
    {
        var answer = await snapshot.App.JsonAsync(path);
        var (code, release) = (answer["area"]!["code"]!.Value<string>()!, answer["release"]!["id"]!.Value<string>()!);
        (await AtAsync(answer["href"]!, release)).ToString().ShouldBe(answer.ToString());
        var numbers = 0;
        foreach (var row in answer["cuts"]!)
        {
            var (links, scope) = (row["links"]!, row["scope"]!.Value<string>()!);
            if (links["cuts"]!.Type != JTokenType.Null)
            {
                var cuts = await AtAsync(links["cuts"]!, release);
                var own = cuts["areas"]!.SingleOrDefault(area => area["code"]!.Value<string>() == code);
                foreach (var name in (string[])["from", "to", "change", "changePercent", "rank"])
                {
                    Same(row[name]!, own?[name], $"{scope} {name}");
                    numbers += own is null ? 0 : 1;
                }

                if (own is null)
                {
                    row["excluded"]!
                        .Value<string>()
                        .ShouldBe(
                            cuts["excluded"]!.SingleOrDefault(area => area["code"]!.Value<string>() == code)?["reason"]!.Value<string>()
                                ?? row["excluded"]!.Value<string>()
                        );
                }
            }
            else
            {
                row["excluded"]!.Value<string>().ShouldNotBeNullOrWhiteSpace();
            }

            var series = (await AtAsync(links["series"]!, release))["values"]!;
            foreach (var end in Ends)
            {
                var year = answer["query"]![end]!.Value<string>();
                links[end]!.Type.ShouldBe(row[end]!.Type == JTokenType.Null ? JTokenType.Null : JTokenType.String, $"{scope} {end}");
                if (row[end]!.Type == JTokenType.Null)
                {
                    continue;
                }

                series.Single(value => value["year"]!.Value<string>() == year)["value"]!
                    .Value<double>()
                    .ShouldBe(row[end]!.Value<double>(), 1e-6, $"{scope} {year}");
                var arithmetic = (await AtAsync(links[end]!, release))["arithmetic"]!;
                arithmetic.Single(own => own["of"]!.Value<string>() == step)["value"]!
                    .Value<double>()
                    .ShouldBe(row[end]!.Value<double>(), 1e-6, $"{scope} {year}");
                numbers += 2;
            }
        }

        numbers.ShouldBeGreaterThan(60);
    }

    [Fact]
    public async Task What_other_residents_are_divided_by_is_not_said_to_be_found_in_series()
    {
        var links = (await snapshot.App.JsonAsync("areas/E08000012?population=before-census"))["cuts"]![0]!["links"]!;

        links["cuts"]!.Value<string>().ShouldNotBeNull().ShouldContain("population=before-census");
        (links["series"]!.Type, links["from"]!.Type, links["to"]!.Type).ShouldBe((JTokenType.Null, JTokenType.Null, JTokenType.Null));
    }

    [Theory]
    [InlineData("E08000012", "upper-tier", 148)]
    [InlineData("E07000098", "lower-tier", 294)]
    public async Task Similar_areas_are_the_nearest_by_what_the_other_addresses_say_of_all(string code, string geography, int compared)
    {
        var traits = await TraitsAsync(geography);
        traits.Count.ShouldBe(compared);
        var scales = Enumerable.Range(0, 4).Select(axis => Deviation([.. traits.Values.Select(own => own[axis])])).ToList();
        var expected = traits
            .Where(other => other.Key != code)
            .Select(other =>
                (
                    Code: other.Key,
                    Distance: Math.Sqrt(
                        Enumerable.Range(0, 4).Sum(axis => Math.Pow((other.Value[axis] - traits[code][axis]) / scales[axis], 2))
                    )
                )
            )
            .OrderBy(other => other.Distance)
            .ThenBy(other => other.Code, StringComparer.Ordinal)
            .Take(10)
            .ToList();

        var answer = await snapshot.App.JsonAsync($"areas/{code}?geography={geography}&to=2019-20");
        var similar = answer["similar"]!;

        similar["compared"]!.Value<int>().ShouldBe(compared);
        similar["areas"]!.Select(area => area["code"]!.Value<string>()).ShouldBe(expected.Select(area => area.Code));
        similar["areas"]!.Select(area => area["distance"]!.Value<double>()).ShouldBe(expected.Select(area => area.Distance), 1e-9);
        var cuts = (await snapshot.App.JsonAsync($"cuts?geography={geography}&to=2019-20"))["areas"]!;
        foreach (var area in similar["areas"]!)
        {
            Same(
                area["changePercent"]!,
                cuts.Single(cut => cut["code"]!.Value<string>() == area["code"]!.Value<string>())["changePercent"],
                area["name"]!.ToString()
            );
            (await AtAsync(area["href"]!, answer["release"]!["id"]!.Value<string>()!))["similar"]!["traits"]!
                .ToString()
                .ShouldBe(area["traits"]!.ToString());
        }
    }

    [Fact]
    public async Task An_area_set_aside_is_like_none_and_says_why()
    {
        var similar = (await snapshot.App.JsonAsync("areas/E09000001"))["similar"]!;

        similar["areas"]!.ShouldBeEmpty();
        similar["excluded"]!.Value<string>().ShouldNotBeNull().ShouldContain("City of London");
    }

    /// <summary>Score, logarithm of residents, logarithm of pounds per head, share of social care, from the answers to two questions about all areas.</summary>
    private async Task<Dictionary<string, double[]>> TraitsAsync(string geography)
    {
        async Task<Dictionary<string, JToken>> FromAsync(string scope, string measure) =>
            (await snapshot.App.JsonAsync($"cuts?geography={geography}&scope={scope}&measure={measure}&to=2019-20"))["areas"]!.ToDictionary(
                area => area["code"]!.Value<string>()!,
                area => area
            );
        var (cash, perHead, care) = (
            await FromAsync("comparable", "cash"),
            await FromAsync("comparable", "cash-per-head"),
            await FromAsync("all-social-care", "cash")
        );
        return cash.Keys.ToDictionary(
            code => code,
            code =>
            {
                double From(Dictionary<string, JToken> of) => of[code]["from"]!.Value<double>();
                return (double[])
                    [
                        cash[code]["deprivation"]!["score"]!.Value<double>(),
                        Math.Log(From(cash) / From(perHead)),
                        Math.Log(From(perHead)),
                        From(care) / From(cash),
                    ];
            }
        );
    }

    private static double Deviation(double[] values) =>
        Math.Sqrt(values.Average(value => value * value) - (values.Average() * values.Average()));

    private async Task<JObject> AtAsync(JToken href, string release)
    {
        var address = href.Value<string>()!;
        address.ShouldContain($"release={release}");
        using var response = await snapshot.App.Host.HttpClient.GetAsync(new Uri(address, UriKind.Relative));
        var body = await response.Content.ReadAsStringAsync();
        response.StatusCode.ShouldBe(HttpStatusCode.OK, $"{address}: {body}");
        response.Headers.CacheControl!.ToString().ShouldContain("immutable");
        return JObject.Parse(body);
    }

    private static void Same(JToken told, JToken? there, string what)
    {
        if (there is null)
        {
            told.Type.ShouldBe(JTokenType.Null, what);
            return;
        }

        told.ToString().ShouldBe(there.ToString(), what);
    }
}
