using BudgetWatch.Pipeline;
using BudgetWatch.Pipeline.Operations;
using BudgetWatch.Pipeline.Telemetry;

namespace BudgetWatch.Storage.Queues;

/// <summary>Work on Queue Storage.</summary>
internal sealed class StorageWorkQueue(StorageConnection connection) : IWorkQueue
{
    // By default a message vanishes after seven days: a silent loss. This one waits until it is processed.
    private static readonly TimeSpan forGood = TimeSpan.FromSeconds(-1);

    public Task SendAsync(IngestMessage message, CancellationToken cancellation) => SendAsync(message, TimeSpan.Zero, cancellation);

    public Task SendAsync(BuildMessage message, CancellationToken cancellation) => SendAsync(message, TimeSpan.Zero, cancellation);

    public async Task SendAsync(WorkMessage message, TimeSpan pause, CancellationToken cancellation)
    {
        var client = await connection.QueueAsync(QueueOf(message), cancellation);
        await client.SendMessageAsync(
            Json.Write(message with { Traceparent = Traces.Current }),
            visibilityTimeout: pause,
            timeToLive: forGood,
            cancellationToken: cancellation
        );
    }

    private static string QueueOf(WorkMessage message) =>
        message switch
        {
            IngestMessage => QueueNames.Ingest,
            BuildMessage => QueueNames.Build,
            _ => throw new ArgumentOutOfRangeException(nameof(message), message, "No queue takes it."),
        };
}
