using System.Globalization;
using System.Runtime.CompilerServices;
using Azure;
using Azure.Data.Tables;
using Azure.Data.Tables.Models;
using BudgetWatch.Pipeline;
using BudgetWatch.Pipeline.Build;

namespace BudgetWatch.Storage.Tables;

/// <summary>
/// Rows of releases in <c>Figures</c>, one partition for each release. The index of published releases, the live pointer and the moves it
/// made share the one partition of <c>Releases</c>, since only rows of one partition change in one transaction.
/// </summary>
internal sealed class TableReleaseStore : IReleaseStore
{
    private const int Writers = 4;
    private const string Partition = "releases";
    private const string IndexPrefix = "release|";
    private const string PartsPrefix = "parts|";
    private const string MovePrefix = "move|n";
    private const string PointerRow = "live";

    /// <summary>For so long readers may be served the release that was live before.</summary>
    private static readonly TimeSpan PointerAge = TimeSpan.FromSeconds(3);

    private readonly DocumentTable figures;
    private readonly DocumentTable releases;
    private readonly RefreshedValue<LiveRelease> live;

    public TableReleaseStore(StorageConnection connection, TimeProvider clock)
    {
        figures = new DocumentTable(connection, "Figures");
        releases = new DocumentTable(connection, "Releases");
        live = new RefreshedValue<LiveRelease>(
            async cancellation =>
                await PointerAsync(cancellation) is { ReleaseId: { } id, Since: { } since } pointer
                    ? new LiveRelease(id, since, pointer.IsHeld)
                    : null,
            PointerAge,
            clock
        );
    }

    public async Task WriteAsync(string releaseId, IReadOnlyList<ReleaseRow> rows, IProgress<int>? progress, CancellationToken cancellation)
    {
        if (rows.GroupBy(row => row.Key, StringComparer.Ordinal).FirstOrDefault(same => same.Skip(1).Any()) is { } twice)
            throw new ArgumentException($"Release {releaseId} has the row '{twice.Key}' more than once.", nameof(rows));
        var table = await figures.ClientAsync(cancellation);
        var written = 0;
        var gate = new Lock();
        var options = new ParallelOptions { MaxDegreeOfParallelism = Writers, CancellationToken = cancellation };
        await Parallel.ForEachAsync(
            ReleaseBatches.Of(releaseId, rows),
            options,
            async (batch, stop) =>
            {
                await table.SubmitTransactionAsync(batch, stop);

                // Reported inside the lock, so that the count never goes back.
                lock (gate)
                {
                    written += batch.Count;
                    progress?.Report(written);
                }
            }
        );
    }

    public async IAsyncEnumerable<ReleaseRow> ReadAsync(
        string releaseId,
        string prefix,
        [EnumeratorCancellation] CancellationToken cancellation
    )
    {
        var rows = figures.RangeAsync(releaseId, prefix, cancellation: cancellation).GetAsyncEnumerator(cancellation);
        await using (rows)
        {
            while (await NextAsync())
                yield return new ReleaseRow(rows.Current.Key, rows.Current.Json);
        }

        async Task<bool> NextAsync()
        {
            try
            {
                return await rows.MoveNextAsync();
            }
            catch (DamagedDataException damage)
            {
                throw OfRelease(releaseId, damage);
            }
        }
    }

    public async Task<ReleaseRow?> FindRowAsync(string releaseId, string key, CancellationToken cancellation)
    {
        var table = await figures.ClientAsync(cancellation);
        var found = await table.GetEntityIfExistsAsync<TableEntity>(
            TableKey.Encode(releaseId),
            TableKey.Encode(key),
            cancellationToken: cancellation
        );
        try
        {
            return found is { HasValue: true, Value: { } entity } ? new ReleaseRow(key, LargeText.Of(entity)) : null;
        }
        catch (DamagedDataException damage)
        {
            throw OfRelease(releaseId, damage);
        }
    }

