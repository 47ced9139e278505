using Azure.Core;
using Azure.Data.Tables;
using Azure.Identity;
using Azure.Storage.Blobs;
using Azure.Storage.Queues;
using Microsoft.Extensions.Configuration;

namespace BudgetWatch.Storage;

/// <summary>
/// The storage account that configuration names, as the Functions host names its own: a connection string, or an account that the
/// app's identity may use.
/// </summary>
internal sealed class StorageAccount
{
    /// <summary>The setting, as the Functions host calls it.</summary>
    public const string Setting = "AzureWebJobsStorage";

    // Of a request that is not answered nothing more is to be expected after this; it is sent again. The clients' own hundred seconds are longer than anyone waits
    // for a page.
    private static readonly TimeSpan longestRequest = TimeSpan.FromSeconds(30);

    private static readonly TableClientOptions tableOptions = new() { Retry = { NetworkTimeout = longestRequest } };
    private static readonly BlobClientOptions blobOptions = new() { Retry = { NetworkTimeout = longestRequest } };

    // The Functions host reads queue messages as Base64 unless told otherwise.
    private static readonly QueueClientOptions queueOptions = new() { MessageEncoding = QueueMessageEncoding.Base64, Retry = { NetworkTimeout = longestRequest } };

    private StorageAccount(TableServiceClient tables, BlobServiceClient blobs, QueueServiceClient queues)
    {
        Tables = tables;
        Blobs = blobs;
        Queues = queues;
    }

    public TableServiceClient Tables { get; }

    public BlobServiceClient Blobs { get; }

    public QueueServiceClient Queues { get; }

    /// <summary>Reads the account from configuration.</summary>
    /// <exception cref="InvalidOperationException">There is none, or it cannot be one; the message says what to set.</exception>
    public static StorageAccount From(IConfiguration configuration)
    {
        if (configuration[Setting] is { Length: > 0 } connectionString)
            return Connect(connectionString);
        if (configuration[$"{Setting}:accountName"] is { Length: > 0 } name)
            return Identify(name, Credential(configuration));
        if (configuration[$"{Setting}:blobServiceUri"] is { Length: > 0 })
            return Identify(
                Address(configuration, "table"), Address(configuration, "blob"), Address(configuration, "queue"), Credential(configuration));
        throw new InvalidOperationException(
            $"No storage is configured. Set {Setting} to a connection string, or {Setting}__accountName to the name of a storage "
            + "account that the app's identity may use.");
    }

    private static StorageAccount Connect(string connectionString)
    {
        try
        {
            return new StorageAccount(
                new TableServiceClient(connectionString, tableOptions),
                new BlobServiceClient(connectionString, blobOptions),
                new QueueServiceClient(connectionString, queueOptions));
        }
        catch (Exception problem) when (problem is FormatException or ArgumentException or InvalidOperationException)
        {
            throw new InvalidOperationException($"{Setting} is set, but is not a storage connection string.", problem);
        }
    }

    private static StorageAccount Identify(string name, TokenCredential credential)
    {
        if (name.Length is < 3 or > 24 || !name.All(c => char.IsAsciiDigit(c) || char.IsAsciiLetterLower(c)))
            throw new InvalidOperationException(
                $"{Setting}__accountName is '{name}'; a storage account's name is 3 to 24 lower-case letters and digits.");
        return Identify(
            new Uri($"https://{name}.table.core.windows.net"), new Uri($"https://{name}.blob.core.windows.net"),
            new Uri($"https://{name}.queue.core.windows.net"), credential);
    }

    private static StorageAccount Identify(Uri tables, Uri blobs, Uri queues, TokenCredential credential) => new(
        new TableServiceClient(tables, credential, tableOptions), new BlobServiceClient(blobs, credential, blobOptions),
        new QueueServiceClient(queues, credential, queueOptions));

    // A token goes over TLS or not at all.
    private static Uri Address(IConfiguration configuration, string service) =>
        Uri.TryCreate(configuration[$"{Setting}:{service}ServiceUri"], UriKind.Absolute, out var address) && address.Scheme == Uri.UriSchemeHttps
            ? address
            : throw new InvalidOperationException($"{Setting}__{service}ServiceUri is not an https address; with one of __blobServiceUri, __queueServiceUri and __tableServiceUri all three are needed.");

    private static TokenCredential Credential(IConfiguration configuration)
    {
        var clientId = configuration[$"{Setting}:clientId"];
        if (string.Equals(configuration[$"{Setting}:credential"], "managedidentity", StringComparison.OrdinalIgnoreCase))
            return new ManagedIdentityCredential(
                string.IsNullOrEmpty(clientId)
                    ? ManagedIdentityId.SystemAssigned
                    : ManagedIdentityId.FromUserAssignedClientId(clientId));
        return new DefaultAzureCredential(
            new DefaultAzureCredentialOptions { ManagedIdentityClientId = string.IsNullOrEmpty(clientId) ? null : clientId });
    }
}
