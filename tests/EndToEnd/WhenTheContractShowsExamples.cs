using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using BudgetWatch.App.Http.Contract;
using BudgetWatch.Pipeline.Operations;
using BudgetWatch.TestKit;
using Microsoft.Extensions.DependencyInjection;

namespace BudgetWatch.EndToEnd.Tests;

/// <summary>
/// The examples of the contract are answers of the app on the bundled snapshot. Set BUDGETWATCH_WRITE_DOCS=1 to write them again; they are built into
/// the app, so build, and then write docs/openapi.json likewise (tests/App).
/// </summary>
public sealed partial class WhenTheContractShowsExamples(PublishedSnapshot snapshot)
{
    private const string Kept = "functions/App/Http/Contract/real-answers.json";
    private const int CsvLines = 3;

    // What these say is of the moment and of what other tests do to the app: their fields are held, not their words.
    private static readonly string[] OfTheMoment =
    [
        "getHealth",
        "getRun",
        "startIngestionNow",
        "retryIncident",
        "acceptEdition",
        "takeEditionOut",
    ];

    // These are sent to an app in which something has failed, and an edition is held.
    private static readonly string[] OfIncidents = ["getIncidents", "retryIncident", "acceptEdition", "takeEditionOut"];

    private static readonly JsonSerializerOptions Written = new()
    {
        WriteIndented = true,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    [Fact]
    public async Task They_are_what_the_app_answers()
    {
        var answered = await AnsweredAsync();
        var changed = Changed(JsonNode.Parse(RepositoryFolder.Read(Kept))!, answered);
        if (changed.Count > 0 && Environment.GetEnvironmentVariable("BUDGETWATCH_WRITE_DOCS") == "1")
        {
            await File.WriteAllTextAsync(Path.Combine(RepositoryFolder.Path!, Kept), answered.ToJsonString(Written) + "\n");
            return;
        }

        changed.ShouldBeEmpty("examples are out of step: run this test with BUDGETWATCH_WRITE_DOCS=1, build, and then tests/App likewise");
    }

    /// <summary>Of which answers something else is kept, or nothing, and where the two part.</summary>
    private static List<string> Changed(JsonNode kept, JsonObject answered)
    {
        IEnumerable<string> Forms(JsonNode all) =>
            all["answers"]!.AsObject().SelectMany(answer => answer.Value!.AsObject().Select(form => $"{answer.Key} as {form.Key}"));
        string Of(JsonNode all, string name, string media) =>
            all["answers"]![name]![media] is var answer && OfTheMoment.Contains(name)
                ? string.Join(' ', Fields(answer!))
                : Comparable(answer!, all["variables"]!);
        return
        [
            .. Forms(kept).Except(Forms(answered)).Select(form => $"{form} is kept and not answered"),
            .. Forms(answered).Except(Forms(kept)).Select(form => $"{form} is answered and not kept"),
            .. from form in Forms(answered).Intersect(Forms(kept))
            let parts = form.Split(" as ")
            let lines = Of(answered, parts[0], parts[1]).Split('\n').Zip(Of(kept, parts[0], parts[1]).Split('\n').Append(""))
            let parting = lines.FirstOrDefault(pair => pair.First != pair.Second)
            where parting != default || Of(answered, parts[0], parts[1]).Length != Of(kept, parts[0], parts[1]).Length
            select $"{form}: {parting.First?.Trim()} and not {parting.Second?.Trim()}",
        ];
    }

    /// <summary>What is asked for each example, below the base, by the name of the operation or problem.</summary>
    private static IEnumerable<(string Name, HttpMethod Method, string Request)> ExampleRequests() =>
        HttpFunction
            .All()
            .Where(function => function.Resource.Answer is not null)
            .Select(function => (function.OperationId, function.Methods[0], function.ExampleRequest))
            .Concat(
                ContractProblem
                    .All.Where(problem => problem.Example is not null)
                    .Select(problem => (problem.Name, HttpMethod.Get, problem.Example!))
            );

    private async Task<JsonObject> AnsweredAsync()
    {
        var release = snapshot.FirstRun.Outcome!.Release!;
        var variables = new JsonObject
        {
            ["RELEASE"] = release,
            ["EDITION"] = (await snapshot.App.JsonAsync($"releases/{release}"))["inputs"]![0]!["sha256"]!.ToString(),
            ["RUN"] = snapshot.FirstRun.Id,
        };
        await using var empty = await RunningApp.StartAsync("Snapshot", settings: HeldForAPerson.Idle);
        await HeldForAPerson.HoldAsync(empty, variables["EDITION"]!.ToString());
        await empty.Host.Services.GetRequiredService<IIncidentLog>().RecordAsync(RunningApp.Failed, default);
        var answers = new JsonObject();
        foreach (var (name, method, asked) in ExampleRequests())
        {
            var request = variables.Aggregate(
                asked,
                (text, variable) => text.Replace($"${variable.Key}", variable.Value!.ToString(), StringComparison.Ordinal)
            );
            var app = name == ContractProblem.NothingPublished || OfIncidents.Contains(name) ? empty : snapshot.App;
            var byMedia = new JsonObject();
            foreach (
                var accept in method == HttpMethod.Get
                    ? (string[])["application/json", "text/csv", "application/csvm+json", "application/json-stat+json"]
                    : ["application/json"]
            )
            {
                var (media, body) = await AskAsync(app, method, request, accept);
                byMedia[media] =
                    media == "text/csv" ? string.Join("\r\n", body.Split("\r\n").Take(CsvLines)) : Shortened(JsonNode.Parse(body)!);
            }

            answers[name] = byMedia;
        }

        return new JsonObject { ["variables"] = variables, ["answers"] = answers };
    }

    private static async Task<(string Media, string Body)> AskAsync(RunningApp app, HttpMethod method, string path, string accept)
    {
        using var request = new HttpRequestMessage(method, new Uri($"api/v1{path}", UriKind.Relative));
        request.Headers.Accept.ParseAdd(accept);

        // Links are whole: they name the host that was asked, and the port of a test's app is another each time.
        request.Headers.Host = "localhost:7071";
        request.Headers.Add("x-functions-key", FunctionAppHost.FunctionKey);
        using var response = await app.Host.HttpClient.SendAsync(request);
        return (response.Content.Headers.ContentType!.MediaType!, await response.Content.ReadAsStringAsync());
    }

    /// <summary>Of a long list its first two.</summary>
    private static JsonNode? Shortened(JsonNode? node) =>
        node switch
        {
            JsonObject map => new JsonObject(map.Select(pair => KeyValuePair.Create(pair.Key, Shortened(pair.Value)))),
            JsonArray list => new JsonArray([.. list.Take(list.Count > RealAnswers.WholeList ? 2 : list.Count).Select(Shortened)]),
            _ => node?.DeepClone(),
        };

    private static IEnumerable<string> Fields(JsonNode answer) =>
        answer is JsonObject map ? map.Select(pair => pair.Key) : [answer.ToString().Split('\n')[0]];

    /// <summary>An answer without what differs from one day to the next: ids of this release and run, and the moments since they were made.</summary>
    private static string Comparable(JsonNode answer, JsonNode variables)
    {
        var (release, run) = ((string)variables["RELEASE"]!, (string)variables["RUN"]!);
        var started = DateTimeOffset.ParseExact(run, "yyyyMMdd'T'HHmmss'Z'", CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal);
        var text = answer
            .ToJsonString(Written)
            .Replace(release, "RELEASE", StringComparison.Ordinal)
            .Replace(run, "RUN", StringComparison.Ordinal);
        return Instant()
            .Replace(
                text,
                instant => DateTimeOffset.Parse(instant.Value, CultureInfo.InvariantCulture) >= started ? "SINCE" : instant.Value
            );
    }

    [GeneratedRegex(
        @"[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9:.]+(Z|[+-][0-9]{2}:[0-9]{2})",
        RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture,
        1000
    )]
    private static partial Regex Instant();
}
