using System.Collections.Concurrent;
using BudgetWatch.Sources.Tabular;

namespace BudgetWatch.Pipeline.Ingest;

/// <summary>
/// Looks at each file once: every source of a folder is offered every file, and what the first cells say does not change with who asks.
/// </summary>
public sealed class FilePeeks
{
    private const int Limit = 2000;

    private readonly ConcurrentDictionary<string, FilePreview> _peekings = new(StringComparer.Ordinal);

    /// <summary>The first cells of a file, or why it cannot be read as a table at all; null where it is not what was offered any more.</summary>
    /// <exception cref="ReaderFailedException">What looks at files threw.</exception>
    public async Task<FilePreview?> LookAsync(string name, OfferedContent content, CancellationToken cancellation)
    {
        if (_peekings.Count >= Limit)
        {
            _peekings.Clear();
        }

        if (!_peekings.TryGetValue(content.Sha256, out var seen))
        {
            if (!await content.HoldAsync(cancellation))
            {
                return null;
            }

            seen = _peekings.GetOrAdd(
                content.Sha256,
                _ => ReaderFailedException.Guard(() => FilePreview.At(content.As(name), cancellation), isOfSource: false, cancellation)
            );
        }

        return seen is FilePreview.Refused refused ? new FilePreview.Refused(refused.Reason with { File = name }) : seen;
    }
}
