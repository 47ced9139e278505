using System.Globalization;
using System.Net;

namespace BudgetWatch.TestKit.Load;

/// <summary>The app on its local host and an emulator of its own, with a release of the bundled snapshot, and what its worker takes of the machine. On Linux.</summary>
public sealed class MeasuredApp : IAsyncDisposable
{
    private readonly AzuriteServer _azurite;
    private readonly AppProcess _app;
    private readonly DirectoryInfo _folder;

    private MeasuredApp(AzuriteServer azurite, AppProcess app, DirectoryInfo folder)
    {
        _azurite = azurite;
        _app = app;
        _folder = folder;
        Worker = app.WorkerId() ?? throw new InvalidOperationException("The app has no worker.");
    }

    /// <summary>Asks it.</summary>
    public HttpClient Client => _app.HttpClient;

    /// <summary>The worker's process.</summary>
    public int Worker { get; }

    /// <summary>Starts it and waits for its release.</summary>
    /// <param name="limited">Whether a client may ask no more than usual.</param>
    /// <returns>The app, with its release.</returns>
    public static async Task<MeasuredApp> StartAsync(bool limited)
    {
        var folder = Directory.CreateTempSubdirectory("budgetwatch-measured-");
        var azurite = new AzuriteServer();
        await azurite.InitializeAsync();
        var app = await AppProcess.StartListeningAsync(
            "BudgetWatch.App.dll",
            ["--port", "0", "--data", folder.FullName],
            [
                ("AzureWebJobsStorage", azurite.ConnectionString),
                ("Ingestion__Origin", "Snapshot"),
                ("FirstRun__Enabled", "true"),
                .. limited ? [("Limits__ClientHeader", ClientHeader)] : ((string, string)[])[("Limits__RequestsPerSecond", "0")],
            ]
        );
        var measured = new MeasuredApp(azurite, app, folder);
        await Waiting.UntilAsync(
            async () => await measured.AskAsync("/api/v1/summary") == HttpStatusCode.OK,
            () => app.Said,
            TimeSpan.FromSeconds(1)
        );
        return measured;
    }

    /// <summary>The header in which a client says who it is, as a front door would.</summary>
    public const string ClientHeader = "X-Azure-ClientIP";

    /// <summary>Asks and reads the whole answer.</summary>
    /// <param name="question">Path and query.</param>
    /// <returns>The status.</returns>
    public async Task<HttpStatusCode> AskAsync(string question)
    {
        using var answer = await Client.GetAsync(new Uri(question, UriKind.Relative));
        await answer.Content.ReadAsByteArrayAsync();
        return answer.StatusCode;
    }

    /// <summary>Asks, and what that took of the worker's processor.</summary>
    /// <param name="question">Path and query.</param>
    /// <returns>The status, and milliseconds.</returns>
    public async Task<(HttpStatusCode Status, double Milliseconds)> CostAsync(string question)
    {
        var before = ProcessorMilliseconds();
        var status = await AskAsync(question);
        return (status, ProcessorMilliseconds() - before);
    }

    /// <summary>What the worker has resident.</summary>
    /// <returns>Bytes.</returns>
    public long ResidentBytes() => StatusOf("VmRSS") * 1024;

    /// <summary>The most it had resident since it started.</summary>
    /// <returns>Bytes.</returns>
    public long PeakBytes() => StatusOf("VmHWM") * 1024;

    /// <summary>The time it has been on processors since it started, threads that ended included; to a hundredth of a second.</summary>
    /// <returns>The time.</returns>
    public TimeSpan Processor()
    {
        using var worker = System.Diagnostics.Process.GetProcessById(Worker);
        return worker.TotalProcessorTime;
    }

    /// <summary>How busy the machine is.</summary>
    /// <returns>How many wanted a processor over the last one, five and fifteen minutes.</returns>
    public static string Load() => string.Join(' ', File.ReadAllText("/proc/loadavg").Split(' ')[..3]);

    /// <summary>The time its threads have been on processors. To the nanosecond, of threads that live; those of a pool outlive a question.</summary>
    /// <returns>Milliseconds.</returns>
    public double ProcessorMilliseconds()
    {
        var total = 0L;
        foreach (var thread in Directory.EnumerateDirectories(string.Create(CultureInfo.InvariantCulture, $"/proc/{Worker}/task")))
        {
            try
            {
                total += long.Parse(File.ReadAllText(Path.Combine(thread, "schedstat")).Split(' ')[0], CultureInfo.InvariantCulture);
            }
            catch (IOException)
            {
                // It has ended meanwhile.
            }
        }

        return total / 1e6;
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _app.DisposeAsync();
        await _azurite.DisposeAsync();
        _folder.Delete(recursive: true);
    }

    private long StatusOf(string name) =>
        long.Parse(
            File.ReadLines(string.Create(CultureInfo.InvariantCulture, $"/proc/{Worker}/status"))
                .First(line => line.StartsWith(name, StringComparison.Ordinal))
                .Split(' ', StringSplitOptions.RemoveEmptyEntries)[1],
            CultureInfo.InvariantCulture
        );
}
