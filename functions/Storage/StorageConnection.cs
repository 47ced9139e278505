using System.Collections.Concurrent;
using Azure;
using Azure.Data.Tables;
using Azure.Storage.Blobs;
using Azure.Storage.Queues;
using Microsoft.Extensions.Configuration;

namespace BudgetWatch.Storage;

/// <summary>
/// Tables, containers and queues, each created once on first use. Configuration is read then and not before: the emulator's address is
/// known only once it runs.
/// </summary>
internal sealed class StorageConnection(IConfiguration configuration)
{
    /// <summary>Prepended to every name, so that tests do not meet in one account.</summary>
    public const string PrefixSetting = "Storage:Prefix";

    private readonly ConcurrentDictionary<string, EnsureCreated<TableClient>> tables = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, EnsureCreated<BlobContainerClient>> containers = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, EnsureCreated<QueueClient>> queues = new(StringComparer.Ordinal);

    // A missing setting is not remembered: the next use reads configuration again.
    private readonly Lazy<StorageAccount> account = new(() => StorageAccount.From(configuration), LazyThreadSafetyMode.PublicationOnly);

    public Task<TableClient> TableAsync(string name, CancellationToken cancellation) =>
        tables
            .GetOrAdd(
                name,
                _ => new EnsureCreated<TableClient>(async () =>
                {
                    var client = account.Value.Tables.GetTableClient(Prefix() + name);
                    await UnlessRefusedAsync(client.CreateIfNotExistsAsync());
                    return client;
                })
            )
            .GetAsync(cancellation);

    public Task<BlobContainerClient> ContainerAsync(string name, CancellationToken cancellation) =>
        containers
            .GetOrAdd(
                name,
                _ => new EnsureCreated<BlobContainerClient>(async () =>
                {
                    var client = account.Value.Blobs.GetBlobContainerClient(Lower(Prefix()) + name);
                    await UnlessRefusedAsync(client.CreateIfNotExistsAsync());
                    return client;
                })
            )
            .GetAsync(cancellation);

    public Task<QueueClient> QueueAsync(string name, CancellationToken cancellation) =>
        queues
            .GetOrAdd(
                name,
                _ => new EnsureCreated<QueueClient>(async () =>
                {
                    var client = account.Value.Queues.GetQueueClient(Lower(Prefix()) + name);
                    await UnlessRefusedAsync(client.CreateIfNotExistsAsync());
                    return client;
                })
            )
            .GetAsync(cancellation);

    /// <summary>
    /// In Azure the deployment makes what there is, and an identity may have rights on a container without the right to make one: whether it is there, the
    /// first use will tell.
    /// </summary>
    private static async Task UnlessRefusedAsync(Task creating)
    {
        try
        {
            await creating;
        }
        catch (RequestFailedException problem) when (problem.Status == 403)
        {
            // Not ours to make.
        }
    }

    private string Prefix()
    {
        var prefix = configuration[PrefixSetting] ?? "";
        if (prefix.Length > 0 && (prefix.Length > 24 || !char.IsAsciiLetter(prefix[0]) || !prefix.All(char.IsAsciiLetterOrDigit)))
            throw new InvalidOperationException(
                $"{PrefixSetting} is '{prefix}'; it may be up to 24 letters and digits and starts with a letter."
            );
        return prefix;
    }

    // Containers and queues, unlike tables, may not have capitals.
    private static string Lower(string prefix) => prefix.ToLowerInvariant();
}
