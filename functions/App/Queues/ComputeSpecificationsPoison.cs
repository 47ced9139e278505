using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Logging;

namespace BudgetWatch.App.Queues;

/// <summary>A share that failed for good loses nothing: the building instance computes whatever no one else did. It is logged, and no more.</summary>
public sealed partial class ComputeSpecificationsPoison(ILogger<ComputeSpecificationsPoison> log)
{
    /// <summary>Logs it.</summary>
    [Function(nameof(ComputeSpecificationsPoison))]
    public void Run([QueueTrigger("specifications-poison")] string message) => LogFailure(message);

    [LoggerMessage(EventId = 5002, Level = LogLevel.Warning, Message = "A share of the specification curves failed at every try: {Message}")]
    private partial void LogFailure(string message);
}
