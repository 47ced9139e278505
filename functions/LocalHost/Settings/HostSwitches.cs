using System.Globalization;
using Microsoft.Extensions.Configuration;

namespace BudgetWatch.LocalHost.Settings;

/// <summary>
/// The host's own switches, and the rest of the command line. They are read from there alone: an environment that happens to have a variable called PORT or
/// DATA must not move the app.
/// </summary>
/// <param name="App">The folder of the app; null where it is not said.</param>
/// <param name="Entry">The app's own assembly in it.</param>
/// <param name="Port">Where it listens; 0 for any port that is free.</param>
/// <param name="DataFolder">Where it keeps data; null for the usual place.</param>
/// <param name="Rest">Everything else: settings, for the worker too.</param>
internal sealed record HostSwitches(string? App, string? Entry, int Port, string? DataFolder, IReadOnlyList<string> Rest)
{
    private const int DefaultPort = 7071;
    private static readonly string[] Own = ["app", "entry", "port", "data"];

    /// <summary>Why the app must not start with these switches, or null.</summary>
    public string? Problem { get; private init; }

    public static HostSwitches Parse(IReadOnlyList<string> args)
    {
        var given = new ConfigurationBuilder().AddCommandLine([.. args]).Build();
        var switches = new HostSwitches(PathOf(given["app"]), given["entry"], DefaultPort, PathOf(given["data"]), [.. WithoutOwn(args)]);
        if (given["port"] is not { } text)
            return switches;
        return int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var port) && port <= ushort.MaxValue
            ? switches with
            {
                Port = port,
            }
            : switches with
            {
                Problem = $"--port takes a number from 0 (any free port) to 65535, not '{text}'.",
            };
    }

    private static string? PathOf(string? folder) => folder is { Length: > 0 } ? Path.GetFullPath(folder) : null;

    /// <summary>A setting is <c>--key value</c>, <c>--key=value</c>, <c>/key value</c>, <c>/key=value</c> or <c>key=value</c>.</summary>
    private static IEnumerable<string> WithoutOwn(IReadOnlyList<string> args)
    {
        for (var i = 0; i < args.Count; i++)
        {
            var name = args[i].Split('=')[0].TrimStart('-', '/');
            if (!Own.Contains(name, StringComparer.OrdinalIgnoreCase))
                yield return args[i];
            else if (!args[i].Contains('=', StringComparison.Ordinal))
                i++;
        }
    }
}
