using System.Collections.Concurrent;
using System.Globalization;
using BudgetWatch.Pipeline.Operations;
using BudgetWatch.Pipeline.Telemetry;

namespace BudgetWatch.Pipeline.Build;

/// <summary>
/// Computes what a release holds besides its figures, stored statistics and specification curves, chunk by chunk. A chunk is written as soon as it is
/// computed and one that is written is taken as it is, so a killed build loses at most the chunks in hand, and any number of instances can work on one
/// release: each takes its own first, then what no other has written yet. Every chunk is the same to the bit whoever computes it.
/// </summary>
public sealed class ComputeShare(IReleaseStore releases, IIncidentLog incidents, Measurements measured, TimeProvider clock)
{
    // While one chunk is computed another is looked for or written.
    private const int InHandForEachProcessor = 2;

    /// <summary>Deals with a message of an instance that was asked to share in the work.</summary>
    public Task RunAsync(ShareMessage message, CancellationToken cancellation) => Traces.DeliveredAsync(Step.ShareComputed, message.Traceparent, async span =>
    {
        span?.SetTag(Tag.Release, message.ReleaseId);
        if (await releases.FindAsync(message.ReleaseId, cancellation) is not null)
        {
            // It came too late: the release is out.
            return;
        }

        var rows = releases.ReadAsync(message.ReleaseId, ReleaseRows.FiguresPrefix, cancellation);
        await OfAsync(
            message.ReleaseId, ReleaseChunk.Of(await ReleaseRows.ReadAsync(rows, cancellation)), message.Share, message.Of, null, cancellation);
    });

    /// <summary>Deals with a message that failed for good. The next build that ends well closes the incident.</summary>
    public async Task GiveUpAsync(ShareMessage message, string reason, CancellationToken cancellation)
    {
        await incidents.RecordAsync(
            new Incident(
                string.Create(CultureInfo.InvariantCulture, $"{message.ReleaseId}-share-{message.Share}"), clock.GetUtcNow(), BuildRelease.About,
                "A share of the statistics and curves failed for good; the building instance computes them all itself.", reason),
            cancellation);
        measured.GaveUp();
    }

    /// <summary>Computes chunks until every one is written, by this instance or another.</summary>
    /// <param name="releaseId">The release they are part of.</param>
    /// <param name="chunks">All its chunks.</param>
    /// <param name="share">This instance's place, from 0, among those that share: which chunks it begins with.</param>
    /// <param name="of">How many share.</param>
    /// <param name="dealtWith">Told how many chunks are written as far as this instance knows.</param>
    /// <param name="cancellation">Stops.</param>
    /// <returns>What this instance computed, and what it found written.</returns>
    public async Task<ComputedShare> OfAsync(
        string releaseId, IReadOnlyList<ReleaseChunk> chunks, int share, int of, IProgress<int>? dealtWith, CancellationToken cancellation)
    {
        var computed = new ConcurrentBag<IReadOnlyList<ReleaseRow>>();
        var found = new ConcurrentBag<ReleaseChunk>();
        var (own, others) = InOrderOf(share, of, chunks);

        // Nobody else begins with these: whether they are written is asked once, for a build before this one may have been cut off.
        var written = await WrittenKeys.OfAsync(releases, releaseId, cancellation);
        await EachAsync(own, (chunk, _) => Task.FromResult(written.Any(chunk.Prefix)));

        // Whoever begins with those may still be at them: each that was not written when its like were looked for is looked for again before it is begun.
        if (others.Count > 0)
        {
            written = await WrittenKeys.OfAsync(releases, releaseId, cancellation);
            await EachAsync(others, async (chunk, stop) =>
                written.Any(chunk.Prefix) || await releases.KeysAsync(releaseId, chunk.Prefix, stop).AnyAsync(stop));
        }

        return new ComputedShare([.. computed.SelectMany(rows => rows)], [.. found]);

        Task EachAsync(IEnumerable<ReleaseChunk> some, Func<ReleaseChunk, CancellationToken, Task<bool>> isWritten) => Parallel.ForEachAsync(
            some,
            new ParallelOptions { MaxDegreeOfParallelism = InHandForEachProcessor * Environment.ProcessorCount, CancellationToken = cancellation },
            async (chunk, stop) =>
            {
                if (await isWritten(chunk, stop))
                {
                    found.Add(chunk);
                }
                else
                {
                    computed.Add(await ComputeAsync(releaseId, chunk, stop));
                }

                dealtWith?.Report(computed.Count + found.Count);
            });
    }

    private Task<IReadOnlyList<ReleaseRow>> ComputeAsync(string releaseId, ReleaseChunk chunk, CancellationToken cancellation) =>
        Traces.StepAsync(Step.ChunkComputed, async span =>
        {
            span?.SetTag(Tag.Release, releaseId).SetTag(Tag.Chunk, chunk.Prefix);
            var rows = chunk.Compute();
            await releases.WriteAsync(releaseId, rows, null, cancellation);
            return rows;
        });

    /// <summary>
    /// Chunks in the order in which one instance takes them: its own, which are every so-manieth, since neighbours take about as long; then what
    /// others may have left, those of the instance after it first and from their end, so that it meets whoever is still at them and does not follow
    /// them chunk by chunk.
    /// </summary>
    /// <param name="share">The instance's place, from 0.</param>
    /// <param name="of">How many share.</param>
    /// <param name="chunks">All chunks.</param>
    public static (IReadOnlyList<ReleaseChunk> Own, IReadOnlyList<ReleaseChunk> Others) InOrderOf(int share, int of, IReadOnlyList<ReleaseChunk> chunks)
    {
        var shares = chunks.Index().ToLookup(chunk => chunk.Index % of, chunk => chunk.Item);
        return ([.. shares[share]], [.. Enumerable.Range(1, of - 1).SelectMany(step => shares[(share + step) % of].Reverse())]);
    }

    /// <summary>Keys of the chunks of a release that are written, at one moment.</summary>
    private sealed class WrittenKeys(List<string> keys)
    {
        public static async Task<WrittenKeys> OfAsync(IReleaseStore releases, string releaseId, CancellationToken cancellation)
        {
            var keys = new List<string>();
            foreach (var prefix in ReleaseChunk.Prefixes)
            {
                await foreach (var key in releases.KeysAsync(releaseId, prefix, cancellation))
                {
                    keys.Add(key);
                }
            }

            return new WrittenKeys([.. keys.Order(StringComparer.Ordinal)]);
        }

        public bool Any(string prefix)
        {
            var at = keys.BinarySearch(prefix, StringComparer.Ordinal);
            var first = at < 0 ? ~at : at;
            return first < keys.Count && keys[first].StartsWith(prefix, StringComparison.Ordinal);
        }
    }
}

/// <summary>What one instance did for a release.</summary>
/// <param name="Rows">The rows it computed and wrote, in no order.</param>
/// <param name="Found">The chunks that were written already, by another instance or by a build before this one.</param>
public sealed record ComputedShare(IReadOnlyList<ReleaseRow> Rows, IReadOnlyList<ReleaseChunk> Found);
