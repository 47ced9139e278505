using BudgetWatch.Pipeline;
using BudgetWatch.Pipeline.Operations;
using Microsoft.Azure.Functions.Worker;

namespace BudgetWatch.App.Queues;

/// <summary>A message that failed for good becomes an incident a person can see, never a silent loss.</summary>
public sealed class BuildReleasePoison(Pipeline.Build.BuildRelease use)
{
    /// <summary>Records it.</summary>
    [Function(nameof(BuildReleasePoison))]
    public Task RunAsync([QueueTrigger("build-poison")] string message, CancellationToken cancellation) =>
        use.GiveUpAsync(Json.Read<BuildMessage>(message)!, "the message failed at every try; see the log for the errors", cancellation);
}
