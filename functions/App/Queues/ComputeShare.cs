using BudgetWatch.Pipeline;
using BudgetWatch.Pipeline.Operations;
using Microsoft.Azure.Functions.Worker;

namespace BudgetWatch.App.Queues;

/// <summary>Shares in computing the statistics and specification curves of a release that another instance is building.</summary>
public sealed class ComputeShare(Pipeline.Build.ComputeShare use, Deliveries deliveries)
{
    /// <summary>Deals with a message; safe to deliver again.</summary>
    [Function(nameof(ComputeShare))]
    public Task RunAsync([QueueTrigger("share")] string message, CancellationToken cancellation)
    {
        var work = Json.Read<ShareMessage>(message)!;
        return deliveries.RunAsync(work, () => use.RunAsync(work, cancellation), cancellation);
    }
}
