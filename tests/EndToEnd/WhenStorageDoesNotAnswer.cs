using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net;
using BudgetWatch.Pipeline.Operations;
using BudgetWatch.TestKit;
using BudgetWatch.TestKit.Publishers;
using Microsoft.Extensions.DependencyInjection;
using Newtonsoft.Json.Linq;

namespace BudgetWatch.EndToEnd.Tests;

/// <summary>
/// Storage hangs, is killed, says 500 and 503, cuts its answers short, while readers poll every kind of address. What is in memory is served as it was, the rest
/// is 503 with a time to come back, health is red, no one waits five seconds, and when storage answers again everything is as before without a restart.
/// </summary>
/// <remarks>Alone in the process: a request must not wait for the threads of a build that another test makes.</remarks>
[CollectionDefinition(nameof(WhenStorageDoesNotAnswer), DisableParallelization = true)]
[Collection(nameof(WhenStorageDoesNotAnswer))]
public sealed class WhenStorageDoesNotAnswer(TwoReleasesOfItsOwn storage) : IClassFixture<TwoReleasesOfItsOwn>
{
    /// <summary>Longer than any deadline of a reader's request, and than what instances keep for some time.</summary>
    private static readonly TimeSpan Hang = TimeSpan.FromMinutes(1);

    /// <summary>Longer than a queue's reader waits from one look to the next.</summary>
    private static readonly TimeSpan Outage = TimeSpan.FromSeconds(12);

    private static readonly TimeSpan LongestAnswer = TimeSpan.FromSeconds(5);
    private const string Health = "api/v1/health";

    private static readonly IReadOnlyDictionary<string, string?> UsualDeadline = new Dictionary<string, string?>
    {
        ["Storage:ReaderDeadline"] = "00:00:02",
    };

    private readonly ConcurrentQueue<string> _wrong = new();
    private TimeSpan _longest;

