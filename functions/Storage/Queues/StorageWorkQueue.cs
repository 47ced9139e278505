using BudgetWatch.Pipeline.Operations;
using BudgetWatch.Pipeline.Telemetry;

namespace BudgetWatch.Storage.Queues;

/// <summary>Work on Queue Storage.</summary>
internal sealed class StorageWorkQueue(StorageConnection connection) : IWorkQueue
{
    // Unless told otherwise a message vanishes after seven days: a silent loss. This one waits until it is dealt with.
    private static readonly TimeSpan forGood = TimeSpan.FromSeconds(-1);

    public Task SendAsync(IngestMessage message, CancellationToken cancellation) => SendAsync(QueueNames.Ingest, message, cancellation);

    public Task SendAsync(BuildMessage message, CancellationToken cancellation) => SendAsync(QueueNames.Build, message, cancellation);

    public Task SendAsync(ShareMessage message, CancellationToken cancellation) =>
        SendAsync(QueueNames.Share, message, cancellation);

    private async Task SendAsync<T>(string queue, T message, CancellationToken cancellation)
        where T : WorkMessage
    {
        var client = await connection.QueueAsync(queue, cancellation);
        await client.SendMessageAsync(StorageJson.Write(message with { Traceparent = Traces.Current }), timeToLive: forGood, cancellationToken: cancellation);
    }
}