    public Task KeepPartsAsync(string releaseId, IReadOnlyList<ReleasePart> parts, CancellationToken cancellation) =>
        releases.PutAsync(Partition, PartsPrefix + releaseId, new Parts(parts), cancellation);

    public async Task<IReadOnlyList<ReleasePart>> PartsAsync(string releaseId, CancellationToken cancellation) =>
        (await releases.FindAsync<Parts>(Partition, PartsPrefix + releaseId, cancellation))?.Document.All ?? [];

    public async Task<bool> PublishAsync(PublishedRelease release, LivePointer expected, CancellationToken cancellation)
    {
        // A release entered before keeps its entry: moving the pointer back to it is a roll-back, not a new publication.
        var entered = await FindAsync(release.Id, cancellation) is not null;
        var number = expected.LastRelease + (entered ? 0 : 1);
        IReadOnlyList<TableTransactionAction> entry = entered
            ? []
            :
            [
                new TableTransactionAction(
                    TableTransactionActionType.Add,
                    DocumentTable.Entity(Partition, IndexPrefix + release.Id, release with { Number = number })
                ),
            ];
        return await (
            expected.IsHeld
                ? ChangeAsync(
                    expected,
                    new Pointer(expected.ReleaseId!, expected.Since!.Value)
                    {
                        IsHeld = true,
                        LastRelease = number,
                        LastMove = expected.LastMove,
                    },
                    entry,
                    cancellation
                )
                : MoveAsync(release.Id, expected, release.PublishedAt, isHeld: false, number, entry, cancellation)
        );
    }

    public Task<bool> MoveAsync(string releaseId, LivePointer expected, DateTimeOffset at, bool isHeld, CancellationToken cancellation) =>
        MoveAsync(releaseId, expected, at, isHeld, expected.LastRelease, [], cancellation);

    public async Task<IReadOnlyList<PointerMove>> MovesAsync(CancellationToken cancellation) =>
        PointerMove.WithTimesInOrder(await releases.ListAsync<PointerMove>(Partition, MovePrefix, cancellation));

    public async ValueTask<string?> LiveAsync(CancellationToken cancellation) => (await live.FindAsync(cancellation))?.Id;

    public ValueTask<LiveRelease?> LiveSinceAsync(CancellationToken cancellation) => live.FindAsync(cancellation);

    public async Task<LivePointer> PointerAsync(CancellationToken cancellation)
    {
        if (await releases.FindAsync<Pointer>(Partition, PointerRow, cancellation) is not { } stored)
            return await PointerByMovesAsync(cancellation);
        var pointer = stored.Document;
        return new LivePointer(pointer.ReleaseId, stored.ETag.ToString())
        {
            Since = pointer.Since,
            IsHeld = pointer.IsHeld,
            LastRelease = pointer.LastRelease,
            LastMove = pointer.LastMove,
        };
    }

    /// <summary>The pointer where its row is not there: none before the first release; after it the row was lost, and the moves say what it held. The next change writes it.</summary>
    private async Task<LivePointer> PointerByMovesAsync(CancellationToken cancellation)
    {
        var moves = await MovesAsync(cancellation);
        if (moves.Count == 0)
            return new LivePointer(null, null);
        var newest =
            (await EnteredAsync(cancellation)).FirstOrDefault()
            ?? throw new DamagedDataException("Releases were published, but their records are no longer in storage.");
        return new LivePointer(moves[^1].ReleaseId, null)
        {
            // Whatever is published goes live, unless a person rolled back.
            Since = moves[^1].At,
            IsHeld = newest.Id != moves[^1].ReleaseId,
            LastRelease = newest.Number,
            LastMove = moves.Count,
        };
    }

    public async Task<PublishedRelease?> FindAsync(string releaseId, CancellationToken cancellation)
    {
        if (await EntryAsync(releaseId, cancellation) is { } entered)
            return entered;
        if (!(await MovesAsync(cancellation)).Any(move => move.ReleaseId == releaseId))
            return null;

        // Entry and move come together: it may have been published between the two looks.
        return await EntryAsync(releaseId, cancellation)
            ?? throw new DamagedDataException($"Release {releaseId} was published, and its record is not in storage any more.");
    }

