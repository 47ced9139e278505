using BudgetWatch.LocalHost.Settings;

namespace BudgetWatch.LocalHost.Azurite;

/// <summary>Starts an emulator: one that keeps what it is given for an app, or one that forgets it for tests.</summary>
internal static class AzuriteStart
{
    private static readonly TimeSpan PreviousLimit = TimeSpan.FromSeconds(20);

    public static async Task<AzuriteProcess> PersistentAsync(DataFolder data, TextWriter output, CancellationToken cancellationToken)
    {
        var entry = await EntryAsync(data.RepositoryRoot, output, cancellationToken);
        var held =
            await ExclusiveFile.HoldAsync(Path.Combine(data.Path, "app.lock"), PreviousLimit, cancellationToken)
            ?? throw new HostStartException(
                $"The data folder {data.Path} is in use by another run. Stop that one, or keep data elsewhere with --data DIR."
            );
        try
        {
            var guardFile = Path.Combine(data.Path, "azurite.json");
            await PreviousAzurite.WaitForEndAsync(guardFile, PreviousLimit, cancellationToken);
            return await AzuriteProcess.StartAsync(
                entry,
                guardFile,
                ["--location", Path.Combine(data.Path, "azurite")],
                held,
                cancellationToken
            );
        }
        catch
        {
            await held.DisposeAsync();
            throw;
        }
    }

    public static async Task<AzuriteProcess> InMemoryAsync(CancellationToken cancellationToken, params string[] more)
    {
        var entry = await EntryAsync(
            RepositoryRoot.Find(AppContext.BaseDirectory, Environment.CurrentDirectory),
            TextWriter.Null,
            cancellationToken
        );
        return await AzuriteProcess.StartAsync(entry, guardFile: null, ["--inMemoryPersistence", .. more], folder: null, cancellationToken);
    }

    private static Task<string> EntryAsync(string? repositoryRoot, TextWriter output, CancellationToken cancellationToken) =>
        repositoryRoot is null
            ? throw new HostStartException(
                "The storage emulator cannot be installed: no folder above this app holds package.json and package-lock.json. Set AzureWebJobsStorage to a storage connection string."
            )
            : AzuriteInstallation.EnsureAsync(repositoryRoot, output, cancellationToken);
}
