using BudgetWatch.Pipeline;
using BudgetWatch.Pipeline.Operations;
using Microsoft.Azure.Functions.Worker;

namespace BudgetWatch.App.Queues;

/// <summary>A share that failed for good becomes an incident a person can see; nothing is lost, since the building instance computes what no one else did.</summary>
public sealed class ComputeSpecificationsPoison(Pipeline.Build.ComputeSpecifications use)
{
    /// <summary>Records it.</summary>
    [Function(nameof(ComputeSpecificationsPoison))]
    public Task RunAsync([QueueTrigger("specifications-poison")] string message, CancellationToken cancellation) =>
        use.GiveUpAsync(Json.Read<SpecificationsMessage>(message)!, "the message failed at every try; see the log for the errors", cancellation);
}
