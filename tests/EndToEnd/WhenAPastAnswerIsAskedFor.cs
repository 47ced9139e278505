using System.Globalization;
using System.Net;
using BudgetWatch.Pipeline.Operations;
using BudgetWatch.TestKit;
using BudgetWatch.TestKit.Publishers;
using Newtonsoft.Json.Linq;

namespace BudgetWatch.EndToEnd.Tests;

/// <summary>A budget is corrected, and the release of the correction rolled back: what was answered at any time is answered again to the byte.</summary>
public sealed class WhenAPastAnswerIsAskedFor : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("budgetwatch-");

    private static readonly string[] Paths =
    [
        "cuts",
        "cuts?format=csv",
        "gradient",
        "areas",
        "areas/E06000022",
        "areas/E06000022/series?scope=libraries",
        "provenance?area=E06000022&year=2019-20&line=libraries",
        "compare/returns?year=2010-11",
        "specifications?limit=20",
    ];

    [Fact]
    public async Task It_is_reproduced_to_the_byte_after_a_correction_and_after_a_rollback()
    {
        PublishedSnapshotFiles.CopyTo(
            _folder.FullName,
            "*.csv",
            "revenue-budgets-2010-11",
            "revenue-budgets-2018-19",
            "revenue-budgets-2019-20",
            "revenue-outturn-summaries-2010-11"
        );
        await using var app = await RunningApp.StartAsync("Folder", _folder.FullName);
        var first = await PublishedAsync(app);
        await app.Host.WhenQueuesAreEmptyAsync();
        var then = await AnswersAsync(app, "");

        await File.WriteAllBytesAsync(
            Path.Combine(_folder.FullName, "revenue-budgets-2019-20.csv"),
            CorrectedBudget.WithOneMoreMillionForLibraries("2019-20", "E0101")
        );
        var second = await PublishedAsync(app);
        await app.Host.WhenQueuesAreEmptyAsync();
        var corrected = await AnswersAsync(app, "");
        corrected["cuts"].ShouldNotBe(then["cuts"]);

        // Between the two, and from the second on.
        var moves = await MovesAsync(app);
        moves.Select(move => move.Release).ShouldBe([first, second]);
        await ShouldBeAnsweredAsync(app, moves[0].At, then);
        await ShouldBeAnsweredAsync(app, moves[1].At.AddTicks(-1), then);
        await ShouldBeAnsweredAsync(app, moves[1].At, corrected);
        (await TextAsync(app, $"summary?asOf={Text(moves[0].At)}")).ShouldBe(await TextAsync(app, $"summary?release={first}"));
        await ShouldSayByHowMuchTheHeadlineChangedAsync(app, second);

        // Rolled back: by key only, to what was published only, and twice is once.
        (await RollBackAsync(app, first, key: null)).Status.ShouldBe(HttpStatusCode.Unauthorized);
        (await RollBackAsync(app, "2020-01-01-000000000000")).Status.ShouldBe(HttpStatusCode.NotFound);
        var (status, moved) = await RollBackAsync(app, first);
        (status, moved["was"]!.Value<string>(), moved["live"]!.Value<string>()).ShouldBe((HttpStatusCode.OK, second, first));
        (await RollBackAsync(app, first)).Answer["was"]!.Value<string>().ShouldBe(first);
        moves = await MovesAsync(app);
        moves.Select(move => move.Release).ShouldBe([first, second, first]);
        (await app.JsonAsync("releases"))["live"]!.Value<string>().ShouldBe(first);
        await ShouldBeAsync(app, "", then);
        await ShouldBeAnsweredAsync(app, moves[2].At.AddTicks(-1), corrected);
        await ShouldBeAnsweredAsync(app, moves[2].At, then);

        // The next run has the inputs of the release that was rolled back from: it does not come back automatically.
        var run = await app.TickAsync();
        run.Outcome!.Kind.ShouldBe(RunOutcomeKind.Unchanged, run.Outcome.Detail);
        (await app.JsonAsync("releases"))["live"]!.Value<string>().ShouldBe(first);
        await ShouldBeAsync(app, "", then);

        await ShouldBeRefusedAsync(app, $"cuts?asOf={Text(moves[0].At.AddTicks(-1))}", HttpStatusCode.NotFound, Text(moves[0].At));
        await ShouldBeRefusedAsync(app, "cuts?asOf=2999-01-01", HttpStatusCode.BadRequest, "asOf");
        await ShouldBeRefusedAsync(app, $"cuts?asOf={Text(moves[0].At)}&release={first}", HttpStatusCode.BadRequest, "asOf");
    }

    public void Dispose() => _folder.Delete(recursive: true);

    private static async Task<string> PublishedAsync(RunningApp app)
    {
        var run = await app.TickAsync();
        run.Outcome!.Kind.ShouldBe(RunOutcomeKind.Published, run.Outcome.Detail);
        return run.Outcome.Release!;
    }

    private static async Task<Dictionary<string, string>> AnswersAsync(RunningApp app, string extra)
    {
        var answers = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var path in Paths)
        {
            answers.Add(path, await TextAsync(app, extra.Length == 0 ? path : $"{path}{(path.Contains('?') ? '&' : '?')}{extra}"));
        }

        return answers;
    }

    private static Task ShouldBeAnsweredAsync(RunningApp app, DateTimeOffset at, Dictionary<string, string> expected) =>
        ShouldBeAsync(app, $"asOf={Text(at)}", expected);

    private static async Task ShouldBeAsync(RunningApp app, string extra, Dictionary<string, string> expected)
    {
        foreach (var (path, answer) in await AnswersAsync(app, extra))
        {
            answer.ShouldBe(expected[path], $"{path} {extra}");
        }
    }

    private static async Task ShouldSayByHowMuchTheHeadlineChangedAsync(RunningApp app, string release)
    {
        var headline = (await app.JsonAsync($"releases/{release}/changes"))["headline"]!;
        foreach (var (end, moment) in ((string, int)[])[("from", 0), ("to", 1)])
        {
            var gradient = await app.JsonAsync($"gradient?asOf={Text((await MovesAsync(app))[moment].At)}");
            headline["englandChangePercent"]![end]!.Value<double>().ShouldBe(gradient["england"]!["changePercent"]!.Value<double>());
            headline["sii"]![end]!.Value<double>().ShouldBe(gradient["sii"]!["changePercent"]!["value"]!.Value<double>());
            headline["gap"]![end]!
                .Value<double>()
                .ShouldBe(
                    gradient["fifths"]![0]!["changePercent"]!.Value<double>() - gradient["fifths"]![4]!["changePercent"]!.Value<double>(),
                    1e-12
                );
        }

        headline["englandChangePercent"]!["to"]!
            .Value<double>()
            .ShouldBeGreaterThan(headline["englandChangePercent"]!["from"]!.Value<double>());
    }

    private static async Task ShouldBeRefusedAsync(RunningApp app, string path, HttpStatusCode status, string says)
    {
        using var response = await app.Host.HttpClient.GetAsync(new Uri($"api/v1/{path}", UriKind.Relative));
        response.StatusCode.ShouldBe(status);
        (await response.Content.ReadAsStringAsync()).ShouldContain(says);
    }

    private static async Task<(HttpStatusCode Status, JObject Answer)> RollBackAsync(
        RunningApp app,
        string release,
        string? key = FunctionAppHost.FunctionKey
    )
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, $"api/v1/admin/releases/{release}/publish");
        if (key is not null)
        {
            request.Headers.Add("x-functions-key", key);
        }

        using var response = await app.Host.HttpClient.SendAsync(request);
        var body = await response.Content.ReadAsStringAsync();
        return (response.StatusCode, body.Length == 0 ? [] : JObject.Parse(body));
    }

    private static async Task<List<(DateTimeOffset At, string Release)>> MovesAsync(RunningApp app) =>
        [
            .. (await app.JsonAsync("releases"))["moves"]!.Select(move =>
                (
                    DateTimeOffset.Parse(move["at"]!.Value<string>()!, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal),
                    move["releaseId"]!.Value<string>()!
                )
            ),
        ];

    private static async Task<string> TextAsync(RunningApp app, string path)
    {
        using var response = await app.Host.HttpClient.GetAsync(new Uri($"api/v1/{path}", UriKind.Relative));
        var body = await response.Content.ReadAsStringAsync();
        response.StatusCode.ShouldBe(HttpStatusCode.OK, $"{path}: {body}");
        return body;
    }

    private static string Text(DateTimeOffset at) =>
        at.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.FFFFFFF'Z'", CultureInfo.InvariantCulture);
}
