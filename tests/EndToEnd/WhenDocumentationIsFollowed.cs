using System.Globalization;
using System.Net.Http.Headers;
using BudgetWatch.EndToEnd.Tests.Documentation;
using BudgetWatch.Questions.Vocabulary;
using BudgetWatch.TestKit;
using Newtonsoft.Json.Linq;

namespace BudgetWatch.EndToEnd.Tests;

/// <summary>Every request the documentation prints is made, and answered as printed (docs/api.md, last section, says how to write one).</summary>
public sealed class WhenDocumentationIsFollowed(PublishedSnapshot snapshot)
{
    private static readonly string[] Pages =
    [
        "README.md",
        "docs/api.md",
        "docs/finding-community.md",
        "docs/methodology.md",
        "docs/replication.md",
        "docs/operations.md",
    ];

    public static TheoryData<string> Places => [.. Examples().Select(example => example.Where)];

    [Theory]
    [MemberData(nameof(Places))]
    public async Task An_example_is_answered_as_printed(string where)
    {
        var example = Examples().Single(candidate => candidate.Where == where);
        var release = await snapshot.App.JsonAsync($"releases/{snapshot.FirstRun.Outcome!.Release}");
        var variables = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["RELEASE"] = release["id"]!.Value<string>()!,
            ["EDITION"] = release["inputs"]![0]!["sha256"]!.Value<string>()!,
            ["RUN"] = snapshot.FirstRun.Id,
            ["DAY"] = snapshot.FirstRun.Outcome!.At.UtcDateTime.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
            ["KEY"] = FunctionAppHost.FunctionKey,
        };
        using var request = CurlLine.Read(example.Request, variables);
        using var response = await snapshot.App.Host.HttpClient.SendAsync(request);
        var body = await response.Content.ReadAsStringAsync();
        switch (example.Answer)
        {
            case null:
                response.IsSuccessStatusCode.ShouldBeTrue($"{where}: {example.Request}\n{body}");
                break;
            case { Kind: "http" } printed:
                HeadOf(response, printed.Lines).ShouldBeEmpty($"{where}: {example.Request}");
                break;
            case { Kind: "csv" } printed:
                response.IsSuccessStatusCode.ShouldBeTrue(body);
                PrintedAnswer.LinesLacking(printed.Lines, body.Split("\r\n")).ShouldBeEmpty($"{where}: {example.Request}");
                break;
            case var printed:
                response.IsSuccessStatusCode.ShouldBe(!IsProblem(printed.Text), body);
                PrintedAnswer.Differences(printed.Text, body).ShouldBeEmpty($"{where}: {example.Request}");
                break;
        }
    }

    [Fact]
    public void There_are_examples_on_every_page()
    {
        foreach (var page in Pages)
        {
            Examples().Count(example => example.Where.StartsWith($"{page}:", StringComparison.Ordinal)).ShouldBeGreaterThan(1, page);
        }
    }

    [Fact]
    public async Task The_readme_prints_the_release_as_a_first_run_does()
    {
        var summary = await snapshot.App.JsonAsync("summary");
        var (gradient, beside) = (summary["gradient"]!, summary["beside"]!);
        var areas = (await snapshot.App.JsonAsync("cuts"))["areas"]!
            .Select(area => $"{area["name"]} {area["display"]!["changePercent"]}")
            .ToList();
        string Change(JToken change) =>
            $"{FigureText.Percent(change["changePercent"]!.Value<double>())} {FigureText.Pounds(change["change"]!.Value<double>())} a head";
        JToken To(string scope, string year) => beside.Single(row => (string?)row["scope"] == scope && (string?)row["to"] == year);
        string Percent(JToken percent) => FigureText.Percent(percent.Value<double>());
        var depth = To("outside-social-care", "2019-20");
        string[] names = ["most deprived fifth", "fifth 2", "fifth 3", "fifth 4", "least deprived fifth"];
        string[] expected =
        [
            "to 2024-25 to 2019-20",
            $"England {Change(gradient["england"]!)} {Percent(depth["england"]!["changePercent"]!)}",
            .. gradient["fifths"]!.Select(
                (fifth, index) => $"{names[index]} {Change(fifth)} {Percent(depth["fifthsChangePercent"]![index]!)}"
            ),
            .. new[]
            {
                ("all social care", "all-social-care"),
                ("levies for transport and waste", "levies"),
                ("comparable services, with levies", "comparable"),
            }.Select(own =>
                $"{own.Item1} {Change(To(own.Item2, "2024-25")["england"]!)} {Percent(To(own.Item2, "2019-20")["england"]!["changePercent"]!)}"
            ),
            $"deepest {string.Join(", ", areas.Take(5))}",
            $"shallowest {string.Join(", ", areas.TakeLast(5).Reverse())}",
        ];

        var printed = Page.Read("README.md").Blocks.Single(block => block.Lines[0].StartsWith("Release ", StringComparison.Ordinal)).Lines;
        printed[0]
            .ShouldMatch(
                @"^Release \d{4}-\d\d-\d\d-[0-9a-f]{12}: services outside social care, budgets, real terms per head, change from 2010-11$"
            );
        printed.Skip(1).Select(line => string.Join(' ', line.Split(' ', StringSplitOptions.RemoveEmptyEntries))).ShouldBe(expected);
    }

    private static IEnumerable<Example> Examples() => Pages.SelectMany(page => Page.Read(page).Examples());

    private static bool IsProblem(string printed) => JObject.Parse(printed)["status"] is { Type: JTokenType.Integer };

    private static IEnumerable<string> HeadOf(HttpResponseMessage response, IReadOnlyList<string> printed)
    {
        var status = string.Create(CultureInfo.InvariantCulture, $"HTTP/1.1 {(int)response.StatusCode} {response.ReasonPhrase}");
        HttpHeaders[] all = [response.Headers, response.Content.Headers];
        var headers = all.SelectMany(some => some).Select(header => $"{header.Key}: {string.Join(", ", header.Value)}").ToList();
        return printed.Where(
            (line, index) => index == 0 ? line != status : !headers.Exists(header => PrintedAnswer.IsAsPrinted(line, header))
        );
    }
}
