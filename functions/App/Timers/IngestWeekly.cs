using BudgetWatch.Pipeline.Ingest;
using Microsoft.Azure.Functions.Worker;

namespace BudgetWatch.App.Timers;

/// <summary>Every Monday at 09:30 UTC unless the setting says otherwise.</summary>
public sealed class IngestWeekly(StartIngestion start)
{
    /// <summary>Starts a run.</summary>
    /// <param name="timer">Not used; it has a name because hosts refuse <c>_</c>, and then there is no timer at all.</param>
    /// <param name="cancellation">Cuts it short.</param>
    [Function(nameof(IngestWeekly))]
    public Task RunAsync([TimerTrigger($"%{Schedule.Setting}%")] TimerInfo timer, CancellationToken cancellation)
    {
        _ = timer;
        return start.RunAsync(cancellation);
    }
}
