namespace BudgetWatch.LocalHost.Azurite;

/// <summary>A storage emulator that keeps nothing: for tests. It ends when disposed, and when this process ends in whatever way.</summary>
public sealed class LocalEmulator : IAsyncDisposable
{
    private readonly AzuriteProcess _azurite;

    private LocalEmulator(AzuriteProcess azurite) => _azurite = azurite;

    /// <summary>How to reach its blobs, queues and tables.</summary>
    public string ConnectionString => _azurite.ConnectionString;

    /// <summary>The addresses of its services by name: Blob, Queue, Table.</summary>
    public IReadOnlyDictionary<string, Uri> Addresses => _azurite.Addresses;

    /// <summary>The process that started the emulator's own, which is its one child.</summary>
    public int ProcessId => _azurite.ProcessId;

    /// <summary>Starts one that takes tokens over TLS, as storage in Azure does.</summary>
    /// <param name="certificate">The file of its certificate, PEM.</param>
    /// <param name="key">The file of the certificate's key, PEM.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>The emulator, ready.</returns>
    public static async Task<LocalEmulator> StartWithTokensAsync(
        string certificate,
        string key,
        CancellationToken cancellationToken = default
    ) => new(await AzuriteStart.InMemoryAsync(cancellationToken, "--oauth", "basic", "--cert", certificate, "--key", key));

    /// <summary>Starts one, on free ports, installing it first if needed.</summary>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>The emulator, ready.</returns>
    public static async Task<LocalEmulator> StartAsync(CancellationToken cancellationToken = default) =>
        new(await AzuriteStart.InMemoryAsync(cancellationToken));

    /// <inheritdoc />
    public ValueTask DisposeAsync() => _azurite.DisposeAsync();
}
