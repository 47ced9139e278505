using BudgetWatch.Domain.Releases;

namespace BudgetWatch.Pipeline.Build;

/// <summary>
/// A part of a release that is computed from its figures alone: stored statistics, or specifications of a curve. Its rows are written in one
/// transaction, so that all are there or none.
/// </summary>
/// <param name="Prefix">What the keys of its rows begin with, and those of no other row.</param>
/// <param name="Compute">Computes its rows, in order of key; they are the same to the bit each time. None where no question can be answered.</param>
public sealed record ReleaseChunk(string Prefix, Func<IReadOnlyList<ReleaseRow>> Compute)
{
    /// <summary>What the keys of every chunk's rows begin with, one of these.</summary>
    public static IReadOnlyList<string> Prefixes { get; } = [ReleaseRows.GradientPrefix, SpecificationRows.Prefix];

    /// <summary>Every chunk of a release: all that it holds besides its figures.</summary>
    public static IReadOnlyList<ReleaseChunk> Of(ReleaseFigures figures) =>
        [.. ReleaseComputation.StatisticsChunks(figures), .. SpecificationRows.Chunks(figures).Select(chunk => Of(chunk, figures))];

    private static ReleaseChunk Of(Domain.Specifications.SpecificationChunk chunk, ReleaseFigures figures) =>
        new(SpecificationRows.Key(chunk), () => [SpecificationRows.Compute(chunk, figures)]);
}
