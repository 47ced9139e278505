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

    private readonly ConcurrentDictionary<string, (FilePeek? Peek, Refusal? Unreadable)> _peeks = new(StringComparer.Ordinal);

    /// <summary>The first cells of a file, or why it cannot be read as a table at all.</summary>
    public (FilePeek? Peek, Refusal? Unreadable) Look(string sha256, PublishedFile file)
    {
        if (_peeks.Count >= Limit)
        {
            _peeks.Clear();
        }

        var seen = _peeks.GetOrAdd(sha256, _ => FilePeeker.Peek(file));
        return seen.Unreadable is null ? seen : (null, seen.Unreadable with { File = file.Name });
    }
}
