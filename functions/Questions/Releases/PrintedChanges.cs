using BitFaster.Caching;
using BudgetWatch.Pipeline;
using BudgetWatch.Pipeline.Build;
using BudgetWatch.Questions.ReleaseAccess;
using JsonException = Newtonsoft.Json.JsonException;

namespace BudgetWatch.Questions.Releases;

/// <summary>
/// Which printed figures moved between two releases. Both are immutable, so it is worked out once, on the first request, and stored with them; one pair at
/// a time in each instance, so that the figures of two releases are the most it takes.
/// </summary>
public sealed class PrintedChanges : IDisposable
{
    /// <summary>The partition of what is worked out; no release has that id.</summary>
    private const string Partition = "changes";

    /// <summary>Part of the key: raised when other figures are counted, so that older counts are worked out again.</summary>
    private const int Version = 1;

    private readonly IReleaseStore _store;
    private readonly ReleaseReader _releases;
    private readonly SemaphoreSlim _gate = new(1);
    private readonly IAsyncCache<(string Before, string Now), PrintedChange> _known = LoadCache.Create<
        (string Before, string Now),
        PrintedChange
    >(50);

    /// <summary>Reads rows from a store, and the figures of releases as every answer has them.</summary>
    public PrintedChanges(IReleaseStore store, ReleaseReader releases)
    {
        _store = store;
        _releases = releases;
    }

    /// <summary>What moved between two published releases.</summary>
    public Task<PrintedChange> BetweenAsync(PublishedRelease before, PublishedRelease now, CancellationToken cancellation) =>
        _known.LoadAsync((before.Id, now.Id), FindAsync, cancellation);

    /// <inheritdoc/>
    public void Dispose() => _gate.Dispose();

    private async Task<PrintedChange> FindAsync((string Before, string Now) pair)
    {
        var key = string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{Version}|{pair.Now}|{pair.Before}");
        try
        {
            if (
                await _store.FindRowAsync(Partition, key, CancellationToken.None) is { } stored
                && Json.Read<PrintedChange>(stored.Json) is { } known
            )
            {
                return known;
            }
        }
        catch (Exception damage) when (damage is DamagedDataException or JsonException)
        {
            // Not what was written, or written with a scope that is no more. It is worked out again, and written over what is there.
        }

        await _gate.WaitAsync();
        try
        {
            var change = await ComputeAsync(pair.Before, pair.Now);
            await _store.WriteAsync(Partition, [new ReleaseRow(key, Json.Write(change))], null, CancellationToken.None);
            return change;
        }
        finally
        {
            _gate.Release();
        }
    }

    private async Task<PrintedChange> ComputeAsync(string before, string now)
    {
        LoadedRelease was = await FoundAsync(before),
            become = await FoundAsync(now);
        return await ReleaseComparison.BetweenAsync(was, RowsOf(was.Release), become, RowsOf(become.Release), CancellationToken.None);
    }

    /// <summary>Every row of a release, and at the end that they are those that were published.</summary>
    private async IAsyncEnumerable<ReleaseRow> RowsOf(PublishedRelease release)
    {
        using var digest = new RowsDigest();
        await foreach (var row in _store.ReadAsync(release.Id, "", CancellationToken.None))
        {
            digest.Add(row);
            yield return row;
        }

        if (digest.End() != release.ContentSha256)
        {
            throw DamagedDataException.OfRelease(release.Id, "other rows are there than were published");
        }
    }

    private async Task<LoadedRelease> FoundAsync(string id) =>
        (await _releases.ResolveAsync(id, CancellationToken.None)).Answer
        ?? throw new InvalidOperationException($"Release {id} is listed and not there.");
}
