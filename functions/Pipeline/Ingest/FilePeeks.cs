using System.Collections.Concurrent;
using BudgetWatch.Sources.Tabular;

namespace BudgetWatch.Pipeline.Ingest;

/// <summary>
/// Looks at each file once: every source of a folder is offered every file, and what the first cells say does not change with who asks.
/// </summary>
public sealed class FilePeeks : IDisposable
{
    private const int Limit = 2000;

    private readonly SemaphoreSlim _oneAtATime = new(1);
    private readonly ConcurrentDictionary<string, FilePreview> _peekings = new(StringComparer.Ordinal);

    /// <summary>The first cells of a file, or why it cannot be read as a table at all; null where it is not what was offered any more.</summary>
    /// <exception cref="ReaderFailedException">What looks at files threw.</exception>
    public async Task<FilePreview?> LookAsync(string name, OfferedContent content, CancellationToken cancellation)
    {
        var seen = _peekings.GetValueOrDefault(content.Sha256) ?? await LookOnceAsync(name, content, cancellation);
        return seen is FilePreview.Refused refused ? new FilePreview.Refused(refused.Reason with { File = name }) : seen;
    }

    /// <summary>Sources that look at the same file at once wait for the first of them.</summary>
    private async Task<FilePreview?> LookOnceAsync(string name, OfferedContent content, CancellationToken cancellation)
    {
        await _oneAtATime.WaitAsync(cancellation);
        try
        {
            if (_peekings.TryGetValue(content.Sha256, out var seen))
            {
                return seen;
            }

            if (!await content.HoldAsync(cancellation))
            {
                return null;
            }

            if (_peekings.Count >= Limit)
            {
                _peekings.Clear();
            }

            return _peekings[content.Sha256] = ReaderFailedException.Guard(
                () => FilePreview.At(content.As(name), cancellation),
                isOfSource: false,
                cancellation
            );
        }
        finally
        {
            _oneAtATime.Release();
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _oneAtATime.Dispose();
}
