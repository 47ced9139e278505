using System.Globalization;
using BudgetWatch.Pipeline.Operations;
using BudgetWatch.Sources;

namespace BudgetWatch.Pipeline.Ingest;

/// <summary>Starts a run, one message for each source, or goes on with one that was cut off.</summary>
public sealed class StartIngestion(IRunLedger runs, IWorkQueue queue, TimeProvider clock)
{
    /// <summary>
    /// How old a run may be that is gone on with: one of yesterday has looked at nothing that is new today, and a new run does all that
    /// it left undone.
    /// </summary>
    private static readonly TimeSpan GoneOnWith = TimeSpan.FromHours(12);

    /// <summary>
    /// Goes on with the run that has not ended, or opens the run of this second, and queues what it has to do. Started twice, or cut off
    /// anywhere and started again, it is one run: whatever is queued twice is done once.
    /// </summary>
    /// <returns>The run's id.</returns>
    public async Task<string> RunAsync(CancellationToken cancellation)
    {
        var run = await UnfinishedAsync(cancellation);
        if (run is null)
        {
            var now = clock.GetUtcNow();
            var sources = SourceCatalogue.All.ToDictionary(
                source => source.Description.Id, _ => new SourceProgress(ProgressState.Queued, "queued"), StringComparer.Ordinal);
            run = new Run(now.UtcDateTime.ToString("yyyyMMdd'T'HHmmss'Z'", CultureInfo.InvariantCulture), now, sources, null);
            await runs.OpenAsync(run, cancellation);
        }

        await SendAsync(run, cancellation);
        return run.Id;
    }

    /// <summary>The run that has not ended, at work or cut off; null where the newest has, or is too old to go on with.</summary>
    public async Task<Run?> UnfinishedAsync(CancellationToken cancellation) =>
        await runs.NewestAsync(1, cancellation) is [{ Outcome: null } newest] && clock.GetUtcNow() - newest.StartedAt < GoneOnWith
            ? newest
            : null;

    private async Task SendAsync(Run run, CancellationToken cancellation)
    {
        if (run.IsIngested)
        {
            await queue.SendAsync(new BuildMessage(run.Id), cancellation);
            return;
        }

        foreach (var (source, _) in run.Sources.Where(source => source.Value.State == ProgressState.Queued))
        {
            await queue.SendAsync(new IngestMessage(run.Id, source), cancellation);
        }
    }
}
