using System.Text.Json;
using Azure;
using Azure.Storage.Blobs;
using BudgetWatch.LocalHost.StorageAccess;
using Microsoft.Extensions.Configuration;

namespace BudgetWatch.LocalHost.Timers;

/// <summary>The times of timers, as blobs of the container <c>azure-webjobs-hosts</c>. A host id keeps apps that share an account apart.</summary>
internal sealed class TimerStore(StorageConnections connections, IConfiguration configuration)
{
    public const string Container = "azure-webjobs-hosts";
    private static readonly JsonSerializerOptions Json = new() { WriteIndented = false };

    private readonly string _host = configuration["AzureFunctionsWebHost:hostid"] is { Length: > 0 } id ? id + "/" : "";

    public async Task<ScheduleStatus?> ReadAsync(string function, CancellationToken cancellationToken)
    {
        try
        {
            var content = await Blob(function).DownloadContentAsync(cancellationToken);
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

    public async Task WriteAsync(string function, ScheduleStatus status, CancellationToken cancellationToken)
    {
        await connections.Blobs(name: null).GetBlobContainerClient(Container).CreateIfNotExistsAsync(cancellationToken: cancellationToken);
        await Blob(function).UploadAsync(BinaryData.FromObjectAsJson(status, Json), overwrite: true, cancellationToken);
    }

    private BlobClient Blob(string function) =>
        connections.Blobs(name: null).GetBlobContainerClient(Container).GetBlobClient($"timers/{_host}{function}");
}
