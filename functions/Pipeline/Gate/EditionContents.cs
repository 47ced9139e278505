using BudgetWatch.Domain;
using BudgetWatch.Pipeline.Ingest;

namespace BudgetWatch.Pipeline.Gate;

/// <summary>What editions say, each read from the archive once for one build.</summary>
public sealed class EditionContents(IEditionArchive archive)
{
    private readonly Dictionary<(string Sha256, string Reader), EditionContent> _read = [];

    /// <summary>What an edition says.</summary>
    /// <exception cref="InvalidOperationException">It is not in the archive.</exception>
    public async Task<EditionContent> ReadAsync(string sourceId, string sha256, int readerVersion, CancellationToken cancellation) =>
        await FindAsync(sourceId, sha256, readerVersion, cancellation)
        ?? throw new InvalidOperationException(
            $"The reading {IngestSource.ReaderOf(sourceId, readerVersion)} of edition {sha256} is not in the archive."
        );

    /// <summary>What an edition says; null where it is not in the archive.</summary>
    public async Task<EditionContent?> FindAsync(string sourceId, string sha256, int readerVersion, CancellationToken cancellation)
    {
        var reader = IngestSource.ReaderOf(sourceId, readerVersion);
        if (
            !_read.TryGetValue((sha256, reader), out var content)
            && await archive.FindReadingAsync(sha256, reader, cancellation) is { } json
        )
        {
            content = EditionContentJson.Read(json);
            _read.Add((sha256, reader), content);
        }

        return content;
    }
}
