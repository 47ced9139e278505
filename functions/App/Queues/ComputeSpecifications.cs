using BudgetWatch.Pipeline;
using BudgetWatch.Pipeline.Operations;
using Microsoft.Azure.Functions.Worker;

namespace BudgetWatch.App.Queues;

/// <summary>Shares in computing the specification curves of a release that another instance is building.</summary>
public sealed class ComputeSpecifications(Pipeline.Build.ComputeSpecifications use)
{
    /// <summary>Deals with a message; safe to deliver again.</summary>
    [Function(nameof(ComputeSpecifications))]
    public Task RunAsync([QueueTrigger("specifications")] string message, CancellationToken cancellation) =>
        use.RunAsync(Json.Read<SpecificationsMessage>(message)!, cancellation);
}
