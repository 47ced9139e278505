using System.Diagnostics;
using System.Globalization;
using System.Net;
using Azure.Storage.Queues;
using BudgetWatch.EndToEnd.Tests.Kills;
using BudgetWatch.Pipeline.Build;
using BudgetWatch.Pipeline.Operations;
using BudgetWatch.TestKit;
using Microsoft.Extensions.DependencyInjection;
using Newtonsoft.Json;

namespace BudgetWatch.EndToEnd.Tests;

/// <summary>
/// Every correction of a budget leaves one release live and another to be built. The app that builds it is killed at a moment of the run and started again, and that again and again before one
/// is left to itself: its host and its worker in turn. Of every two builds one has an app that goes on with what was cut off when it starts, as at a terminal, and five tries of each message; the
/// other has neither, as in Azure, and three tries, so that kills use them up.
/// </summary>
/// <remarks>Ten kills in two builds, or as many as BUDGETWATCH_KILLS says, ten in each build, at moments by BUDGETWATCH_SEED.</remarks>
public sealed class WhenABuildIsKilled : IAsyncLifetime
{
    private static readonly int Kills = Number("BUDGETWATCH_KILLS", unlessSet: 10);
    private static readonly int Builds = Math.Max(2, Kills / 10);
    private static readonly int KillsOfEach = Kills / Builds;

    private readonly AzuriteServer _azurite = new();
    private readonly CorrectedSnapshot _snapshot = new();

    public async ValueTask InitializeAsync() => await _azurite.InitializeAsync();

    public async ValueTask DisposeAsync()
    {
        _snapshot.Dispose();
        await _azurite.DisposeAsync();
    }

    [Fact]
    public async Task Started_again_it_ends_in_the_same_release_and_readers_never_see_a_mix()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Processes are started as on Linux");
        await using var reader = await RunningApp.StartReaderAsync(_azurite);
        var app = await StartAsync(goesOn: true);
        try
        {
            await ShouldBeReleasedAsync(reader, app, "the first");
            var undisturbed = await UndisturbedAsync(app, reader);
            var moments = new Random(Number("BUDGETWATCH_SEED", unlessSet: 20100401));
            for (var build = 0; build < Builds; build++)
            {
                var goesOn = build % 2 == 0;
                var again = await StartAsync(goesOn, after: app);
                app = again;
                _snapshot.Correct(build + 2);
                await using var polling = await PollingReader.StartAsync(reader);
                var told = $"build {build}\n";
                var isAsked = false;
                for (var kill = 0; kill < KillsOfEach; kill++)
                {
                    var start = Stopwatch.GetTimestamp();

                    // Anyone who asked and was not answered asks again.
                    var asking = isAsked ? Task.FromResult(true) : AskAsync(app);

                    // A moment in each part of the span, so that every part of a build is hit; spread over the builds.
                    var moment = undisturbed * (((kill * Builds) + build + moments.NextDouble()) / (KillsOfEach * Builds));
                    await Task.Delay(Max(moment - Stopwatch.GetElapsedTime(start), TimeSpan.Zero));
                    var worker = app.WorkerId();
                    await (kill % 2 == 0 ? app.KillAsync() : app.KillWorkerAsync());
                    isAsked = await asking;

                    // Neither outlives the other.
                    await Waiting.UntilAsync(() => worker is not { } id || !AppProcess.IsRunning(id), () => $"Worker {worker} is left.");
                    told += string.Create(
                        CultureInfo.InvariantCulture,
                        $"{(kill % 2 == 0 ? "host" : "worker")} killed after {moment.TotalMilliseconds:0} ms; it said: {app.Said}\n"
                    );
                    app = await StartAsync(goesOn, after: app);
                }

                if (!isAsked)
                {
                    (await AskAsync(app)).ShouldBeTrue();
                }

                await ShouldBeReleasedAsync(reader, app, told);
                await polling.ShouldHaveSeenOnlyWholeReleasesAsync();
            }

            // What the killed had taken from the queues comes back, is found done, and changes nothing. Nothing is left where no one looks.
            await reader.Host.WhenQueuesAreEmptyAsync();
            await foreach (var queue in new QueueServiceClient(_azurite.ConnectionString).GetQueuesAsync())
            {
                queue.Name.ShouldNotEndWith("-poison-poison");
            }

            (await reader.Host.Services.GetRequiredService<IIncidentLog>().OpenAsync(default)).ShouldBeEmpty();
            (await reader.Host.Services.GetRequiredService<IReleaseStore>().ListAsync(default)).Count.ShouldBe(Builds + 2);
        }
        finally
        {
            await app.DisposeAsync();
        }
    }

    private static int Number(string variable, int unlessSet) =>
        Environment.GetEnvironmentVariable(variable) is { Length: > 0 } text ? int.Parse(text, CultureInfo.InvariantCulture) : unlessSet;

    private async Task<AppProcess> StartAsync(bool goesOn, AppProcess? after = null)
    {
        if (after is not null)
        {
            await after.DisposeAsync();
        }

        return await AppProcess.StartListeningAsync(
            "BudgetWatch.App.dll",
            ["--port", "0"],
            ("AzureWebJobsStorage", _azurite.ConnectionString),
            ("Ingestion__Origin", "Folder"),
            ("Ingestion__Folder", _snapshot.Folder),
            ("FirstRun__Enabled", goesOn ? "true" : "false"),
            ("DOTNET_TieredPGO", "0"),
            ("Functions__Keys__Function", FunctionAppHost.FunctionKey),
            ("AzureFunctionsJobHost__extensions__queues__maxDequeueCount", goesOn ? "5" : "3"),
            ("AzureFunctionsJobHost__localHost__messageInvisibility", "00:00:04"),
            ("Retry__FirstPause", "00:00:00.5"),
            ("AzureFunctionsJobHost__extensions__queues__maxPollingInterval", "00:00:00.2")
        );
    }

    /// <summary>A run no one kills: how long it takes, and that what it publishes is what the pure code makes of the same files.</summary>
    private async Task<TimeSpan> UndisturbedAsync(AppProcess app, RunningApp reader)
    {
        _snapshot.Correct(1);
        var start = Stopwatch.GetTimestamp();
        (await AskAsync(app)).ShouldBeTrue();
        await ShouldBeReleasedAsync(reader, app, "not killed");
        return Stopwatch.GetElapsedTime(start);
    }

    private async Task ShouldBeReleasedAsync(RunningApp reader, AppProcess app, string told)
    {
        var newest = await _snapshot.ShouldBeReleasedAsync(reader, () => $"{told} the app said: {app.Said}");

        // An instance that did not move the pointer itself may serve the release before for some seconds more.
        await Waiting.UntilAsync(async () => (await reader.JsonAsync("cuts"))["release"]!["id"]!.ToString() == newest.Id, () => told);
    }

    /// <summary>Whether the app said that a run is on.</summary>
    private static async Task<bool> AskAsync(AppProcess app)
    {
        try
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, new Uri("api/v1/admin/ingestions", UriKind.Relative));
            request.Headers.Add("x-functions-key", FunctionAppHost.FunctionKey);
            using var response = await app.HttpClient.SendAsync(request);
            return response.StatusCode == HttpStatusCode.Accepted;
        }
        catch (HttpRequestException)
        {
            // Killed while it was being asked.
            return false;
        }
    }

    private static TimeSpan Max(TimeSpan one, TimeSpan other) => one > other ? one : other;
}
