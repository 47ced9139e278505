using System.Collections.Concurrent;
using System.Globalization;
using BudgetWatch.Domain.Releases;
using BudgetWatch.Domain.Specifications;
using BudgetWatch.Pipeline.Operations;
using BudgetWatch.Pipeline.Telemetry;

namespace BudgetWatch.Pipeline.Build;

/// <summary>
/// Computes the specification curves of a release chunk by chunk. A chunk is written as soon as it is computed and one that is written is
/// taken as it is, so a killed build loses at most the chunks in hand, and any number of instances can work on one release: each begins
/// elsewhere and takes what no other has written yet. Every chunk is the same to the bit whoever computes it.
/// </summary>
public sealed class ComputeSpecifications(IReleaseStore releases, IIncidentLog incidents, Measurements measured, TimeProvider clock)
{
    /// <summary>Deals with a message of an instance that was asked to share in the work.</summary>
    public Task RunAsync(SpecificationsMessage message, CancellationToken cancellation) => Traces.DeliveredAsync(Step.CurvesShared, message.Traceparent, async span =>
    {
        span?.SetTag(Tag.Release, message.ReleaseId);
        var rows = releases.ReadAsync(message.ReleaseId, ReleaseRows.FiguresPrefix, cancellation);
        await OfAsync(message.ReleaseId, await ReleaseRows.ReadAsync(rows, cancellation), message.Share, message.Of, null, cancellation);
    });

    /// <summary>Deals with a message that failed for good. The next build that ends well closes the incident.</summary>
    public async Task GiveUpAsync(SpecificationsMessage message, string reason, CancellationToken cancellation)
    {
        await incidents.RecordAsync(
        new Incident(
            string.Create(CultureInfo.InvariantCulture, $"{message.ReleaseId}-specifications-{message.Share}"), clock.GetUtcNow(), BuildRelease.About,
            "A share of the specification curves failed for good; the building instance computes them all itself.", reason),
        cancellation);
        measured.GaveUp();
    }

    /// <summary>Every row of the curves, in order of key.</summary>
    /// <param name="releaseId">The release they are part of.</param>
    /// <param name="figures">Its figures.</param>
    /// <param name="share">Where to begin: this instance's place, from 0, among those that share.</param>
    /// <param name="of">How many share.</param>
    /// <param name="computed">Told how many chunks there are now.</param>
    /// <param name="cancellation">Stops.</param>
    public async Task<IReadOnlyList<ReleaseRow>> OfAsync(
        string releaseId, ReleaseFigures figures, int share, int of, IProgress<int>? computed, CancellationToken cancellation)
    {
        var chunks = Chunks(figures);
        var first = chunks.Count * share / of;
        var rows = new ConcurrentBag<ReleaseRow>();
        await Parallel.ForEachAsync(
            chunks.Skip(first).Concat(chunks.Take(first)),
            new ParallelOptions { MaxDegreeOfParallelism = Environment.ProcessorCount, CancellationToken = cancellation },
            async (chunk, stop) =>
            {
                if (await releases.FindRowAsync(releaseId, SpecificationRows.Key(chunk), stop) is not { } row)
                {
                    row = await ComputeAsync(releaseId, chunk, figures, stop);
                }

                rows.Add(row);
                computed?.Report(rows.Count);
            });
        return [.. rows.OrderBy(row => row.Key, StringComparer.Ordinal)];
    }

    private Task<ReleaseRow> ComputeAsync(string releaseId, SpecificationChunk chunk, ReleaseFigures figures, CancellationToken cancellation) =>
        Traces.StepAsync(Step.SpecificationChunk, async span =>
        {
            var row = Compute(chunk, figures);
            span?.SetTag(Tag.Release, releaseId).SetTag(Tag.Chunk, row.Key);
            await releases.WriteAsync(releaseId, [row], null, cancellation);
            return row;
        });

    /// <summary>The chunks of every curve of a release.</summary>
    public static IReadOnlyList<SpecificationChunk> Chunks(ReleaseFigures figures) =>
        [.. SpecificationGrid.Headlines.SelectMany(headline => SpecificationGrid.Chunks(headline, figures))];

    /// <summary>The row of one chunk.</summary>
    public static ReleaseRow Compute(SpecificationChunk chunk, ReleaseFigures figures) => SpecificationRows.Of(
        chunk, SpecificationGrid.Questions(chunk, figures).Select(query => SpecificationEstimate.Of(figures, query)).OfType<SpecificationEstimate>());
}
