using System.Collections.Concurrent;
using BudgetWatch.Pipeline.Telemetry;

namespace BudgetWatch.Pipeline.Build;

/// <summary>
/// Computes what a release holds besides its figures, chunk by chunk. A chunk is written as soon as it is computed and one that is written is taken as it is,
/// so a killed build loses at most the chunks it was working on. Every chunk is the same to the bit each time it is computed.
/// </summary>
public static class ChunkComputation
{
    // While one chunk is computed others are written.
    private const int InHandForEachProcessor = 4;

    /// <summary>The rows of every chunk, in no order: those that an earlier build wrote as they are stored, the rest computed and written.</summary>
    /// <param name="releases">Where they are written.</param>
    /// <param name="releaseId">The release they are part of.</param>
    /// <param name="chunks">All its chunks.</param>
    /// <param name="progress">Gets how many chunks are done.</param>
    /// <param name="cancellation">Stops.</param>
    public static async Task<IReadOnlyList<ReleaseRow>> RunAsync(
        IReleaseStore releases,
        string releaseId,
        IReadOnlyList<ReleaseChunk> chunks,
        IProgress<int>? progress,
        CancellationToken cancellation
    )
    {
        var written = new List<ReleaseRow>();
        foreach (var prefix in ReleaseChunk.Prefixes)
        {
            written.AddRange(await releases.ReadAsync(releaseId, prefix, cancellation).ToListAsync(cancellation));
        }

        written.Sort((one, other) => string.CompareOrdinal(one.Key, other.Key));
        var keys = written.ConvertAll(row => row.Key);
        var rows = new ConcurrentBag<IReadOnlyList<ReleaseRow>>();
        await Parallel.ForEachAsync(
            chunks,
            new ParallelOptions
            {
                MaxDegreeOfParallelism = InHandForEachProcessor * Environment.ProcessorCount,
                CancellationToken = cancellation,
            },
            async (chunk, stop) =>
            {
                rows.Add(Written(chunk) is { Count: > 0 } own ? own : await ComputeAsync(releases, releaseId, chunk, stop));
                progress?.Report(rows.Count);
            }
        );
        return [.. rows.SelectMany(own => own)];

        List<ReleaseRow> Written(ReleaseChunk chunk)
        {
            var at = keys.BinarySearch(chunk.Prefix, StringComparer.Ordinal);
            return [.. written.Skip(at < 0 ? ~at : at).TakeWhile(row => row.Key.StartsWith(chunk.Prefix, StringComparison.Ordinal))];
        }
    }

    private static Task<IReadOnlyList<ReleaseRow>> ComputeAsync(
        IReleaseStore releases,
        string releaseId,
        ReleaseChunk chunk,
        CancellationToken cancellation
    ) =>
        Traces.StepAsync(
            Step.ChunkComputed,
            async span =>
            {
                span?.SetTag(Tag.Release, releaseId).SetTag(Tag.Chunk, chunk.Prefix);
                var rows = chunk.Compute();
                await releases.WriteAsync(releaseId, rows, null, cancellation);
                return rows;
            }
        );
}
