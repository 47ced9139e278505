using System.Globalization;
using BudgetWatch.Pipeline.Operations;
using BudgetWatch.Pipeline.Telemetry;
using BudgetWatch.Sources;

namespace BudgetWatch.Pipeline.Ingest;

/// <summary>Starts a run, one message for each source, or resumes an interrupted one.</summary>
public sealed class StartIngestion(IRunLedger runs, IWorkQueue queue, TimeProvider clock)
{
    /// <summary>How many runs are searched for one that has not ended: a person tries a few things again between two scheduled runs, not more.</summary>
    private const int LookedAt = 20;

    /// <summary>
    /// How old a run may be to be resumed: one of yesterday has checked nothing that is new today, and a new run does all that
    /// it left undone. So a stuck run never blocks another for longer than this.
    /// </summary>
    private static readonly TimeSpan GoneOnWith = TimeSpan.FromHours(12);

    private const string IdFormat = "yyyyMMdd'T'HHmmss'Z'";

    /// <summary>
    /// Goes on with the run that has not ended, or opens another, and queues what it has to do. Started twice, by any number at once, or interrupted
    /// anywhere and started again, it is one run: whatever is queued twice is done once.
    /// </summary>
    /// <returns>The run's id.</returns>
    public Task<string> RunAsync(CancellationToken cancellation) =>
        Traces.StepAsync(
            Step.RunStarted,
            async span =>
            {
                // It follows the newest of the runs that were read and found not in progress. If another start was quicker, its run is that follower, and is found at the next read.
                // Where someone else opened a run that tries one thing again at the same moment, another is opened after it.
                Run? run;
                for (
                    var newest = await runs.NewestAsync(LookedAt, cancellation);
                    (run = UnfinishedOf(newest)) is null;
                    newest = await runs.NewestAsync(LookedAt, cancellation)
                )
                {
                    await OpenAfterAsync(
                        newest.Count == 0 ? null : newest[0].Id,
                        SourceCatalogue.All.ToDictionary(
                            source => source.Description.Id,
                            _ => new SourceProgress(ProgressState.Queued, "queued"),
                            StringComparer.Ordinal
                        ),
                        cancellation
                    );
                }

                span?.SetTag(Tag.Run, run.Id);
                await SendAsync(run, cancellation);
                return run.Id;
            }
        );

    /// <summary>The run that has not ended, in progress or interrupted; null where the newest has ended, or is too old to resume. Retries do not count.</summary>
    public async Task<Run?> UnfinishedAsync(CancellationToken cancellation) => UnfinishedOf(await runs.NewestAsync(LookedAt, cancellation));

    private Run? UnfinishedOf(IReadOnlyList<Run> newestFirst) =>
        newestFirst.FirstOrDefault(run => !run.IsRetry) is { } newest && IsAtWork(newest) ? newest : null;

    /// <summary>Opens the run that follows the newest.</summary>
    /// <returns>The run; another than was asked for where someone else opened it at the same moment.</returns>
    internal async Task<Run> OpenAsync(IReadOnlyDictionary<string, SourceProgress> sources, CancellationToken cancellation) =>
        await OpenAfterAsync((await runs.NewestAsync(1, cancellation)).FirstOrDefault()?.Id, sources, cancellation);

    private async Task<Run> OpenAfterAsync(
        string? newest,
        IReadOnlyDictionary<string, SourceProgress> sources,
        CancellationToken cancellation
    )
    {
        var now = clock.GetUtcNow();
        return await runs.OpenAsync(new Run(IdOf(now, newest), now, sources, null), newest, cancellation);
    }

    /// <summary>Whether a run over all sources was opened after a run: it does all that the earlier one left undone.</summary>
    internal async Task<bool> IsTakenOverAsync(string runId, CancellationToken cancellation) =>
        (await runs.NewestAsync(LookedAt, cancellation)).Any(run => !run.IsRetry && string.CompareOrdinal(run.Id, runId) > 0);

    /// <summary>The runs that have not ended, newest first, those that try something again among them.</summary>
    internal async Task<IReadOnlyList<Run>> AtWorkAsync(CancellationToken cancellation) =>
        [.. (await runs.NewestAsync(LookedAt, cancellation)).Where(IsAtWork)];

    /// <summary>What a run is called that starts at a moment and follows another.</summary>
    private static string IdOf(DateTimeOffset now, string? newest)
    {
        var id = now.UtcDateTime.ToString(IdFormat, CultureInfo.InvariantCulture);
        return string.CompareOrdinal(id, newest) > 0
            ? id
            : DateTime
                .ParseExact(newest!, IdFormat, CultureInfo.InvariantCulture)
                .AddSeconds(1)
                .ToString(IdFormat, CultureInfo.InvariantCulture);
    }

    // One that starts long after now was started by a clock that was ahead, and nothing is known of how old it is.
    private bool IsAtWork(Run run) => run.Outcome is null && (clock.GetUtcNow() - run.StartedAt).Duration() < GoneOnWith;

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
