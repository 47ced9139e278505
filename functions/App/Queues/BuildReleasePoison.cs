using BudgetWatch.Pipeline;
using BudgetWatch.Pipeline.Operations;
using Microsoft.Azure.Functions.Worker;

namespace BudgetWatch.App.Queues;

/// <summary>A message that failed at every try becomes an incident a person can see, and is tried again after a pause.</summary>
public sealed class BuildReleasePoison(Pipeline.Build.BuildRelease use, RetryWork retry)
{
    /// <summary>Records it, and puts it back on its queue.</summary>
    [Function(nameof(BuildReleasePoison))]
    public Task RunAsync([QueueTrigger("build-poison")] string message, CancellationToken cancellation)
    {
        var work = Json.Read<BuildMessage>(message)!;
        return retry.AfterFailureAsync(work, failed => use.GiveUpAsync(work, failed, cancellation), cancellation);
    }
}
