using System.Collections.Concurrent;
using BudgetWatch.Sources;
using BudgetWatch.Sources.Tabular;

namespace BudgetWatch.Pipeline.Ingest;

/// <summary>
/// Looks at each file once: every source of a folder is offered every file, and what the first cells say does not change with who asks.
/// </summary>
public sealed class FilePeeks
{
    private const int Limit = 2000;

    private readonly ConcurrentDictionary<string, Peeking> _peekings = new(StringComparer.Ordinal);

    /// <summary>The first cells of a file, or why it cannot be read as a table at all.</summary>
    public Peeking Look(string sha256, PublishedFile file, CancellationToken cancellation)
    {
        if (_peekings.Count >= Limit)
        {
            _peekings.Clear();
        }

        var seen = _peekings.GetOrAdd(sha256, _ => Peeking.At(file, cancellation));
        return seen is Peeking.Refused refused ? new Peeking.Refused(refused.Reason with { File = file.Name }) : seen;
    }
}
