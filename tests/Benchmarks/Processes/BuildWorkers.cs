using System.Diagnostics;
using System.Globalization;
using Azure.Data.Tables;
using Azure.Storage.Queues;
using BudgetWatch.Pipeline.Build;
using BudgetWatch.Pipeline.Operations;
using BudgetWatch.Storage;
using BudgetWatch.TestKit;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace BudgetWatch.Benchmarks.Processes;

/// <summary>
/// One build of the bundled snapshot's release by one, two and four workers on one emulator, each a process on one core, as an instance of 2 GB in
/// Azure has one. As there, the building one does not also take messages that ask for a share: functions scale each by itself. On a machine of two
/// cores two workers and the emulator already share what there is, and four cannot be faster than two; they may be faster than one.
/// </summary>
internal static class BuildWorkers
{
    public const string Command = "build-workers";

    private const int Rounds = 3;

    /// <summary>How many builds before it a process needs until its code is compiled as well as it will be: one core compiles beside its work.</summary>
    private const int UntilWarm = 4;

    private static readonly int[] Workers = [1, 2, 4];

    private static readonly string[] Everything =
    [
        "IngestWeekly", "IngestSource", "IngestSourcePoison", "BuildRelease", "BuildReleasePoison", "ComputeShare", "ComputeSharePoison",
    ];

    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(5);

