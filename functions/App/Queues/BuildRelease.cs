using BudgetWatch.Pipeline;
using BudgetWatch.Pipeline.Operations;
using Microsoft.Azure.Functions.Worker;

namespace BudgetWatch.App.Queues;

/// <summary>Builds a release from the editions in force.</summary>
public sealed class BuildRelease(Pipeline.Build.BuildRelease use, Deliveries deliveries)
{
    /// <summary>Handles a message; safe to deliver again.</summary>
    [Function(nameof(BuildRelease))]
    public Task RunAsync([QueueTrigger("build")] string message, CancellationToken cancellation)
    {
        var work = Json.Read<BuildMessage>(message)!;
        return deliveries.RunAsync(work, () => use.RunAsync(work, cancellation), cancellation);
    }
}
