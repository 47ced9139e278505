using BudgetWatch.Domain.Specifications;

namespace BudgetWatch.Pipeline.Build;

/// <summary>A part of a release that readers load whole, with a digest of it as it was published: what is loaded is checked against that before anything is answered.</summary>
/// <param name="Prefix">What the keys of its rows begin with.</param>
/// <param name="Rows">How many rows it has.</param>
/// <param name="Sha256">SHA-256 over its rows in order of key.</param>
public sealed record ReleasePart(string Prefix, int Rows, string Sha256)
{
    /// <summary>What the keys of each part begin with.</summary>
    private static readonly IReadOnlyList<string> Prefixes =
    [
        ReleaseRows.FiguresPrefix,
        ReleaseRows.GradientPrefix,
        .. SpecificationGrid.Headlines.Select(SpecificationRows.PrefixOf),
    ];

    /// <summary>The parts of a release.</summary>
    /// <param name="rows">Every row of it.</param>
    public static IReadOnlyList<ReleasePart> AllOf(IReadOnlyCollection<ReleaseRow> rows) =>
        [
            .. from prefix in Prefixes
            let own = rows.Where(row => row.Key.StartsWith(prefix, StringComparison.Ordinal)).ToList()
            select new ReleasePart(prefix, own.Count, ReleaseRows.Digest(own)),
        ];

    /// <summary>The rows of the part, read from a store and checked against its digest.</summary>
    /// <exception cref="DamagedDataException">They are not those that were published.</exception>
    public async Task<IReadOnlyList<ReleaseRow>> ReadAsync(IReleaseStore store, string releaseId, CancellationToken cancellation)
    {
        var rows = await store.ReadAsync(releaseId, Prefix, cancellation).ToListAsync(cancellation);
        return ReleaseRows.Digest(rows) == Sha256
            ? rows
            : throw DamagedDataException.OfRelease(
                releaseId,
                $"of '{Prefix}' {rows.Count} rows are there, and not the {Rows} that were published"
            );
    }
}
