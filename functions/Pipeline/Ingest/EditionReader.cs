using BudgetWatch.Sources;

namespace BudgetWatch.Pipeline.Ingest;

/// <summary>Reads an edition again as it was read when it was ingested.</summary>
public static class EditionReader
{
    /// <summary>What a reader makes of a file, as it is kept; null where the app has no such reader, or the reader refuses the file.</summary>
    /// <param name="reader">Source and reader version: <c>revenue-budgets-v1</c>.</param>
    /// <param name="file">The file.</param>
    /// <param name="cancellation">Stops.</param>
    public static string? FindJson(string reader, PublishedFile file, CancellationToken cancellation) =>
        SourceCatalogue.All.FirstOrDefault(source => IngestSource.ReaderOf(source.Description) == reader)?.Read(file, cancellation)
            is Reading.Accepted accepted
            ? EditionContentJson.Write(accepted.Content)
            : null;
}
