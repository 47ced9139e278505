using System.Globalization;
using Microsoft.Extensions.Configuration;

namespace BudgetWatch.LocalWorker.Settings;

/// <summary>
/// The worker's own switches. They are read from the command line alone: an environment that happens to have a variable
/// called PORT or DATA must not move the app.
/// </summary>
internal sealed record WorkerSwitches(int Port, string? DataFolder)
{
    private const int DefaultPort = 7071;

    /// <summary>Why the app must not start with these switches, or null.</summary>
    public string? Problem { get; private init; }

    public static WorkerSwitches Parse(IReadOnlyList<string> args)
    {
        var given = new ConfigurationBuilder().AddCommandLine([.. args]).Build();
        var data = given["data"] is { Length: > 0 } folder ? Path.GetFullPath(folder) : null;
        if (given["port"] is not { } text) return new WorkerSwitches(DefaultPort, data);
        return int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var port) && port <= ushort.MaxValue
            ? new WorkerSwitches(port, data)
            : new WorkerSwitches(DefaultPort, data) { Problem = $"--port takes a number from 0 (any free port) to 65535, not '{text}'." };
    }
}
