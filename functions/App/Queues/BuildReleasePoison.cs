using BudgetWatch.Pipeline;
using BudgetWatch.Pipeline.Operations;
using Microsoft.Azure.Functions.Worker;

namespace BudgetWatch.App.Queues;

/// <summary>A message that failed for good becomes an incident a person can see, never a silent loss.</summary>
public sealed class BuildReleasePoison(Pipeline.Build.BuildRelease use, Deliveries deliveries)
{
    /// <summary>Records it.</summary>
    [Function(nameof(BuildReleasePoison))]
    public async Task RunAsync([QueueTrigger("build-poison")] string message, CancellationToken cancellation)
    {
        var work = Json.Read<BuildMessage>(message)!;
        await use.GiveUpAsync(work, await deliveries.ReasonAsync(work, cancellation), cancellation);
    }
}
