using BudgetWatch.Pipeline;
using BudgetWatch.Pipeline.Operations;

namespace BudgetWatch.Storage.Tables;

/// <summary>
/// Runs, newest first in one partition: the run as it was opened, a row for each source once it has moved, and the outcome. Sources have
/// rows of their own so that two that end at once do not overwrite each other, and the one that looks last sees both. Who asks for the build of a run, and which
/// run follows it, are in partitions of their own.
/// </summary>
internal sealed class TableRunLedger(StorageConnection connection) : IRunLedger
{
    private const string Partition = "runs";
    private const string Askers = "askers";
    private const string Followers = "followers";
    private const string FirstRow = "first";
    private const string WaitingRow = "|waiting";
    private const string OpenedRow = "|opened";
    private const string OutcomeRow = "|outcome";
    private const string SourceInfix = "|source|";

    private readonly DocumentTable table = new(connection, "Runs");

    public async Task<Run> OpenAsync(Run run, string? after, CancellationToken cancellation)
    {
        // A run has one follower: the first caller to enter it opens it, and a later one completes an interrupted entry.
        var opened = new Opened(run.Id, run.StartedAt, run.Sources);
        var row = after is null ? FirstRow : NewestFirst(after);
        if (!await table.AddAsync(Followers, row, opened, cancellation))
            opened = (await table.FindAsync<Opened>(Followers, row, cancellation))!.Document;
        await table.AddAsync(Partition, NewestFirst(opened.Id) + OpenedRow, opened, cancellation);
        return (await FindAsync(opened.Id, cancellation))!;
    }

    public Task RecordAsync(string runId, string sourceId, SourceProgress progress, CancellationToken cancellation)
    {
        var row = NewestFirst(runId) + SourceInfix + sourceId;

        // Queued never replaces anything: a start that is delivered twice must not undo what has been done since.
        return progress.State == ProgressState.Queued
            ? table.AddAsync(Partition, row, progress, cancellation)
            : table.PutAsync(Partition, row, progress, cancellation);
    }

    public async Task<bool> OfferToAskAsync(string runId, string sourceId, CancellationToken cancellation)
    {
        var row = NewestFirst(runId);
        return await table.AddAsync(Askers, row, new Asker(sourceId), cancellation)
            || (await table.FindAsync<Asker>(Askers, row, cancellation))?.Document.SourceId == sourceId;
    }

    public Task RecordWaitAsync(string runId, string waiting, CancellationToken cancellation) =>
        table.PutAsync(Partition, NewestFirst(runId) + WaitingRow, new Wait(waiting), cancellation);

    public Task CloseAsync(string runId, RunOutcome outcome, CancellationToken cancellation) =>
        table.ChangeAsync<RunOutcome>(
            Partition,
            NewestFirst(runId) + OutcomeRow,
            // A build that is delivered twice finds nothing new the second time; the run has published anyway.
            existing =>
                existing?.Kind is RunOutcomeKind.Published or RunOutcomeKind.Waiting && outcome.Kind is not RunOutcomeKind.Published
                    ? null
                    : outcome,
            cancellation
        );

    public async Task<Run?> FindAsync(string runId, CancellationToken cancellation)
    {
        var rows = new RunRows();
        await foreach (var (key, json) in table.RangeAsync(Partition, NewestFirst(runId) + "|", cancellation: cancellation))
            rows.Add(key, json);
        return rows.ToRun();
    }

    public async Task<IReadOnlyList<Run>> NewestAsync(int count, CancellationToken cancellation)
    {
        var runs = new List<Run>();
        if (count <= 0)
            return runs;
        var rows = new RunRows();
        string? current = null;
        await foreach (var (key, json) in table.RangeAsync(Partition, "", PageSize(count), cancellation))
        {
            var id = key[..key.IndexOf('|', StringComparison.Ordinal)];
            if (current is not null && id != current)
            {
                if (rows.ToRun() is { } run)
                    runs.Add(run);
                if (runs.Count == count)
                    return runs;
                rows = new RunRows();
            }

            current = id;
            rows.Add(key, json);
        }

        if (rows.ToRun() is { } oldest)
            runs.Add(oldest);
        return runs;
    }

    // A run's id is its time, so its digits counted from nine put the newest first.
    private static string NewestFirst(string runId) =>
        string.Create(
            runId.Length,
            runId,
            static (key, id) =>
            {
                for (var i = 0; i < id.Length; i++)
                    key[i] = char.IsAsciiDigit(id[i]) ? (char)('0' + ('9' - id[i])) : id[i];
            }
        );

    // A run has a dozen rows or so; more than enough in one page is not worth its weight.
    private static int PageSize(int count) => Math.Clamp(count, 1, 50) * 20;

    /// <summary>A run as it was opened.</summary>
    /// <param name="Id">The run.</param>
    /// <param name="StartedAt">When.</param>
    /// <param name="Sources">Where each source stood then.</param>
    private sealed record Opened(string Id, DateTimeOffset StartedAt, IReadOnlyDictionary<string, SourceProgress> Sources);

    /// <summary>Who asks for the build of a run.</summary>
    /// <param name="SourceId">The source.</param>
    private sealed record Asker(string SourceId);

    /// <summary>Why a run has no outcome yet.</summary>
    /// <param name="Why">In a sentence or two.</param>
    private sealed record Wait(string Why);

    /// <summary>The rows of one run.</summary>
    private sealed class RunRows
    {
        private readonly SortedDictionary<string, SourceProgress> moved = new(StringComparer.Ordinal);
        private Opened? opened;
        private RunOutcome? outcome;
        private Wait? wait;

        public void Add(string key, string json)
        {
            var start = key.IndexOf('|', StringComparison.Ordinal);
            if (key.AsSpan(start).SequenceEqual(OpenedRow))
                opened = Json.Require<Opened>(json);
            else if (key.AsSpan(start).SequenceEqual(OutcomeRow))
                outcome = Json.Require<RunOutcome>(json);
            else if (key.AsSpan(start).SequenceEqual(WaitingRow))
                wait = Json.Require<Wait>(json);
            else
                moved[key[(start + SourceInfix.Length)..]] = Json.Require<SourceProgress>(json);
        }

        public Run? ToRun()
        {
            if (opened is null)
                return null;
            var sources = new SortedDictionary<string, SourceProgress>(StringComparer.Ordinal);
            foreach (var (source, progress) in opened.Sources)
                sources[source] = progress;
            foreach (var (source, progress) in moved)
            {
                if (progress.State != ProgressState.Queued || !sources.ContainsKey(source))
                    sources[source] = progress;
            }

            return new Run(opened.Id, opened.StartedAt, sources.AsReadOnly(), outcome) { Waiting = outcome is null ? wait?.Why : null };
        }
    }
}
