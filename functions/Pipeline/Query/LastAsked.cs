namespace BudgetWatch.Pipeline.Query;

/// <summary>Keeps the few things that were asked for last, each loaded once however many ask at a time.</summary>
/// <typeparam name="T">What is kept; it never changes.</typeparam>
internal sealed class LastAsked<T>(int kept, Func<string, Task<T?>> load)
    where T : class
{
    private readonly Lock _gate = new();
    private readonly LinkedList<(string Key, Task<T?> Load)> _newestFirst = new();

    /// <summary>What stands under a key, or null where there is nothing.</summary>
    public Task<T?> FindAsync(string key)
    {
        lock (_gate)
        {
            for (var node = _newestFirst.First; node is not null; node = node.Next)
            {
                if (node.Value.Key != key)
                {
                    continue;
                }

                _newestFirst.Remove(node);
                // A load that failed, or found nothing, is tried again: it may be there now.
                if (!node.Value.Load.IsCompleted || (node.Value.Load is { IsCompletedSuccessfully: true } loaded && !IsMissing(loaded)))
                {
                    _newestFirst.AddFirst(node);
                    return node.Value.Load;
                }

                break;
            }

            // Shared by everyone who waits for it, so no one's cancellation may stop it.
            var started = load(key);
            _newestFirst.AddFirst((key, started));
            if (_newestFirst.Count > kept)
            {
                _newestFirst.RemoveLast();
            }

            return started;
        }
    }

    private static bool IsMissing(Task<T?> loaded) => loaded.GetAwaiter().GetResult() is null;
}