    private async Task<PublishedRelease?> EntryAsync(string releaseId, CancellationToken cancellation) =>
        (await releases.FindAsync<PublishedRelease>(Partition, IndexPrefix + releaseId, cancellation))?.Document;

    public async Task<IReadOnlyList<PublishedRelease>> ListAsync(CancellationToken cancellation)
    {
        // The pointer first: what is entered meanwhile is more than it says, never less.
        var last = (await PointerAsync(cancellation)).LastRelease;
        var entered = await EnteredAsync(cancellation);
        var missing = last - entered.Count(release => release.Number <= last);
        return missing <= 0
            ? entered
            : throw new DamagedDataException(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"{last} releases were published, but the records of {missing} of them are no longer in storage."
                )
            );
    }

    private async Task<IReadOnlyList<PublishedRelease>> EnteredAsync(CancellationToken cancellation)
    {
        var published = await releases.ListAsync<PublishedRelease>(Partition, IndexPrefix, cancellation);
        return [.. published.OrderByDescending(release => release.Number)];
    }

    private Task<bool> MoveAsync(
        string releaseId,
        LivePointer expected,
        DateTimeOffset at,
        bool isHeld,
        long lastRelease,
        IEnumerable<TableTransactionAction> with,
        CancellationToken cancellation
    )
    {
        var move = expected.LastMove + 1;
        return ChangeAsync(
            expected,
            new Pointer(releaseId, at)
            {
                IsHeld = isHeld,
                LastRelease = lastRelease,
                LastMove = move,
            },
            [
                new TableTransactionAction(
                    TableTransactionActionType.Add,
                    DocumentTable.Entity(
                        Partition,
                        string.Create(CultureInfo.InvariantCulture, $"{MovePrefix}{move:D10}"),
                        new PointerMove(at, releaseId)
                    )
                ),
                .. with,
            ],
            cancellation
        );
    }

    /// <summary>Changes the pointer, and with it what belongs to the change: all of it, or nothing where the pointer has changed.</summary>
    private async Task<bool> ChangeAsync(
        LivePointer expected,
        Pointer changed,
        IEnumerable<TableTransactionAction> with,
        CancellationToken cancellation
    )
    {
        var pointer = DocumentTable.Entity(Partition, PointerRow, changed);
        List<TableTransactionAction> actions =
        [
            expected.Version is null
                ? new TableTransactionAction(TableTransactionActionType.Add, pointer)
                : new TableTransactionAction(TableTransactionActionType.UpdateReplace, pointer, new ETag(expected.Version)),
            .. with,
        ];
        var table = await releases.ClientAsync(cancellation);
        try
        {
            await table.SubmitTransactionAsync(actions, cancellation);
            live.Set(new LiveRelease(changed.ReleaseId, changed.Since, changed.IsHeld));
            return true;
        }
        catch (RequestFailedException problem)
            when (problem.ErrorCode == TableErrorCode.EntityAlreadyExists || DocumentTable.IsChangedOrGone(problem))
        {
            return false;
        }
    }

    private static DamagedDataException OfRelease(string releaseId, DamagedDataException damage) =>
        new(damage.Message, damage) { ReleaseId = releaseId };

    /// <summary>The row of the live pointer.</summary>
    /// <param name="ReleaseId">The release that is live.</param>
    /// <param name="Since">When it became so.</param>
    private sealed record Pointer(string ReleaseId, DateTimeOffset Since)
    {
        /// <summary>Whether builds leave it there.</summary>
        public bool IsHeld { get; init; }

        /// <summary>The number of the last release that was entered.</summary>
        public long LastRelease { get; init; }

        /// <summary>The number of the last move.</summary>
        public long LastMove { get; init; }
    }

    /// <summary>The row of a release's parts.</summary>
    /// <param name="All">The parts.</param>
    private sealed record Parts(IReadOnlyList<ReleasePart> All);
}
