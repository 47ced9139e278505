using BudgetWatch.Pipeline;
using BudgetWatch.Pipeline.Operations;
using Microsoft.Azure.Functions.Worker;

namespace BudgetWatch.App.Queues;

/// <summary>A share that failed at every try becomes an incident a person can see, and is tried again after a pause; the building instance computes what no one else did.</summary>
public sealed class ComputeSharePoison(Pipeline.Build.ComputeShare use, RetryWork retry)
{
    /// <summary>Records it, and puts it back on its queue.</summary>
    [Function(nameof(ComputeSharePoison))]
    public Task RunAsync([QueueTrigger("share-poison")] string message, CancellationToken cancellation)
    {
        var work = Json.Read<ShareMessage>(message)!;
        return retry.AfterFailureAsync(work, failed => use.GiveUpAsync(work, failed, cancellation), cancellation);
    }
}
