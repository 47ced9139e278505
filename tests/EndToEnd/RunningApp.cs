using BudgetWatch.App;
using BudgetWatch.Pipeline.Operations;
using BudgetWatch.TestKit;
using Microsoft.Extensions.DependencyInjection;
using Newtonsoft.Json;
using Newtonsoft.Json.Linq;

namespace BudgetWatch.EndToEnd.Tests;

/// <summary>The whole app in process on an emulator of its own, as its Program.cs builds it.</summary>
public sealed class RunningApp : IAsyncDisposable
{
    /// <summary>What can have gone wrong: the incident that the contract shows.</summary>
    public static readonly Incident Failed = new(
        "20261123T093000Z-gdp-deflators",
        new DateTimeOffset(2026, 11, 23, 9, 32, 5, TimeSpan.Zero),
        "gdp-deflators",
        "Ingesting gdp-deflators failed. BudgetWatch will not retry: 50 retries failed too.",
        "the message failed on every attempt; see the log"
    );

    internal const string PollingInterval = "AzureFunctionsJobHost:extensions:queues:maxPollingInterval";

    private static readonly TimeSpan BetweenLooks = TimeSpan.FromMilliseconds(100);

    private readonly AzuriteServer _azurite;
    private readonly bool _ownsAzurite;

    private RunningApp(AzuriteServer azurite, FunctionAppHost host, bool ownsAzurite)
    {
        _azurite = azurite;
        Host = host;
        _ownsAzurite = ownsAzurite;
    }

    public FunctionAppHost Host { get; }

    /// <summary>An app that reads what is published and does no work of its own.</summary>
    public static Task<RunningApp> StartReaderAsync(AzuriteServer on, IReadOnlyDictionary<string, string?>? settings = null) =>
        StartAsync(
            "Snapshot",
            on: on,
            settings: new Dictionary<string, string?>(settings ?? new Dictionary<string, string?>())
            {
                ["AzureWebJobs.IngestSource.Disabled"] = "true",
                ["AzureWebJobs.IngestSourcePoison.Disabled"] = "true",
                ["AzureWebJobs.BuildRelease.Disabled"] = "true",
                ["AzureWebJobs.BuildReleasePoison.Disabled"] = "true",
            }
        );

    public static async Task<RunningApp> StartAsync(
        string origin,
        string? folder = null,
        AzuriteServer? on = null,
        IReadOnlyDictionary<string, string?>? settings = null,
        Action<IServiceCollection>? replace = null
    )
    {
        var azurite = on ?? new AzuriteServer();
        if (on is null)
        {
            await azurite.InitializeAsync();
        }

        var host = await FunctionAppHost.StartAsync(
            azurite,
            typeof(BudgetWatchServices).Assembly,
            builder =>
            {
                builder.ConfigureBudgetWatch();
                replace?.Invoke(builder.Services);
            },
            new Dictionary<string, string?>(settings ?? new Dictionary<string, string?>())
            {
                // All tests come from one address.
                ["Limits:RequestsPerSecond"] = settings?.GetValueOrDefault("Limits:RequestsPerSecond") ?? "0",
                // On a machine that runs other tests too storage may be slow without being away.
                ["Storage:ReaderDeadline"] = settings?.GetValueOrDefault("Storage:ReaderDeadline") ?? "00:00:30",
                // Four queues of each of several apps are looked into all the while, and the emulator has but one thread.
                [PollingInterval] = settings?.GetValueOrDefault(PollingInterval) ?? "00:00:00.2",
                ["Ingestion:Origin"] = origin,
                ["Ingestion:Folder"] = folder,
            }
        );
        return new RunningApp(azurite, host, on is null);
    }

    /// <summary>
    /// One message of a queue at a time: of two at once it depends on chance who looks how often and tries again. Tests that count what is done want the same count
    /// every time.
    /// </summary>
    public static readonly IReadOnlyDictionary<string, string?> OneMessageAtATime = new Dictionary<string, string?>
    {
        ["AzureFunctionsJobHost:extensions:queues:batchSize"] = "1",
        ["AzureFunctionsJobHost:extensions:queues:newBatchThreshold"] = "0",
    };

    /// <summary>A tick of the timer, followed to what came of its run.</summary>
    public async Task<Run> TickAsync()
    {
        var runs = Host.Services.GetRequiredService<IRunLedger>();

        // A tick goes on with a run that has not ended, such as another test may have started: that one is no run of this tick.
        await Waiting.UntilAsync(
            async () => (await runs.NewestAsync(1, default)).FirstOrDefault() is not { Outcome: null },
            betweenLooks: BetweenLooks
        );
        var before = (await runs.NewestAsync(1, default)).FirstOrDefault()?.Id;
        await Host.FireTimerAsync("IngestWeekly");
        Run? newest = null;
        var looks = 0;
        await Waiting.UntilAsync(
            async () =>
            {
                newest = (await runs.NewestAsync(1, default))[0];

                // On a machine that is busy for minutes a run may stand still; the next tick goes on with it, as it does in operation.
                if (++looks % 800 == 0)
                {
                    await Host.FireTimerAsync("IngestWeekly");
                }

                return newest.Id != before && newest.Outcome is not null;
            },
            () => JsonConvert.SerializeObject(newest),
            BetweenLooks
        );
        return newest!;
    }

    public async Task<JObject> JsonAsync(string path)
    {
        using var response = await Host.HttpClient.GetAsync(new Uri($"api/v1/{path}", UriKind.Relative));
        var body = await response.Content.ReadAsStringAsync();
        response.IsSuccessStatusCode.ShouldBeTrue(body);
        using var reader = new JsonTextReader(new StringReader(body)) { DateParseHandling = DateParseHandling.None };
        return JObject.Load(reader);
    }

    public async ValueTask DisposeAsync()
    {
        await Host.DisposeAsync();
        if (_ownsAzurite)
        {
            await _azurite.DisposeAsync();
        }
    }
}

/// <summary>One app on the bundled snapshot with its first release, for every test that only reads.</summary>
public sealed class PublishedSnapshot : IAsyncLifetime
{
    public RunningApp App { get; private set; } = null!;

    public Run FirstRun { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        // Hardly any test has it work.
        App = await RunningApp.StartAsync(
            "Snapshot",
            settings: new Dictionary<string, string?> { [RunningApp.PollingInterval] = "00:00:01" }
        );
        FirstRun = await App.TickAsync();
    }

    public ValueTask DisposeAsync() => App?.DisposeAsync() ?? ValueTask.CompletedTask;
}
