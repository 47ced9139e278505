using BudgetWatch.Pipeline;
using BudgetWatch.Pipeline.Operations;
using Microsoft.Azure.Functions.Worker;

namespace BudgetWatch.App.Queues;

/// <summary>A share that failed for good becomes an incident a person can see; nothing is lost, since the building instance computes what no one else did.</summary>
public sealed class ComputeSharePoison(Pipeline.Build.ComputeShare use)
{
    /// <summary>Records it.</summary>
    [Function(nameof(ComputeSharePoison))]
    public Task RunAsync([QueueTrigger("share-poison")] string message, CancellationToken cancellation) =>
        use.GiveUpAsync(Json.Read<ShareMessage>(message)!, "the message failed at every try; see the log for the errors", cancellation);
}
