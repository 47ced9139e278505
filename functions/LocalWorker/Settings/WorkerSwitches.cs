using System.Globalization;
using BudgetWatch.LocalWorker.Hosting;
using Microsoft.Extensions.Configuration;

namespace BudgetWatch.LocalWorker.Settings;

/// <summary>
/// The worker's own switches. They are read from the command line alone: an environment that happens to have a variable
/// called PORT or DATA must not move the app.
/// </summary>
internal sealed record WorkerSwitches(int Port, string? DataFolder)
{
    private const int DefaultPort = 7071;

    public static WorkerSwitches Parse(IReadOnlyList<string> args)
    {
        var given = new ConfigurationBuilder().AddCommandLine([.. args]).Build();
        return new WorkerSwitches(ParsePort(given["port"]), given["data"] is { Length: > 0 } data ? Path.GetFullPath(data) : null);
    }

    private static int ParsePort(string? text)
    {
        if (text is null) return DefaultPort;
        return int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var port) && port <= ushort.MaxValue
            ? port
            : throw new LocalWorkerStartException($"--port takes a number from 0 (any free port) to 65535, not '{text}'.");
    }
}
