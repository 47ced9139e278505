using BudgetWatch.Pipeline.Ingest;
using Microsoft.Azure.Functions.Worker;

namespace BudgetWatch.App.Timers;

/// <summary>Every Monday at 09:30 UTC unless the setting says otherwise.</summary>
public sealed class IngestWeekly(StartIngestion start)
{
    /// <summary>Starts a run.</summary>
    [Function(nameof(IngestWeekly))]
    public Task RunAsync([TimerTrigger($"%{Schedule.Setting}%")] TimerInfo _, CancellationToken cancellation) =>
        start.RunAsync(cancellation);
}
