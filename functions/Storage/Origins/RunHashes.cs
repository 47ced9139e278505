using BudgetWatch.Pipeline.Ingest;

namespace BudgetWatch.Storage.Origins;

/// <summary>
/// The hashes of a folder's files during a run. A run offers every file to each of its sources; a file is hashed once, and again only if its length or time changes.
/// The next run hashes all files again: a file with the same length and time can still be another.
/// </summary>
/// <param name="open">Opens a file.</param>
internal sealed class RunHashes(Func<string, FileStream> open) : IDisposable
{
    private readonly SemaphoreSlim oneAtATime = new(1);
    private readonly Dictionary<string, (long Length, DateTime Changed, string Sha256)> hashes = new(StringComparer.Ordinal);
    private string? run;

    /// <summary>The content of a file, hashed if this run has not hashed it yet.</summary>
    /// <param name="path">Where it is.</param>
    /// <param name="runId">The run.</param>
    /// <param name="limit">How many bytes it may have.</param>
    /// <param name="cancellation">Stops it.</param>
    /// <returns>Its content, or how it is too large.</returns>
    public async Task<(OfferedContent? Content, Rejected? TooLarge)> FindAsync(
        string path,
        string runId,
        long limit,
        CancellationToken cancellation
    )
    {
        await oneAtATime.WaitAsync(cancellation);
        try
        {
            if (run != runId)
            {
                hashes.Clear();
                run = runId;
            }

            var file = new FileInfo(path);
            var (length, changed) = (file.Length, file.LastWriteTimeUtc);
            if (hashes.TryGetValue(path, out var known) && (known.Length, known.Changed) == (length, changed))
                return (new ContentInFolder(path, open, length, known.Sha256), null);
            var (content, tooLarge) = await ContentInFolder.FindAsync(path, open, limit, cancellation);
            if (content is not null)
                hashes[path] = (content.Length, changed, content.Sha256);
            return (content, tooLarge);
        }
        finally
        {
            oneAtATime.Release();
        }
    }

    public void Dispose() => oneAtATime.Dispose();
}
