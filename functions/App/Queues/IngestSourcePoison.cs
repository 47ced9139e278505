using BudgetWatch.Pipeline;
using BudgetWatch.Pipeline.Operations;
using Microsoft.Azure.Functions.Worker;

namespace BudgetWatch.App.Queues;

/// <summary>A message that failed at every try becomes an incident a person can see, and is tried again after a pause.</summary>
public sealed class IngestSourcePoison(Pipeline.Ingest.IngestSource use, RetryWork retry)
{
    /// <summary>Records it, and puts it back on its queue.</summary>
    [Function(nameof(IngestSourcePoison))]
    public Task RunAsync([QueueTrigger("ingest-poison")] string message, CancellationToken cancellation)
    {
        var work = Json.Read<IngestMessage>(message)!;
        return retry.AfterFailureAsync(work, failed => use.GiveUpAsync(work, failed, cancellation), cancellation);
    }
}