    [Fact]
    public async Task An_emulator_that_hangs_keeps_nobody_waiting_and_no_answer_changes()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "A process is stopped as on Linux.");
        await using var app = await RunningApp.StartReaderAsync(storage.Azurite, UsualDeadline);
        var before = await WarmAsync(app);
        await storage.Azurite.HangAsync();
        try
        {
            var seen = await PollAsync(app, before, Hang);
            seen.ShouldBeInMemory(storage);
        }
        finally
        {
            await storage.Azurite.GoOnAsync();
        }

        await ShouldBeAsBeforeAsync(app, before);
        _wrong.ShouldBeEmpty();
        TestContext.Current.SendDiagnosticMessage($"The longest request took {_longest.TotalSeconds:0.0} s.");
    }

    /// <summary>An instance that has nothing in memory says so at once, and serves once storage is there: nothing that failed stays failed.</summary>
    [Fact]
    public async Task An_instance_that_starts_while_the_emulator_hangs_serves_once_it_goes_on()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "A process is stopped as on Linux.");
        await storage.Azurite.HangAsync();
        RunningApp app;
        try
        {
            app = await RunningApp.StartReaderAsync(storage.Azurite, UsualDeadline);
            await ShouldBeUnavailableAsync(app);
        }
        finally
        {
            await storage.Azurite.GoOnAsync();
        }

        await using (app)
        {
            await ShouldServeAsync(app);
        }

        _wrong.ShouldBeEmpty();
    }

    [Theory]
    [InlineData(LineFault.Refused)]
    [InlineData(LineFault.Answers500)]
    [InlineData(LineFault.Answers503)]
    [InlineData(LineFault.CutShort)]
    public async Task A_line_that_breaks_and_is_mended_is_the_same_to_readers(LineFault fault)
    {
        await using var line = new StorageLine(storage.Azurite);
        var settings = new Dictionary<string, string?>(UsualDeadline) { ["AzureWebJobsStorage"] = line.ConnectionString };
        await using var warm = await RunningApp.StartReaderAsync(storage.Azurite, settings);
        var before = await WarmAsync(warm);
        line.Set(fault);
        var seen = await PollAsync(warm, before, TimeSpan.FromSeconds(3));
        seen.ShouldBeInMemory(storage);
        await using var cold = await RunningApp.StartReaderAsync(storage.Azurite, settings);
        await ShouldBeUnavailableAsync(cold);
        line.Set(LineFault.None);
        await ShouldBeAsBeforeAsync(warm, before);
        await ShouldServeAsync(cold);
        _wrong.ShouldBeEmpty();
    }

    /// <summary>Messages in hand, the queues' readers and whatever a step was doing when the line broke go on where they were.</summary>
    [Fact]
    public async Task A_run_that_is_interrupted_ends_without_a_person()
    {
        await using var line = new StorageLine(storage.Azurite);
        await using var app = await RunningApp.StartAsync(
            "Folder",
            storage.Folder,
            storage.Azurite,
            new Dictionary<string, string?>(RunningApp.OneMessageAtATime) { ["AzureWebJobsStorage"] = line.ConnectionString }
        );
        await using var watch = await RunningApp.StartReaderAsync(storage.Azurite);
        var runs = watch.Host.Services.GetRequiredService<IRunLedger>();
        await app.Host.FireTimerAsync("IngestWeekly");
        await RunAsync(runs, run => run.Sources.Values.Any(source => source.State == ProgressState.Done));
        line.Set(LineFault.Refused);
        await Task.Delay(Outage);
        line.Set(LineFault.None);
        var ended = await RunAsync(runs, run => run.Outcome is not null);
        ended.Outcome!.Kind.ShouldBe(RunOutcomeKind.Unchanged, ended.Outcome.Detail);
        ended.Sources.Values.ShouldAllBe(source => source.State == ProgressState.Done);
        (await watch.Host.Services.GetRequiredService<IIncidentLog>().OpenAsync(default)).ShouldBeEmpty();
    }

    private static async Task<Run> RunAsync(IRunLedger runs, Func<Run, bool> isIt)
    {
        Run? newest = null;
        await Waiting.UntilAsync(async () => (newest = (await runs.NewestAsync(1, default)).FirstOrDefault()) is not null && isIt(newest));
        return newest!;
    }

    private string[] Addresses =>
        [
            Health,
            "",
            "sources",
            "method",
            "areas/E06000022",
            "embed/deprivation",
            "charts/deprivation.svg",
            "api/v1/cuts",
            "api/v1/summary",
            "api/v1/gradient",
            "api/v1/areas/E06000022",
            "api/v1/sources",
            "api/v1/releases",
            "api/v1/releases/live",
            $"api/v1/releases/{storage.Second}",
            "api/v1/feed.atom",
            "api/v1/downloads",
            $"api/v1/cuts?release={storage.First}",
            $"api/v1/releases/{storage.First}/changes",
            "api/v1/releases/2001-01-01-000000000000",
            "api/v1/cuts?release=2001-01-01-000000000000",
            "api/v1/admin/incidents",
        ];

    /// <summary>Every address once, with what it answers while all is well.</summary>
    private async Task<IReadOnlyDictionary<string, Answer>> WarmAsync(RunningApp app)
    {
        var answers = new Dictionary<string, Answer>(StringComparer.Ordinal);
        foreach (var address in Addresses)
        {
            answers[address] = await UntilAsync(app, address, answer => answer.Status is not HttpStatusCode.ServiceUnavailable);
            answers[address]
                .Status.ShouldBe(
                    address.Contains("2001-01-01", StringComparison.Ordinal) ? HttpStatusCode.NotFound : HttpStatusCode.OK,
                    $"{address}: {answers[address].Body}"
                );
        }

        return answers;
    }

    /// <summary>Many readers at every address for so long, as polling clients are.</summary>
    private async Task<Seen> PollAsync(RunningApp app, IReadOnlyDictionary<string, Answer> before, TimeSpan span)
    {
        var seen = new ConcurrentDictionary<(string Address, HttpStatusCode Status), int>();
        var since = Stopwatch.StartNew();
        await Task.WhenAll(
            before.Keys.SelectMany(address =>
                Enumerable
                    .Range(0, 2)
                    .Select(_ =>
                        Task.Run(async () =>
                        {
                            do
                            {
                                var answer = await AskAsync(app, address);
                                seen.AddOrUpdate((address, answer.Status), 1, (_, times) => times + 1);
                                if (address == Health)
                                {
                                    HoldHealth(answer);
                                }
                                else if (answer.Status == HttpStatusCode.ServiceUnavailable)
                                {
                                    HoldUnavailable(address, answer);
                                }
                                else if (answer.Status != before[address].Status || answer.Body != before[address].Body)
                                {
                                    _wrong.Enqueue($"{address}: {answer.Status} {answer.Body}");
                                }

                                await Task.Delay(100);
                            } while (since.Elapsed < span);
                        })
                    )
            )
        );
        return new Seen(seen);
    }

    private async Task ShouldBeUnavailableAsync(RunningApp app) =>
        await Task.WhenAll(
            Addresses
                .Where(address => address != "method")
                .Select(async address =>
                {
                    var answer = await AskAsync(app, address);
                    answer.Status.ShouldBe(HttpStatusCode.ServiceUnavailable, address);
                    if (address == Health)
                    {
                        var health = JObject.Parse(answer.Body);
                        health["reasons"]!.Values<string>().ShouldBe(["storage does not answer"]);
                        health["ready"]!.Value<bool>().ShouldBeFalse();
                    }
                    else
                    {
                        HoldUnavailable(address, answer);
                    }
                })
        );

    private async Task ShouldServeAsync(RunningApp app)
    {
        var health = await UntilAsync(app, Health, answer => answer.Status == HttpStatusCode.OK);
        JObject.Parse(health.Body)["release"]!.Value<string>().ShouldBe(storage.Second);
        (await UntilAsync(app, "api/v1/cuts", answer => answer.Status == HttpStatusCode.OK)).Body.ShouldContain(storage.Second);
        (await UntilAsync(app, "", answer => answer.Status == HttpStatusCode.OK)).Body.ShouldContain(storage.Second);
    }

    private static async Task ShouldBeAsBeforeAsync(RunningApp app, IReadOnlyDictionary<string, Answer> before)
    {
        await UntilAsync(app, Health, answer => answer.Status == HttpStatusCode.OK);
        foreach (var (address, answer) in before)
        {
            var now = await UntilAsync(app, address, now => now.Status == answer.Status);

            // The page of sources says when it was read.
            (address == "sources" ? "" : now.Body).ShouldBe(address == "sources" ? "" : answer.Body, address);
        }
    }

    private void HoldHealth(Answer answer)
    {
        var health = JObject.Parse(answer.Body);
        if (
            answer.Status != HttpStatusCode.ServiceUnavailable
            || answer.RetryAfter is null
            || health["status"]!.Value<string>() != "unhealthy"
            || health["release"]!.Value<string>() != storage.Second
            || !health["reasons"]!.Values<string>().SequenceEqual(["storage does not answer"])
        )
        {
            _wrong.Enqueue($"{Health}: {answer.Status} {answer.Body}");
        }
    }

    private void HoldUnavailable(string address, Answer answer)
    {
        var isPage = !address.StartsWith("api/", StringComparison.Ordinal) && !address.EndsWith(".svg", StringComparison.Ordinal);
        if (
            answer.RetryAfter is null
            || answer.MediaType != (isPage ? "text/html" : "application/problem+json")
            || !answer.Body.Contains("Storage does not answer", StringComparison.Ordinal)
        )
        {
            _wrong.Enqueue($"{address}: {answer.Status} {answer.MediaType}, Retry-After {answer.RetryAfter}: {answer.Body}");
        }
    }

    private static async Task<Answer> UntilAsync(RunningApp app, string address, Func<Answer, bool> isIt)
    {
        Answer? answer = null;
        await Waiting.UntilAsync(async () => isIt(answer = await SendAsync(app, address)), () => $"{address}: {answer}");
        return answer!;
    }

    private async Task<Answer> AskAsync(RunningApp app, string address)
    {
        var since = Stopwatch.StartNew();
        var answer = await SendAsync(app, address);
        var took = since.Elapsed;
        lock (_wrong)
        {
            _longest = took > _longest ? took : _longest;
        }

        if (took > LongestAnswer)
        {
            _wrong.Enqueue($"{address} took {took}");
        }

        return answer;
    }

    private static async Task<Answer> SendAsync(RunningApp app, string address)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(address, UriKind.Relative));
        request.Headers.Add("x-functions-key", FunctionAppHost.FunctionKey);
        using var response = await app.Host.HttpClient.SendAsync(request);
        return new Answer(
            response.StatusCode,
            response.Content.Headers.ContentType?.MediaType,
            response.Headers.RetryAfter?.Delta,
            await response.Content.ReadAsStringAsync()
        );
    }

    private sealed record Answer(HttpStatusCode Status, string? MediaType, TimeSpan? RetryAfter, string Body);

    /// <summary>How often each address answered what.</summary>
    private sealed class Seen(IReadOnlyDictionary<(string Address, HttpStatusCode Status), int> times)
    {
        /// <summary>What was asked before is in memory: it was served throughout. What is read again each time was not, and its absence was said.</summary>
        public void ShouldBeInMemory(TwoReleasesOfItsOwn storage)
        {
            string[] served =
            [
                "",
                "sources",
                "method",
                "areas/E06000022",
                "embed/deprivation",
                "charts/deprivation.svg",
                "api/v1/cuts",
                "api/v1/summary",
                "api/v1/gradient",
                "api/v1/areas/E06000022",
                "api/v1/releases/live",
                $"api/v1/releases/{storage.Second}",
                "api/v1/feed.atom",
                "api/v1/downloads",
                $"api/v1/cuts?release={storage.First}",
            ];
            string[] refused =
            [
                Health,
                "api/v1/sources",
                "api/v1/releases",
                "api/v1/releases/2001-01-01-000000000000",
                "api/v1/admin/incidents",
            ];
            foreach (
                var (address, status) in served
                    .Select(address => (address, HttpStatusCode.OK))
                    .Concat(refused.Select(address => (address, HttpStatusCode.ServiceUnavailable)))
            )
            {
                times.Keys.Where(seen => seen.Address == address).Select(seen => seen.Status).ShouldBe([status], address);
            }
        }
    }
}

