using BudgetWatch.Pipeline;
using BudgetWatch.Pipeline.Operations;
using Microsoft.Azure.Functions.Worker;

namespace BudgetWatch.App.Queues;

/// <summary>Ingests the source a message names.</summary>
public sealed class IngestSource(Pipeline.Ingest.IngestSource use, Deliveries deliveries, RetryWork retry)
{
    /// <summary>Handles a message; safe to deliver again.</summary>
    [Function(nameof(IngestSource))]
    public Task RunAsync([QueueTrigger("ingest")] string message, CancellationToken cancellation)
    {
        var work = Json.Read<IngestMessage>(message)!;
        return deliveries.RunAsync(
            work,
            async () =>
            {
                await use.RunAsync(work, cancellation);
                await retry.BuildAsync(work, cancellation);
            },
            cancellation
        );
    }
}
