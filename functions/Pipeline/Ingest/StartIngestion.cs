using System.Globalization;
using BudgetWatch.Pipeline.Operations;
using BudgetWatch.Pipeline.Telemetry;
using BudgetWatch.Sources;

namespace BudgetWatch.Pipeline.Ingest;

/// <summary>Starts a run, one message for each source, or goes on with one that was cut off.</summary>
public sealed class StartIngestion(IRunLedger runs, IWorkQueue queue, TimeProvider clock)
{
    /// <summary>How many runs are looked at for one that has not ended: a person tries a few things again between two scheduled runs, not more.</summary>
    private const int LookedAt = 20;

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
    public Task<string> RunAsync(CancellationToken cancellation) => Traces.StepAsync(Step.RunStarted, async span =>
    {
        var run = await UnfinishedAsync(cancellation);
        if (run is null)
        {
            var now = clock.GetUtcNow();
            var sources = SourceCatalogue.All.ToDictionary(
                source => source.Description.Id, _ => new SourceProgress(ProgressState.Queued, "queued"), StringComparer.Ordinal);
            run = new Run(IdOf(now), now, sources, null);
            await runs.OpenAsync(run, cancellation);
        }

        span?.SetTag(Tag.Run, run.Id);
        await SendAsync(run, cancellation);
        return run.Id;
    });

    /// <summary>The run that has not ended, at work or cut off; null where the newest has, or is too old to go on with. One that tries something again is another matter.</summary>
    public async Task<Run?> UnfinishedAsync(CancellationToken cancellation) =>
        (await runs.NewestAsync(LookedAt, cancellation)).FirstOrDefault(run => !run.IsRetry) is { } newest && IsAtWork(newest) ? newest : null;

    /// <summary>The runs that have not ended, newest first, those that try something again among them.</summary>
    internal async Task<IReadOnlyList<Run>> AtWorkAsync(CancellationToken cancellation) =>
        [.. (await runs.NewestAsync(LookedAt, cancellation)).Where(IsAtWork)];

    /// <summary>What a run that starts at a moment is called.</summary>
    internal static string IdOf(DateTimeOffset now) => now.UtcDateTime.ToString("yyyyMMdd'T'HHmmss'Z'", CultureInfo.InvariantCulture);

    private bool IsAtWork(Run run) => run.Outcome is null && clock.GetUtcNow() - run.StartedAt < GoneOnWith;

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
