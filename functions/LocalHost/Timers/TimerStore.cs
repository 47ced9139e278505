using System.Text.Json;
using Azure;
using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Specialized;
using BudgetWatch.LocalHost.StorageAccess;
using Microsoft.Extensions.Configuration;

namespace BudgetWatch.LocalHost.Timers;

/// <summary>The times and leases of timers, as blobs of the container <c>azure-webjobs-hosts</c>. A host id keeps apps that share an account apart.</summary>
internal sealed class TimerStore(StorageConnections connections, IConfiguration configuration)
{
    public const string Container = "azure-webjobs-hosts";
    private static readonly JsonSerializerOptions Json = new() { WriteIndented = false };

    private readonly string _host = configuration["AzureFunctionsWebHost:hostid"] is { Length: > 0 } id ? id + "/" : "";

    public async Task<ScheduleStatus?> ReadAsync(string function, CancellationToken cancellationToken)
    {
        try
        {
            var content = await Blob("timers/", function).DownloadContentAsync(cancellationToken);
            return content.Value.Content.ToObjectFromJson<ScheduleStatus>(Json);
        }
        catch (RequestFailedException missing) when (missing.Status == 404)
        {
            return null;
        }
        catch (JsonException)
        {
            // As good as absent: the schedule starts afresh.
            return null;
        }
    }

    public Task WriteAsync(string function, ScheduleStatus status, CancellationToken cancellationToken) =>
        Blob("timers/", function).UploadAsync(BinaryData.FromObjectAsJson(status, Json), overwrite: true, cancellationToken);

    /// <summary>Takes the function's lease, or returns null when another instance has it.</summary>
    public async Task<TimerLease?> TryAcquireAsync(string function, TimeSpan duration, CancellationToken cancellationToken)
    {
        var blob = Blob("locks/", function);
        for (var created = false; ; created = true)
        {
            try
            {
                var client = blob.GetBlobLeaseClient();
                await client.AcquireAsync(duration, cancellationToken: cancellationToken);
                return new TimerLease(client, duration);
            }
            catch (RequestFailedException missing) when (missing.Status == 404 && !created)
            {
                await CreateAsync(blob, cancellationToken);
            }
            catch (RequestFailedException held) when (held.Status == 409)
            {
                return null;
            }
        }
    }

    private async Task CreateAsync(BlobClient blob, CancellationToken cancellationToken)
    {
        await connections.Blobs(name: null).GetBlobContainerClient(Container).CreateIfNotExistsAsync(cancellationToken: cancellationToken);
        try
        {
            await blob.UploadAsync(BinaryData.FromString(""), overwrite: false, cancellationToken);
        }
        catch (RequestFailedException exists) when (exists.Status is 409 or 412)
        {
            // Another instance was first.
        }
    }

    private BlobClient Blob(string folder, string function) =>
        connections.Blobs(name: null).GetBlobContainerClient(Container).GetBlobClient(folder + _host + function);
}
