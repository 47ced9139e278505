using System.Net;
using BudgetWatch.Pipeline.Operations;
using BudgetWatch.TestKit;
using Microsoft.Extensions.DependencyInjection;
using Newtonsoft.Json.Linq;

namespace BudgetWatch.EndToEnd.Tests;

/// <summary>An operator lists what failed, and tries it again: what goes well closes, what does not stays open.</summary>
public sealed class WhenAnIncidentIsTriedAgain
{
    private static readonly string Id = RunningApp.Failed.Id;

    [Fact]
    public async Task A_source_is_ingested_alone_and_a_build_that_lacks_the_others_stays_open()
    {
        using var folder = new SmallSnapshot();
        await using var app = await RunningApp.StartAsync("Folder", folder.Path);
        await app.Host.Services.GetRequiredService<IIncidentLog>().RecordAsync(RunningApp.Failed, default);
        var incident = (await IncidentsAsync(app)).ShouldHaveSingleItem();
        (incident["id"]!.Value<string>(), incident["about"]!.Value<string>(), incident["detail"]!.Value<string>()).ShouldBe(
            (Id, "gdp-deflators", RunningApp.Failed.Detail)
        );
        incident["do"]!.Value<string>().ShouldNotBeNull().ShouldContain("only gdp-deflators is");

        (await RetryAsync(app, "nothing")).Status.ShouldBe(HttpStatusCode.NotFound);
        (await RetryAsync(app, Id, key: null)).Status.ShouldBe(HttpStatusCode.Unauthorized);
        var (status, started) = await RetryAsync(app, Id);
        status.ShouldBe(HttpStatusCode.Accepted);
        var run = await EndedAsync(app, started);

        // The one source was looked at, and no other: a release lacks them.
        run.Sources.ShouldHaveSingleItem().Value.State.ShouldBe(ProgressState.Done);
        (run.Outcome!.Kind, run.IsRetry).ShouldBe((RunOutcomeKind.Failed, true));
        run.Outcome.Detail.ShouldStartWith("lacking:");
        (await RetryAsync(app, Id)).Status.ShouldBe(HttpStatusCode.NotFound);
        var build = (await IncidentsAsync(app)).ShouldHaveSingleItem();
        build["about"]!.Value<string>().ShouldBe("build");

        // A build is tried without asking any source, and fails for the same reason: a second incident, both open.
        (status, started) = await RetryAsync(app, build["retry"]!.Value<string>()!.Split('/')[^2]);
        status.ShouldBe(HttpStatusCode.Accepted);
        (await EndedAsync(app, started)).Sources.ShouldBeEmpty();
        (await IncidentsAsync(app)).Select(own => own["about"]!.Value<string>()).ShouldBe(["build", "build"]);

        // Once a release is built, whatever it was about, both close.
        await app.TickAsync();
        (await IncidentsAsync(app)).ShouldBeEmpty();
    }

    private static async Task<Run> EndedAsync(RunningApp app, JObject started)
    {
        var runs = app.Host.Services.GetRequiredService<IRunLedger>();
        Run? run = null;
        await Waiting.UntilAsync(async () =>
            (run = await runs.FindAsync(started["run"]!.Value<string>()!, default)) is { Outcome: not null }
        );
        return run!;
    }

    private static async Task<JArray> IncidentsAsync(RunningApp app)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "api/v1/admin/incidents");
        request.Headers.Add("x-functions-key", FunctionAppHost.FunctionKey);
        using var response = await app.Host.HttpClient.SendAsync(request);
        response.StatusCode.ShouldBe(HttpStatusCode.OK);
        response.Headers.CacheControl!.ToString().ShouldBe("no-store");
        return (JArray)JObject.Parse(await response.Content.ReadAsStringAsync())["incidents"]!;
    }

    private static async Task<(HttpStatusCode Status, JObject Answer)> RetryAsync(
        RunningApp app,
        string id,
        string? key = FunctionAppHost.FunctionKey
    )
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, $"api/v1/admin/incidents/{id}/retry");
        if (key is not null)
        {
            request.Headers.Add("x-functions-key", key);
        }

        using var response = await app.Host.HttpClient.SendAsync(request);
        var body = await response.Content.ReadAsStringAsync();
        return (response.StatusCode, body.Length == 0 ? [] : JObject.Parse(body));
    }
}
