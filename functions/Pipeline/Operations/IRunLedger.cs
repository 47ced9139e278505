namespace BudgetWatch.Pipeline.Operations;

/// <summary>Follows a run from its start through every source to a release.</summary>
public interface IRunLedger
{
    /// <summary>Opens the run that follows another: of any number who open one after the same run at once, all get the same.</summary>
    /// <param name="run">The run to open.</param>
    /// <param name="after">The id of the newest run there is; null where there is none.</param>
    /// <param name="cancellation">Stops the wait.</param>
    /// <returns>The run that follows: this one, or the one that someone else opened.</returns>
    Task<Run> OpenAsync(Run run, string? after, CancellationToken cancellation);

    /// <summary>Records where one source of a run stands.</summary>
    Task RecordAsync(string runId, string sourceId, SourceProgress progress, CancellationToken cancellation);

    /// <summary>Leaves it to one source to ask for the run's build: the first that offers, and that one again whenever it offers.</summary>
    /// <returns>Whether it is this source's to ask.</returns>
    Task<bool> OfferToAskAsync(string runId, string sourceId, CancellationToken cancellation);

    /// <summary>Records that the run's build failed, and when it is tried again.</summary>
    /// <param name="runId">The run.</param>
    /// <param name="waiting">Why and when, in a sentence or two.</param>
    /// <param name="cancellation">Stops the wait.</param>
    Task RecordWaitAsync(string runId, string waiting, CancellationToken cancellation);

    /// <summary>Records what came of the run.</summary>
    Task CloseAsync(string runId, RunOutcome outcome, CancellationToken cancellation);

    /// <summary>A run, or null.</summary>
    Task<Run?> FindAsync(string runId, CancellationToken cancellation);

    /// <summary>The newest runs, newest first: in the order of their ids, which only grow.</summary>
    Task<IReadOnlyList<Run>> NewestAsync(int count, CancellationToken cancellation);
}

/// <summary>One pass over all sources, or another try of one.</summary>
/// <param name="Id">
/// The second in which it started, UTC: <c>20261123T093000Z</c>. Ids only grow: if a run already has that second or a later one, because a clock was ahead, the id is one second
/// after it.
/// </param>
/// <param name="StartedAt">When it started.</param>
/// <param name="Sources">Where each source stands.</param>
/// <param name="Outcome">What came of it; null while it runs.</param>
public sealed record Run(string Id, DateTimeOffset StartedAt, IReadOnlyDictionary<string, SourceProgress> Sources, RunOutcome? Outcome)
{
    /// <summary>Why there is no outcome yet and when the build is tried again, where it failed; null otherwise.</summary>
    public string? Waiting { get; init; }

    /// <summary>Whether every source has been processed, well or not.</summary>
    public bool IsIngested => Sources.Values.All(source => source.State != ProgressState.Queued);

    /// <summary>Whether it tries one thing again that failed, a source or, with no source, a build: it says nothing of the other sources.</summary>
    public bool IsRetry => Sources.Count <= 1;

    /// <summary>Whether the run builds only after a source, which has not been dealt with yet.</summary>
    internal bool WaitsFor(string source) =>
        Outcome is null && Sources.TryGetValue(source, out var progress) && progress.State == ProgressState.Queued;
}

/// <summary>Where one source of a run stands.</summary>
/// <param name="State">How far it is.</param>
/// <param name="Detail">A sentence for people.</param>
public sealed record SourceProgress(ProgressState State, string Detail);

/// <summary>How far a source of a run is.</summary>
public enum ProgressState
{
    /// <summary>Its message is queued.</summary>
    Queued,

    /// <summary>It was checked; refusals are decisions, not failures.</summary>
    Done,

    /// <summary>Its message failed at every try; the editions in force stay.</summary>
    Failed,
}

/// <summary>What came of a run.</summary>
/// <param name="At">When.</param>
/// <param name="Kind">What happened.</param>
/// <param name="Release">The live release after it; null where there is none.</param>
/// <param name="Detail">A sentence for people.</param>
public sealed record RunOutcome(DateTimeOffset At, RunOutcomeKind Kind, string? Release, string Detail);

/// <summary>What came of a run.</summary>
public enum RunOutcomeKind
{
    /// <summary>A new release was published.</summary>
    Published,

    /// <summary>A new release was made and waits, because a person rolled back to the one that is live.</summary>
    Waiting,

    /// <summary>Nothing new in, no new release.</summary>
    Unchanged,

    /// <summary>No release could be made; the one in force stays.</summary>
    Failed,
}
