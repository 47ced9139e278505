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

    /// <summary>Every row of the chunks, in order of key.</summary>
    /// <param name="releaseId">The release they are part of.</param>
    /// <param name="chunks">All its chunks.</param>
    /// <param name="share">This instance's place, from 0, among those that share: which chunks it begins with.</param>
    /// <param name="of">How many share.</param>
    /// <param name="computed">Told how many chunks there are now.</param>
    /// <param name="cancellation">Stops.</param>
    public async Task<IReadOnlyList<ReleaseRow>> OfAsync(
        string releaseId, IReadOnlyList<ReleaseChunk> chunks, int share, int of, IProgress<int>? computed, CancellationToken cancellation)
    {
        var rows = new ConcurrentBag<IReadOnlyList<ReleaseRow>>();
        await Parallel.ForEachAsync(
            InOrderOf(share, of, chunks),
            new ParallelOptions { MaxDegreeOfParallelism = InHandForEachProcessor * Environment.ProcessorCount, CancellationToken = cancellation },
            async (chunk, stop) =>
            {
                IReadOnlyList<ReleaseRow> own = await releases.ReadAsync(releaseId, chunk.Prefix, stop).ToListAsync(stop);
                if (own.Count == 0)
                {
                    own = await ComputeAsync(releaseId, chunk, stop);
                }

                rows.Add(own);
                computed?.Report(rows.Count);
            });
        return [.. rows.SelectMany(own => own).OrderBy(row => row.Key, StringComparer.Ordinal)];
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
    public static IEnumerable<ReleaseChunk> InOrderOf(int share, int of, IReadOnlyList<ReleaseChunk> chunks)
    {
        var shares = chunks.Index().ToLookup(chunk => chunk.Index % of, chunk => chunk.Item);
        return shares[share].Concat(Enumerable.Range(1, of - 1).SelectMany(step => shares[(share + step) % of].Reverse()));
    }
}
