using BudgetWatch.Pipeline;
using BudgetWatch.Pipeline.Operations;
using Microsoft.Azure.Functions.Worker;

namespace BudgetWatch.App.Queues;

/// <summary>A share that failed for good becomes an incident a person can see; nothing is lost, since the building instance computes what no one else did.</summary>
public sealed class ComputeSharePoison(Pipeline.Build.ComputeShare use, Deliveries deliveries)
{
    /// <summary>Records it.</summary>
    [Function(nameof(ComputeSharePoison))]
    public async Task RunAsync([QueueTrigger("share-poison")] string message, CancellationToken cancellation)
    {
        var work = Json.Read<ShareMessage>(message)!;
        await use.GiveUpAsync(work, await deliveries.ReasonAsync(work, cancellation), cancellation);
    }
}
