using Azure.Core;
using Azure.Identity;
using Azure.Storage.Blobs;
using Azure.Storage.Queues;
using Microsoft.Extensions.Configuration;

namespace BudgetWatch.LocalHost.StorageAccess;

/// <summary>
/// Finds the storage account a connection name stands for, as the host does: a connection string, or a section with
/// <c>accountName</c> (or the services' addresses) and an identity.
/// </summary>
internal sealed class StorageConnections(IConfiguration configuration)
{
    public const string DefaultName = "AzureWebJobsStorage";
    private const string Emulator = "UseDevelopmentStorage=true";

    // Of a request that is not answered nothing more is to be expected after this; it is sent again. Those of queues and timers are small, and a lease lasts no longer.
    private static readonly TimeSpan LongestRequest = TimeSpan.FromSeconds(10);
    private static readonly BlobClientOptions BlobOptions = new() { Retry = { NetworkTimeout = LongestRequest } };
    private static readonly QueueClientOptions QueueOptions = new() { Retry = { NetworkTimeout = LongestRequest } };

    /// <summary>Whether nothing but the emulator is meant.</summary>
    public bool IsLocal(string name) => TextOf(name) is { } text ? IsEmulator(text) : SectionOf(name) is null;

    public BlobServiceClient Blobs(string? name) =>
        Open(
            name,
            text => new BlobServiceClient(text, BlobOptions),
            "blob",
            (address, credential) => new BlobServiceClient(address, credential, BlobOptions)
        );

    public QueueServiceClient Queues(string? name) =>
        Open(
            name,
            text => new QueueServiceClient(text, QueueOptions),
            "queue",
            (address, credential) => new QueueServiceClient(address, credential, QueueOptions)
        );

    private TClient Open<TClient>(
        string? name,
        Func<string, TClient> fromText,
        string service,
        Func<Uri, TokenCredential, TClient> fromIdentity
    )
    {
        name ??= DefaultName;
        if (TextOf(name) is { } text)
        {
            // Another name for the emulator means the emulator this app has started.
            return name != DefaultName && IsEmulator(text) ? Open(DefaultName, fromText, service, fromIdentity) : fromText(text);
        }

        var section = SectionOf(name) ?? throw new HostStartException($"The storage connection '{name}' is not set.");
        var address = section[service + "ServiceUri"] ?? $"https://{section["accountName"]}.{service}.core.windows.net";
        return fromIdentity(new Uri(address), Identity(section));
    }

    private string? TextOf(string name) =>
        new[] { configuration.GetConnectionString(name), configuration[name], configuration["AzureWebJobs" + name] }.FirstOrDefault(text =>
            !string.IsNullOrWhiteSpace(text)
        );

    private IConfigurationSection? SectionOf(string name)
    {
        var section = configuration.GetSection(name);
        return section["accountName"] is not null || section["blobServiceUri"] is not null || section["queueServiceUri"] is not null
            ? section
            : null;
    }

    private static bool IsEmulator(string text) => string.Equals(text.Trim().TrimEnd(';'), Emulator, StringComparison.OrdinalIgnoreCase);

    private static TokenCredential Identity(IConfigurationSection section) =>
        string.Equals(section["credential"], "managedidentity", StringComparison.OrdinalIgnoreCase)
            ? new ManagedIdentityCredential(
                section["clientId"] is { } id ? ManagedIdentityId.FromUserAssignedClientId(id) : ManagedIdentityId.SystemAssigned
            )
            : new DefaultAzureCredential(new DefaultAzureCredentialOptions { ManagedIdentityClientId = section["clientId"] });
}
