using BudgetWatch.Pipeline;

namespace BudgetWatch.Questions.ReleaseAccess;

/// <summary>
/// Keeps the few things that were requested last, each loaded once however many ask at a time. What is not there takes no place: requests
/// for unknown names cannot push out what others are served.
/// </summary>
/// <typeparam name="T">What is kept; it never changes.</typeparam>
/// <param name="kept">How many are kept.</param>
/// <param name="load">Loads one; null where there is none.</param>
/// <param name="stays">Whether one stays however long ago it was asked for; null where none does.</param>
internal sealed class LastAsked<T>(int kept, Func<string, Task<T?>> load, Func<string, bool>? stays = null)
    where T : class
{
    private readonly Lock _gate = new();
    private readonly LinkedList<(string Key, Task<T?> Found)> _newestFirst = new();
    private readonly Dictionary<string, Task<T?>> _loading = new(StringComparer.Ordinal);

    /// <summary>The value of a key, or null where there is nothing. A load that failed, or found nothing, is tried again: it may be there now.</summary>
    public Task<T?> FindAsync(string key)
    {
        lock (_gate)
        {
            for (var node = _newestFirst.First; node is not null; node = node.Next)
            {
                if (node.Value.Key == key)
                {
                    _newestFirst.Remove(node);
                    _newestFirst.AddFirst(node);
                    return node.Value.Found;
                }
            }

            // Shared by everyone who waits for it, so no one's cancellation may stop it.
            if (!_loading.TryGetValue(key, out var loading))
            {
                loading = LoadAsync(key);
                _loading.Add(key, loading);
            }

            return loading;
        }
    }

    /// <summary>Whether something is kept, or on its way.</summary>
    public bool Has(string key)
    {
        lock (_gate)
        {
            return _loading.ContainsKey(key) || _newestFirst.Any(own => own.Key == key);
        }
    }

    /// <summary>How many are on their way.</summary>
    public int Loading
    {
        get
        {
            lock (_gate)
            {
                return _loading.Count;
            }
        }
    }

    /// <summary>Lets go of what was asked for longest ago.</summary>
    private void DropOldest()
    {
        var oldest = _newestFirst.Last;
        while (oldest is not null && stays?.Invoke(oldest.Value.Key) == true)
        {
            oldest = oldest.Previous;
        }

        if (oldest is not null)
        {
            _newestFirst.Remove(oldest);
        }
    }

    private async Task<T?> LoadAsync(string key)
    {
        // What ends at once must not be done with before it is noted as begun.
        await Task.Yield();
        ReaderScope.Enter();
        T? found = null;
        try
        {
            found = await load(key);
            return found;
        }
        finally
        {
            lock (_gate)
            {
                _loading.Remove(key);
                if (found is not null)
                {
                    _newestFirst.AddFirst((key, Task.FromResult<T?>(found)));
                    if (_newestFirst.Count > kept)
                    {
                        DropOldest();
                    }
                }
            }
        }
    }
}
