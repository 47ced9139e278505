using Azure.Core;
using Azure.Core.Pipeline;
using Azure.Data.Tables;
using Azure.Identity;
using Azure.Storage.Blobs;
using Azure.Storage.Queues;
using BudgetWatch.Storage.Calls;
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

    // Of a request that is not answered nothing more is to be expected after this; it is sent again. The clients' own hundred seconds are longer than any work
    // should stand still. What a reader waits for has a deadline of its own, which is shorter.
    private static readonly TimeSpan longestRequest = TimeSpan.FromSeconds(30);

    // A token is had from the machine itself, or not at all.
    private static readonly TimeSpan longestRequestForToken = TimeSpan.FromSeconds(2);

    // A connection is renewed now and then, so that a service that moved to another address is found there.
    private static readonly TimeSpan longestConnection = TimeSpan.FromMinutes(5);

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
    public static StorageAccount From(IConfiguration configuration) =>
        From(
            configuration,
            new SocketsHttpHandler
            {
                AllowAutoRedirect = false,
                UseCookies = false,
                PooledConnectionLifetime = longestConnection,
                ConnectTimeout = longestRequest,
            }
        );

    /// <summary>The same, with what its requests go out by.</summary>
    internal static StorageAccount From(IConfiguration configuration, HttpMessageHandler requests)
    {
        var deadline = new DeadlineHandler(requests, ReaderDeadlineSetting.From(configuration), TimeProvider.System);
        var calls = new HttpClientTransport(new HttpClient(deadline) { Timeout = Timeout.InfiniteTimeSpan });
        if (configuration[Setting] is { Length: > 0 } connectionString)
            return Connect(connectionString, calls);
        if (configuration[$"{Setting}:accountName"] is { Length: > 0 } name)
            return Identify(name, Credential(configuration), calls);
        if (configuration[$"{Setting}:blobServiceUri"] is { Length: > 0 })
            return Identify(
                Address(configuration, "table"),
                Address(configuration, "blob"),
                Address(configuration, "queue"),
                Credential(configuration),
                calls
            );
        throw new InvalidOperationException(
            $"No storage is configured. Set {Setting} to a connection string, or {Setting}__accountName to the name of a storage "
                + "account that the app's identity may use."
        );
    }

    private static StorageAccount Connect(string connectionString, HttpPipelineTransport calls)
    {
        try
        {
            return new StorageAccount(
                new TableServiceClient(connectionString, Tabled(calls)),
                new BlobServiceClient(connectionString, Blobbed(calls)),
                new QueueServiceClient(connectionString, Queued(calls))
            );
        }
        catch (Exception problem) when (problem is FormatException or ArgumentException or InvalidOperationException)
        {
            throw new InvalidOperationException($"{Setting} is set, but is not a storage connection string.", problem);
        }
    }

    private static StorageAccount Identify(string name, TokenCredential credential, HttpPipelineTransport calls)
    {
        if (name.Length is < 3 or > 24 || !name.All(c => char.IsAsciiDigit(c) || char.IsAsciiLetterLower(c)))
            throw new InvalidOperationException(
                $"{Setting}__accountName is '{name}'; a storage account's name is 3 to 24 lower-case letters and digits."
            );
        return Identify(
            new Uri($"https://{name}.table.core.windows.net"),
            new Uri($"https://{name}.blob.core.windows.net"),
            new Uri($"https://{name}.queue.core.windows.net"),
            credential,
            calls
        );
    }

    private static StorageAccount Identify(Uri tables, Uri blobs, Uri queues, TokenCredential credential, HttpPipelineTransport calls) =>
        new(
            new TableServiceClient(tables, credential, Tabled(calls)),
            new BlobServiceClient(blobs, credential, Blobbed(calls)),
            new QueueServiceClient(queues, credential, Queued(calls))
        );

    private static TableClientOptions Tabled(HttpPipelineTransport calls) => Bounded(new TableClientOptions(), calls);

    private static BlobClientOptions Blobbed(HttpPipelineTransport calls) => Bounded(new BlobClientOptions(), calls);

    // By default the Functions host reads queue messages as Base64.
    private static QueueClientOptions Queued(HttpPipelineTransport calls) =>
        Bounded(new QueueClientOptions { MessageEncoding = QueueMessageEncoding.Base64 }, calls);

    /// <summary>Every call has a deadline, and fails in one way where storage does not answer.</summary>
    private static T Bounded<T>(T options, HttpPipelineTransport calls)
        where T : ClientOptions
    {
        options.Transport = calls;
        options.Retry.NetworkTimeout = longestRequest;
        options.RetryPolicy = new StorageRetries();
        options.AddPolicy(new AnswersOnly(), HttpPipelinePosition.PerCall);
        return options;
    }

    // A token goes over TLS or not at all.
    private static Uri Address(IConfiguration configuration, string service) =>
        Uri.TryCreate(configuration[$"{Setting}:{service}ServiceUri"], UriKind.Absolute, out var address)
        && address.Scheme == Uri.UriSchemeHttps
            ? address
            : throw new InvalidOperationException(
                $"{Setting}__{service}ServiceUri is not an https address; with one of __blobServiceUri, __queueServiceUri and __tableServiceUri all three are needed."
            );

    private static TokenCredential Credential(IConfiguration configuration)
    {
        var clientId = configuration[$"{Setting}:clientId"];
        if (string.Equals(configuration[$"{Setting}:credential"], "managedidentity", StringComparison.OrdinalIgnoreCase))
        {
            var id = string.IsNullOrEmpty(clientId)
                ? ManagedIdentityId.SystemAssigned
                : ManagedIdentityId.FromUserAssignedClientId(clientId);
            return new ManagedIdentityCredential(
                new ManagedIdentityCredentialOptions(id) { Retry = { NetworkTimeout = longestRequestForToken, MaxRetries = 1 } }
            );
        }

        return new DefaultAzureCredential(
            new DefaultAzureCredentialOptions { ManagedIdentityClientId = string.IsNullOrEmpty(clientId) ? null : clientId }
        );
    }
}
