using System.Runtime.CompilerServices;
using BudgetWatch.Pipeline.Ingest;
using BudgetWatch.Sources;

namespace BudgetWatch.Storage.Origins;

/// <summary>
/// A directory of published files, searched whole; the bundled snapshot is one. Files are offered in ordinal order of their path in it,
/// each where it lies. Everything there is reported, except what is plainly not data.
/// </summary>
/// <param name="name">Folder or Snapshot.</param>
/// <param name="directory">The directory.</param>
/// <param name="ifMissing">What to say where it does not exist.</param>
/// <param name="isInOrder">Whether its owner gives files an order by their names, and takes away what no longer counts.</param>
/// <param name="open">Opens a file; null for the usual way.</param>
internal sealed class FolderOrigin(
    string name,
    string directory,
    string ifMissing,
    bool isInOrder = false,
    Func<string, FileStream>? open = null
) : IEditionOrigin, IDisposable
{
    private readonly RunHashes _hashes = new(open ?? Open);

    public string Name => name;

    public async IAsyncEnumerable<OfferedFile> OfferAsync(
        SourceDescription source,
        string runId,
        [EnumeratorCancellation] CancellationToken cancellation
    )
    {
        foreach (var entry in Entries())
        {
            cancellation.ThrowIfCancellationRequested();
            yield return await OfferAsync(entry, runId, cancellation);
        }
    }

    private IEnumerable<FolderEntry> Entries()
    {
        // The directory itself may be a link: its owner named it.
        var root = new DirectoryInfo(directory);
        if (!root.Exists)
            throw new OriginUnavailableException(ifMissing);
        try
        {
            return FolderEntry.Under(root);
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            throw new OriginUnavailableException($"The directory '{directory}' cannot be searched. Allow the app to read it.", problem);
        }
    }

    private async Task<OfferedFile> OfferAsync(FolderEntry entry, string runId, CancellationToken cancellation)
    {
        if (entry.Rejected is { } notTaken)
            return new OfferedFile(entry.Name, null, notTaken);
        try
        {
            // Only its content says what it is; its source then limits it further.
            var (content, tooLarge) = await _hashes.FindAsync(entry.Path, runId, SourceCatalogue.LargestFile, cancellation);
            if (content is null)
                return new OfferedFile(entry.Name, null, tooLarge);
            var file = new OfferedFile(entry.Name, content) { IsInOrder = isInOrder };
            return await Provenance.FindAsync(entry.Path, cancellation) is { } provenance ? provenance.Of(file) : file;
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            // Its message may hold the path on this machine; what kind of failure it is will do.
            var found = problem is UnauthorizedAccessException ? "a file the app may not read" : "a file that could not be read";
            return new OfferedFile(entry.Name, null, new Rejected("a file that can be read", found));
        }
    }

    public void Dispose() => _hashes.Dispose();

    private static FileStream Open(string path) => new(path, FileMode.Open, FileAccess.Read, FileShare.Read, 1, useAsync: true);
}
