using System.Globalization;
using BudgetWatch.LocalWorker.Azurite;
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
    public string ConnectionString => _emulator?.ConnectionString ?? throw new InvalidOperationException("The emulator has not been started.");

    /// <summary>A name nothing else in this run has, fit for a queue, a container or the prefix of one; with "x" for hyphens it fits a table.</summary>
    /// <param name="stem">What it begins with: lower-case letters.</param>
    /// <returns>Lower-case letters, a hyphen and digits.</returns>
    public static string UniqueName(string stem = "test") =>
        string.Create(CultureInfo.InvariantCulture, $"{stem}-{Interlocked.Increment(ref _names)}");

    /// <inheritdoc />
    public async ValueTask InitializeAsync() => _emulator = await LocalEmulator.StartAsync();

    /// <inheritdoc />
    public ValueTask DisposeAsync() => _emulator?.DisposeAsync() ?? ValueTask.CompletedTask;
}
