using BudgetWatch.Domain.Releases;
using BudgetWatch.Pipeline.Build;
using BudgetWatch.Sources;
using BudgetWatch.Sources.Tabular;

namespace BudgetWatch.Benchmarks;

/// <summary>The editions of the bundled snapshot, read.</summary>
internal static class SnapshotEditions
{
    public static IReadOnlyList<ReadEdition> All() =>
        [
            .. Directory
                .EnumerateFiles(Path.Combine(AppContext.BaseDirectory, "snapshot"), "*.csv")
                .Order(StringComparer.Ordinal)
                .Select(path => Read(new PublishedFile(Path.GetFileName(path), File.ReadAllBytes(path)))),
        ];

    public static ReleaseFigures Figures(IReadOnlyList<ReadEdition> editions) => ReleaseInputs.From(editions).Inputs!.Harmonise().Figures!;

    /// <summary>Every row of a release but those of curves, computed on all processors.</summary>
    public static IReadOnlyList<ReleaseRow> Rows(ReleaseFigures figures) =>
        [.. ReleaseRows.Of(figures), .. ReleaseComputation.StatisticsChunks(figures).AsParallel().SelectMany(chunk => chunk.Compute())];

    private static ReadEdition Read(PublishedFile file)
    {
        var source = SourceCatalogue.Recognise(((FilePreview.Seen)FilePreview.At(file, CancellationToken.None)).File)!;
        var content = ((Reading.Accepted)source.Read(file, CancellationToken.None)).Content;
        return new ReadEdition(new ReleaseInput(source.Description.Id, content.Slot, file.Name, 1, file.Name, null), content);
    }
}
