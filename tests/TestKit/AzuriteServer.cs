using System.Diagnostics;
using System.Globalization;
using BudgetWatch.LocalHost.Azurite;
using Xunit;

namespace BudgetWatch.TestKit;

/// <summary>
/// The storage emulator for one test assembly: <c>[assembly: AssemblyFixture(typeof(AzuriteServer))]</c>. It keeps nothing on disk and ends with
/// the test process. Tests share it, so each names what it stores with <see cref="UniqueName"/>.
/// </summary>
public sealed class AzuriteServer : IAsyncLifetime
{
    private static int _names;

    private LocalEmulator? _emulator;

    /// <summary>How to reach it, with the Azure SDK or as the setting <c>AzureWebJobsStorage</c>.</summary>
    public string ConnectionString =>
        _emulator?.ConnectionString ?? throw new InvalidOperationException("The emulator has not been started.");

    /// <summary>A name nothing else in this run has, fit for a queue, a container or the prefix of one; with "x" for hyphens it fits a table.</summary>
    /// <param name="stem">What it begins with: lower-case letters.</param>
    /// <returns>Lower-case letters, a hyphen and digits.</returns>
    public static string UniqueName(string stem = "test") =>
        string.Create(CultureInfo.InvariantCulture, $"{stem}-{Interlocked.Increment(ref _names)}");

    /// <summary>
    /// Stops the emulator's process where it is (SIGSTOP): connections are taken by the system and nothing is answered, as by a service that hangs. On Linux.
    /// </summary>
    /// <returns>A task that ends when it has stopped.</returns>
    public Task HangAsync() => SignalAsync("-STOP");

    /// <summary>Lets it go on (SIGCONT).</summary>
    /// <returns>A task that ends when it goes on.</returns>
    public Task GoOnAsync() => SignalAsync("-CONT");

    private async Task SignalAsync(string signal)
    {
        var launcher = _emulator?.ProcessId ?? throw new InvalidOperationException("The emulator has not been started.");
        using var kill = Process.Start("kill", [signal, ChildOf(launcher).ToString(CultureInfo.InvariantCulture)]);
        await kill.WaitForExitAsync();
        if (kill.ExitCode != 0)
            throw new InvalidOperationException($"kill {signal} ended with code {kill.ExitCode}.");
    }

    // proc(5): the fields of stat after the name in brackets are the state and the parent.
    private static int ChildOf(int parent) =>
        Directory
            .EnumerateDirectories("/proc")
            .Select(folder => int.TryParse(Path.GetFileName(folder), NumberStyles.None, CultureInfo.InvariantCulture, out var id) ? id : 0)
            .Where(id => id > 0 && ParentOf(id) == parent)
            .Single();

    private static int ParentOf(int process)
    {
        try
        {
            var stat = File.ReadAllText($"/proc/{process}/stat");
            return int.Parse(stat[(stat.LastIndexOf(')') + 2)..].Split(' ')[1], CultureInfo.InvariantCulture);
        }
        catch (IOException)
        {
            // It has ended meanwhile.
            return 0;
        }
    }

    /// <inheritdoc />
    public async ValueTask InitializeAsync() => _emulator = await LocalEmulator.StartAsync();

    /// <inheritdoc />
    public ValueTask DisposeAsync() => _emulator?.DisposeAsync() ?? ValueTask.CompletedTask;
}
