using System.Diagnostics;
using System.Globalization;

namespace BudgetWatch.LocalHost.Worker;

/// <summary>The app as a process. It ends when disposed, and when this process ends in whatever way: <see cref="StartupHook"/> sees to that.</summary>
internal sealed class WorkerProcess : IWorker
{
    private static readonly TimeSpan StopLimit = TimeSpan.FromSeconds(20);

    private readonly Process _process;

    private WorkerProcess(Process process)
    {
        _process = process;
        Ended = process.WaitForExitAsync();
    }

    public Task Ended { get; }

    public static IWorker Start(WorkerStart worker, string entry)
    {
        string[] dotnet =
        [
            Environment.ProcessPath is { } path && Path.GetFileNameWithoutExtension(path) == "dotnet" ? path : "dotnet",
            Path.Combine(worker.AppFolder, entry),
            "--functions-uri",
            worker.Endpoint.AbsoluteUri,
            "--functions-worker-id",
            worker.Id,
            "--functions-request-id",
            worker.RequestId,
            "--functions-grpc-max-message-length",
            worker.LongestMessage.ToString(CultureInfo.InvariantCulture),
            .. worker.Args,
        ];

        var start = new ProcessStartInfo(dotnet[0], dotnet[1..]) { UseShellExecute = false, RedirectStandardInput = true };
        foreach (var (name, value) in worker.Settings)
            start.Environment[name.Replace(":", "__", StringComparison.Ordinal)] = value;
        start.Environment["DOTNET_STARTUP_HOOKS"] = typeof(StartupHook).Assembly.Location;
        start.Environment[StartupHook.Switch] = "1";
        return new WorkerProcess(Process.Start(start)!);
    }

    public async ValueTask DisposeAsync()
    {
        // Closing its input ends it.
        using var limit = new CancellationTokenSource(StopLimit);
        await Ended.WaitAsync(limit.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _process.StandardInput.Close();
        if (!_process.HasExited)
            _process.Kill(entireProcessTree: true);
        await Ended;
        _process.Dispose();
    }
}