    public static async Task RunAsync()
    {
        await using var azurite = new AzuriteServer();
        await azurite.InitializeAsync();
        var configuration = new ConfigurationBuilder().AddInMemoryCollection([new("AzureWebJobsStorage", azurite.ConnectionString)]).Build();
        await using var services = new ServiceCollection()
            .AddSingleton(TimeProvider.System).AddBudgetWatchStorage(configuration).BuildServiceProvider();
        await IngestAsync(azurite, services);

        var measured = Workers.SelectMany(workers => (bool[])[true, false], (workers, cold) => (workers, cold)).ToDictionary(own => own, _ => new List<Measured>());
        for (var round = 0; round < Rounds; round++)
        {
            foreach (var workers in Workers)
            {
                await BuildAsync(azurite, services, workers, (cold, one) => measured[(workers, cold)].Add(one));
            }
        }

        var contents = measured.Values.SelectMany(rounds => rounds).Select(round => round.ContentSha256).Distinct().ToList();
        Console.WriteLine($"{Environment.ProcessorCount} processors; {Rounds} rounds each, in turn; medians; load {Load()} at the end");
        Console.WriteLine(contents.Count == 1 ? $"contentSha256 {contents[0]} every time" : $"RELEASES DIFFER: {string.Join(", ", contents)}");
        Console.WriteLine();
        Console.WriteLine("| workers | processes | from message to release | times one | CPU of the building one | CPU of each other | CPU of all |");
        Console.WriteLine("|---|---|---|---|---|---|---|");
        foreach (var ((workers, cold), rounds) in measured)
        {
            var alone = Median(measured[(1, cold)].Select(round => round.Seconds));
            var seconds = Median(rounds.Select(round => round.Seconds));
            Console.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"| {workers} | {(cold ? "just started" : "that built four times before")} | {seconds:0.00} s | {alone / seconds:0.00} | {Median(rounds.Select(round => round.Processor[0])):0.00} s "
                + $"| {(workers == 1 ? "" : string.Join(", ", Enumerable.Range(1, workers - 1).Select(i => Median(rounds.Select(round => round.Processor[i])).ToString("0.00", CultureInfo.InvariantCulture))) + " s")} "
                + $"| {Median(rounds.Select(round => round.Processor.Sum())):0.00} s |"));
        }

        if (contents.Count != 1)
        {
            throw new InvalidOperationException("The release depends on how many built it.");
        }
    }

    private static async Task IngestAsync(AzuriteServer azurite, ServiceProvider services)
    {
        await using var folder = new TemporaryFolder();
        await using var app = await StartAsync(azurite, folder, cpu: null, sharers: 0, [.. Everything.Except(["IngestSource", "BuildRelease"])]);
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri("api/v1/admin/ingestions", UriKind.Relative));
        request.Headers.Add("x-functions-key", FunctionAppHost.FunctionKey);
        using var response = await app.HttpClient.SendAsync(request);
        response.EnsureSuccessStatusCode();
        var runs = services.GetRequiredService<IRunLedger>();
        var run = (await runs.NewestAsync(1, default))[0].Id;
        await EndAsync(runs, run, [app]);
    }

    private static async Task BuildAsync(AzuriteServer azurite, ServiceProvider services, int workers, Action<bool, Measured> note)
    {
        var folders = new List<TemporaryFolder>();
        var apps = new List<AppProcess>();
        try
        {
            for (var worker = 0; worker < workers; worker++)
            {
                folders.Add(new TemporaryFolder());
                apps.Add(await StartAsync(
                    azurite, folders[^1], worker % Environment.ProcessorCount, workers - 1,
                    [.. Everything.Except([worker == 0 ? "BuildRelease" : "ComputeShare"])]));
            }

            for (var build = 0; build <= UntilWarm; build++)
            {
                var measured = await BuildAsync(azurite, services, apps);
                if (build is 0 or UntilWarm)
                {
                    note(build == 0, measured);
                }
            }
        }
        finally
        {
            foreach (var app in apps)
            {
                await app.DisposeAsync();
            }

            foreach (var folder in folders)
            {
                await folder.DisposeAsync();
            }
        }
    }

    /// <summary>One build, from its message, of a release that is not there: idle workers, the tables of releases empty.</summary>
    private static async Task<Measured> BuildAsync(AzuriteServer azurite, ServiceProvider services, List<AppProcess> apps)
    {
        var tables = new TableServiceClient(azurite.ConnectionString);
        foreach (var table in (string[])["Figures", "Releases"])
        {
            await tables.DeleteTableAsync(table);
            await tables.CreateTableAsync(table);
        }

        await Task.Delay(TimeSpan.FromSeconds(2));
        var runs = services.GetRequiredService<IRunLedger>();
        var start = TimeProvider.System.GetUtcNow();
        var run = start.ToString("yyyyMMdd'T'HHmmss'Z'", CultureInfo.InvariantCulture);
        await runs.OpenAsync(
            new Run(run, start, new Dictionary<string, SourceProgress>(StringComparer.Ordinal), Outcome: null), (await runs.NewestAsync(1, default)).FirstOrDefault()?.Id, default);
        var before = apps.ConvertAll(app => Processor(app.ProcessId));
        var since = Stopwatch.GetTimestamp();
        await services.GetRequiredService<IWorkQueue>().SendAsync(new BuildMessage(run), default);
        var outcome = await EndAsync(runs, run, apps);
        var wall = Stopwatch.GetElapsedTime(since).TotalSeconds;
        await WhenNobodyIsAtWorkAsync(azurite);
        var processor = apps.Zip(before, (app, earlier) => Processor(app.ProcessId) - earlier).ToList();
        var release = await services.GetRequiredService<IReleaseStore>().FindAsync(outcome.Release!, default);
        Console.Error.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{apps.Count}: {wall:0.00} s, CPU {string.Join(" + ", processor.Select(own => own.ToString("0.00", CultureInfo.InvariantCulture)))}, load {Load()}"));
        return new Measured(wall, processor, release!.ContentSha256);
    }

    private static async Task<AppProcess> StartAsync(AzuriteServer azurite, TemporaryFolder folder, int? cpu, int sharers, string[] without)
    {
        var app = await AppProcess.StartListeningAsync(
            "BudgetWatch.App.dll", ["--port", "0", "--data", folder.Path],
            [
                ("AzureWebJobsStorage", azurite.ConnectionString), ("Ingestion__Origin", "Snapshot"), ("FirstRun__Enabled", "false"),
                ("Functions__Keys__Function", FunctionAppHost.FunctionKey), ("Build__Sharers", sharers.ToString(CultureInfo.InvariantCulture)),
                ("AzureFunctionsJobHost__extensions__queues__maxPollingInterval", "00:00:00.05"),
                ("AzureFunctionsJobHost__extensions__queues__batchSize", "1"), ("AzureFunctionsJobHost__extensions__queues__newBatchThreshold", "0"),
                .. cpu is null ? [] : ((string, string)[])[("DOTNET_PROCESSOR_COUNT", "1")],
                .. without.Select(function => ($"AzureWebJobs.{function}.Disabled", "true")),
            ]);
        if (cpu is { } core)
        {
            using var taskset = Process.Start(new ProcessStartInfo(
                "taskset",
                ["--all-tasks", "--cpu-list", "--pid", core.ToString(CultureInfo.InvariantCulture), app.ProcessId.ToString(CultureInfo.InvariantCulture)])
            {
                RedirectStandardOutput = true,
                UseShellExecute = false,
            })!;
            await taskset.WaitForExitAsync();
        }

        return app;
    }

    private static async Task<RunOutcome> EndAsync(IRunLedger runs, string run, IReadOnlyList<AppProcess> apps)
    {
        var since = Stopwatch.GetTimestamp();
        while (Stopwatch.GetElapsedTime(since) < Patience)
        {
            if ((await runs.FindAsync(run, default))?.Outcome is { } outcome)
            {
                return outcome.Kind == RunOutcomeKind.Published ? outcome : throw new InvalidOperationException($"{outcome.Kind}: {outcome.Detail}");
            }

            await Task.Delay(20);
        }

        throw new TimeoutException($"Run {run} has not ended. The apps said: {string.Join('\n', apps.Select(app => app.Said))}");
    }

    /// <summary>Whoever still computes a chunk that another has taken off it would write into the next build's tables.</summary>
    private static async Task WhenNobodyIsAtWorkAsync(AzuriteServer azurite)
    {
        var shares = new QueueClient(azurite.ConnectionString, "share");
        await shares.CreateIfNotExistsAsync();
        while ((await shares.GetPropertiesAsync()).Value.ApproximateMessagesCount > 0)
        {
            await Task.Delay(20);
        }
    }

    private static double Processor(int process)
    {
        using var own = Process.GetProcessById(process);
        return own.TotalProcessorTime.TotalSeconds;
    }

    private static string Load() => File.ReadAllText("/proc/loadavg").Split(' ')[0];

    private static double Median(IEnumerable<double> values)
    {
        var ordered = values.Order().ToArray();
        return (ordered[ordered.Length / 2] + ordered[(ordered.Length - 1) / 2]) / 2;
    }

    private sealed record Measured(double Seconds, IReadOnlyList<double> Processor, string ContentSha256);

    private sealed class TemporaryFolder : IAsyncDisposable
    {
        private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("budgetwatch-worker-");

        public string Path => _folder.FullName;

        public ValueTask DisposeAsync()
        {
            _folder.Delete(recursive: true);
            return ValueTask.CompletedTask;
        }
    }
}
