using System.Diagnostics;
using System.Globalization;
using System.Security.Cryptography;
using BudgetWatch.Domain;
using BudgetWatch.Pipeline.Build;
using BudgetWatch.Pipeline.Operations;
using BudgetWatch.Sources;
using BudgetWatch.Sources.Tabular;
using BudgetWatch.TestKit;
using Microsoft.Extensions.DependencyInjection;
using Newtonsoft.Json;
using Newtonsoft.Json.Linq;

namespace BudgetWatch.EndToEnd.Tests;

/// <summary>
/// Every correction of a budget leaves one release live and another to be built. The app that builds it is killed at a moment of the run
/// and started again, and that again and again before one is left to itself: twenty times its host, twenty times its worker.
/// </summary>
public sealed class WhenABuildIsKilled : IAsyncLifetime
{
    private const int Corrections = 5;
    private const int KillsOfEach = 8;
    private const int Kills = Corrections * KillsOfEach;

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
        var runs = reader.Host.Services.GetRequiredService<IRunLedger>();
        var app = await StartAsync();
        try
        {
            await EndOfAsync(app, runs, after: null);
            var undisturbed = await UndisturbedAsync(app, runs, reader);
            var moments = new Random(20100401);
            for (var correction = 0; correction < Corrections; correction++)
            {
                _snapshot.Correct(correction + 2);
                var before = (await runs.NewestAsync(1, default))[0].Id;
                await using var polling = await Polling.StartAsync(reader);
                var told = "";
                for (var kill = 0; kill < KillsOfEach; kill++)
                {
                    var start = Stopwatch.GetTimestamp();
                    var asked = (await runs.NewestAsync(1, default))[0].Id == before ? AskAsync(app) : Task.CompletedTask;

                    // A moment in each fortieth of the span, so that every part of a build is hit; spread over the corrections.
                    var moment = undisturbed * (((kill * Corrections) + correction + moments.NextDouble()) / Kills);
                    await Task.Delay(Max(moment - Stopwatch.GetElapsedTime(start), TimeSpan.Zero));
                    var worker = app.WorkerId();
                    await (kill % 2 == 0 ? app.KillAsync() : app.KillWorkerAsync());
                    await asked;

                    // Neither outlives the other.
                    await Waiting.UntilAsync(() => worker is not { } id || !AppProcess.IsRunning(id), () => $"Worker {worker} is left.");
                    told += string.Create(CultureInfo.InvariantCulture, $"{(kill % 2 == 0 ? "host" : "worker")} killed after {moment.TotalMilliseconds:0} ms; it said: {app.Said}\n");
                    var again = await StartAsync();
                    await app.DisposeAsync();
                    app = again;
                }

                if ((await runs.NewestAsync(1, default))[0].Id == before)
                {
                    // Killed every time before it had noted that it was asked: whoever asked asks again.
                    await AskAsync(app);
                }

                await ShouldBeWholeAsync(reader, await EndOfAsync(app, runs, before), told);
                await polling.ShouldHaveSeenOnlyWholeReleasesAsync();
            }

            // What the killed had taken from the queues comes back, is found done, and changes nothing.
            await reader.Host.WhenQueuesAreEmptyAsync();
            (await reader.Host.Services.GetRequiredService<IIncidentLog>().OpenAsync(default)).ShouldBeEmpty();
            (await reader.Host.Services.GetRequiredService<IReleaseStore>().ListAsync(default)).Count.ShouldBe(Corrections + 2);
        }
        finally
        {
            await app.DisposeAsync();
        }
    }

    private Task<AppProcess> StartAsync() => AppProcess.StartListeningAsync(
        "BudgetWatch.App.dll", ["--port", "0"],
        ("AzureWebJobsStorage", _azurite.ConnectionString), ("Ingestion__Origin", "Folder"), ("Ingestion__Folder", _snapshot.Folder),
        ("FirstRun__Enabled", "true"), ("DOTNET_TieredPGO", "0"), ("Functions__Keys__Function", FunctionAppHost.FunctionKey),
        ("AzureFunctionsJobHost__extensions__queues__maxPollingInterval", "00:00:00.2"));

    /// <summary>A run nobody kills: how long it takes, and that what it publishes is what the pure code makes of the same files.</summary>
    private async Task<TimeSpan> UndisturbedAsync(AppProcess app, IRunLedger runs, RunningApp reader)
    {
        _snapshot.Correct(1);
        var before = (await runs.NewestAsync(1, default))[0].Id;
        var start = Stopwatch.GetTimestamp();
        await AskAsync(app);
        var run = await EndOfAsync(app, runs, before);
        var span = Stopwatch.GetElapsedTime(start);
        await ShouldBeWholeAsync(reader, run, "not killed");
        return span;
    }

    private async Task ShouldBeWholeAsync(RunningApp reader, Run run, string told)
    {
        run.Outcome!.Kind.ShouldNotBe(RunOutcomeKind.Failed, $"{run.Outcome.Detail}; {told}");
        var (id, content) = _snapshot.Release(run.StartedAt);
        var release = (await reader.JsonAsync("releases"))["releases"]![0]!;
        release["id"]!.ToString().ShouldBe(id, told);
        release["contentSha256"]!.ToString().ShouldBe(content, told);

        // An instance that did not move the pointer itself may serve the release before for some seconds more.
        await Waiting.UntilAsync(async () => (await reader.JsonAsync("cuts"))["release"]!["id"]!.ToString() == id, () => told);
        (await reader.JsonAsync("health"))["incidents"]!.ShouldBeEmpty(told);
    }

    private static async Task AskAsync(AppProcess app)
    {
        try
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, new Uri("api/v1/admin/ingestions", UriKind.Relative));
            request.Headers.Add("x-functions-key", FunctionAppHost.FunctionKey);
            using var response = await app.HttpClient.SendAsync(request);
        }
        catch (HttpRequestException)
        {
            // Killed while it was being asked.
        }
    }

    private static async Task<Run> EndOfAsync(AppProcess app, IRunLedger runs, string? after)
    {
        Run? newest = null;
        await Waiting.UntilAsync(
            async () => (newest = (await runs.NewestAsync(1, default)).FirstOrDefault()) is { Outcome: not null } && newest.Id != after,
            () => $"No run after {after} has ended; the newest is {JsonConvert.SerializeObject(newest)}; the app said: {app.Said}",
            TimeSpan.FromMilliseconds(100));
        return newest!;
    }

    private static TimeSpan Max(TimeSpan one, TimeSpan other) => one > other ? one : other;

    /// <summary>A reader who asks again and again, and keeps every different answer.</summary>
    private sealed class Polling : IAsyncDisposable
    {
        private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(100);

        private readonly RunningApp _reader;
        private readonly HashSet<string> _seen = new(StringComparer.Ordinal);
        private readonly CancellationTokenSource _enough = new();
        private readonly IReadOnlyList<string> _old;
        private readonly Task _asking;

        private Polling(RunningApp reader, IReadOnlyList<string> old)
        {
            _reader = reader;
            _old = old;
            _asking = AskAsync();
        }

        public static async Task<Polling> StartAsync(RunningApp reader) => new(reader, await AnswersAsync(reader));

        /// <summary>The release now live is the new one: every answer was one of its, or one of the old one's, to the last character.</summary>
        public async Task ShouldHaveSeenOnlyWholeReleasesAsync()
        {
            await _enough.CancelAsync();
            await _asking;
            var fresh = (await AnswersAsync(_reader)).Select(OfRelease).ToList();
            var whole = _old.Select(OfRelease).Concat(fresh).ToHashSet(StringComparer.Ordinal);
            whole.Count.ShouldBe(4);
            var seen = _seen.Select(OfRelease).ToHashSet(StringComparer.Ordinal);
            seen.ShouldContain(OfRelease(_old[0]));
            seen.Except(whole).ShouldBeEmpty();
        }

        public async ValueTask DisposeAsync()
        {
            await _enough.CancelAsync();
            await _asking;
            _enough.Dispose();
        }

        private async Task AskAsync()
        {
            while (!_enough.IsCancellationRequested)
            {
                _seen.UnionWith(await AnswersAsync(_reader));
                await Task.Delay(Pause, _enough.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }

        private static async Task<IReadOnlyList<string>> AnswersAsync(RunningApp reader) =>
        [
            await reader.Host.HttpClient.GetStringAsync(new Uri("api/v1/cuts", UriKind.Relative)),
            await reader.Host.HttpClient.GetStringAsync(new Uri("api/v1/summary", UriKind.Relative)),
        ];

        /// <summary>An answer without what is of now and not of a release: when each source was last looked at, and when the next run is.</summary>
        private static string OfRelease(string answer)
        {
            var content = JObject.Parse(answer);
            content.Remove("sources");
            content.Remove("nextRun");
            return content.ToString();
        }
    }

    /// <summary>
    /// The snapshot's files, of its budgets three, with one corrected: some thousands of pounds of one council, its class and ENGLAND, moved from
    /// education to highways.
    /// </summary>
    private sealed class CorrectedSnapshot : IDisposable
    {
        private const string Budget = "revenue-budgets-2019-20.csv";
        private const string Council = "E0101,E06000022,Bath & North East Somerset UA,UA,64079,899,";
        private const string Class = ",,UNITARY AUTHORITIES,UA,7008700,568054,";
        private const string England = ",,ENGLAND,,34296352,4864032,";

        private static readonly string[] Budgets = ["revenue-budgets-2010-11.csv", "revenue-budgets-2018-19.csv", Budget];

        private readonly string _original = File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "snapshot", Budget));
        private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("budgetwatch-");
        private readonly Dictionary<string, (ReleaseInput Input, EditionContent Content)> _read = new(StringComparer.Ordinal);

        public CorrectedSnapshot()
        {
            var files = Directory.EnumerateFiles(Path.Combine(AppContext.BaseDirectory, "snapshot"), "*.csv")
                .Where(path => !Path.GetFileName(path).StartsWith("revenue-", StringComparison.Ordinal) || Budgets.Any(path.EndsWith));
            foreach (var path in files)
            {
                File.Copy(path, Path.Combine(Folder, Path.GetFileName(path)));
            }
        }

        public string Folder => _folder.FullName;

        public void Correct(int thousands)
        {
            var corrected = _original
                .Replace(Council, string.Create(CultureInfo.InvariantCulture, $"E0101,E06000022,Bath & North East Somerset UA,UA,{64079 - thousands},{899 + thousands},"), StringComparison.Ordinal)
                .Replace(Class, string.Create(CultureInfo.InvariantCulture, $",,UNITARY AUTHORITIES,UA,{7008700 - thousands},{568054 + thousands},"), StringComparison.Ordinal)
                .Replace(England, string.Create(CultureInfo.InvariantCulture, $",,ENGLAND,,{34296352 - thousands},{4864032 + thousands},"), StringComparison.Ordinal);
            corrected.ShouldNotBe(_original);
            File.WriteAllText(Path.Combine(Folder, Budget), corrected);
        }

        /// <summary>The release of these files by the pure code alone: no storage, no queues, nobody to kill it.</summary>
        public (string Id, string ContentSha256) Release(DateTimeOffset startedAt)
        {
            var editions = Directory.EnumerateFiles(Folder).Select(path => Read(path, File.ReadAllBytes(path))).ToList();
            var figures = ReleaseInputs.From([.. editions.Select(edition => new ReadEdition(edition.Input, edition.Content))]).Inputs!.Harmonise().Figures!;
            return (
                ReleaseIdentity.Of(DateOnly.FromDateTime(startedAt.UtcDateTime), ReleaseIdentity.InputsHash(editions.Select(edition => edition.Input))),
                ReleaseRows.Digest(
                    ReleaseComputation.Compute(figures, default)
                        .Concat(SpecificationRows.Chunks(figures).Select(chunk => SpecificationRows.Compute(chunk, figures)))));
        }

        public void Dispose() => _folder.Delete(recursive: true);

        private (ReleaseInput Input, EditionContent Content) Read(string path, byte[] bytes)
        {
            var sha256 = Convert.ToHexStringLower(SHA256.HashData(bytes));
            if (!_read.TryGetValue(sha256, out var edition))
            {
                var file = new PublishedFile(Path.GetFileName(path), bytes);
                var source = SourceCatalogue.Recognise(((Peeking.Seen)Peeking.At(file, default)).File)!;
                var content = ((Reading.Accepted)source.Read(file, default)).Content;
                edition = (new ReleaseInput(source.Description.Id, content.Slot, sha256, source.Description.ReaderVersion, "", null), content);
                _read.Add(sha256, edition);
            }

            return edition;
        }
    }
}
