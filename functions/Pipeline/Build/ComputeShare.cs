using System.Collections.Concurrent;
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
    // While one chunk is computed others are written.
    private const int InHandForEachProcessor = 4;

    private const int FewestBeforeLooking = 4;
    private const int MostBeforeLooking = 40;

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

    /// <summary>Deals with a message that failed at every try. The next build that ends well closes the incident.</summary>
    /// <returns>Whether there is still something to do; not once the release is out.</returns>
    public async Task<bool> GiveUpAsync(ShareMessage message, FailedWork failed, CancellationToken cancellation)
    {
        if (await releases.FindAsync(message.ReleaseId, cancellation) is not null)
        {
            return false;
        }

        await incidents.ReviseAsync(
            new Incident(
                message.IncidentId, clock.GetUtcNow(), BuildRelease.About,
                $"An instance that was asked to share in a build failed; the building instance does all the work. {failed.Retry.Sentence}", failed.Reason)
            {
                RetryAt = failed.Retry.At,
            },
            cancellation);
        measured.GaveUp(message);
        return true;
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
        var found = new List<ReleaseChunk>();
        IReadOnlyList<ReleaseChunk> left = [.. InOrderOf(share, of, chunks)];
        while (left.Count > 0)
        {
            var written = await WrittenKeys.OfAsync(releases, releaseId, cancellation);
            found.AddRange(left.Where(chunk => written.Any(chunk.Prefix)));
            left = [.. left.Where(chunk => !written.Any(chunk.Prefix))];
            var next = left.Take(BeforeLookingAgain(left.Count, of)).ToList();
            await Parallel.ForEachAsync(
                next,
                new ParallelOptions { MaxDegreeOfParallelism = InHandForEachProcessor * Environment.ProcessorCount, CancellationToken = cancellation },
                async (chunk, stop) =>
                {
                    computed.Add(await ComputeAsync(releaseId, chunk, stop));
                    dealtWith?.Report(found.Count + computed.Count);
                });
            left = [.. left.Skip(next.Count)];
        }

        return new ComputedShare([.. computed.SelectMany(rows => rows)], found);
    }

    /// <summary>
    /// How many chunks are computed before what others have written is looked at again: alone all; else ever fewer, since to look costs as much as a few chunks do, and
    /// of what is in hand when two meet some is computed twice.
    /// </summary>
    /// <param name="left">How many there are to compute.</param>
    /// <param name="of">How many share.</param>
    public static int BeforeLookingAgain(int left, int of) => of == 1 ? left : Math.Clamp(left / (2 * of), FewestBeforeLooking, MostBeforeLooking);

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