/// <summary>An emulator of its own with two releases, for tests that harm it.</summary>
public sealed class TwoReleasesOfItsOwn : IAsyncLifetime
{
    /// <summary>The emulator.</summary>
    public AzuriteServer Azurite { get; } = new();

    /// <summary>The files they are of, the newer ones.</summary>
    public string Folder { get; } = Directory.CreateTempSubdirectory("budgetwatch-").FullName;

    /// <summary>The release that was live before.</summary>
    public string First { get; private set; } = "";

    /// <summary>The live release.</summary>
    public string Second { get; private set; } = "";

    public async ValueTask InitializeAsync()
    {
        await Azurite.InitializeAsync();
        PublishedSnapshotFiles.CopyTo(Folder, "*.csv", "revenue-budgets-2010-11", "revenue-budgets-2018-19", "revenue-budgets-2019-20");
        await using var app = await RunningApp.StartAsync("Folder", Folder, Azurite);
        First = await PublishAsync(app);

        // E0101 is Bath and North East Somerset.
        await File.WriteAllBytesAsync(
            Path.Combine(Folder, "revenue-budgets-2019-20.csv"),
            CorrectedBudget.WithOneMoreMillionForLibraries("2019-20", "E0101")
        );
        Second = await PublishAsync(app);
    }

    public async ValueTask DisposeAsync()
    {
        await Azurite.DisposeAsync();
        Directory.Delete(Folder, recursive: true);
    }

    private static async Task<string> PublishAsync(RunningApp app)
    {
        var outcome = (await app.TickAsync()).Outcome!;
        outcome.Kind.ShouldBe(RunOutcomeKind.Published, outcome.Detail);
        return outcome.Release!;
    }
}
