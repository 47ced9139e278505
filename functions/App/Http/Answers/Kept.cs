using System.Collections.Concurrent;
using BudgetWatch.Pipeline.Query;
using Microsoft.Extensions.Caching.Memory;

namespace BudgetWatch.App.Http.Answers;

/// <summary>
/// What was made of releases, by name: it never changes, because they do not. Bounded in bytes, what was asked for least recently going first; what many
/// ask for at once is made once.
/// </summary>
/// <typeparam name="T">What is kept.</typeparam>
/// <param name="most">How many bytes are kept.</param>
/// <param name="mostOfOne">What is larger than this is made anew each time.</param>
/// <param name="sizeOf">How many bytes one takes.</param>
/// <param name="onFind">Told whenever one is found.</param>
/// <param name="onMake">Told whenever one is made; of many who wait for one, once.</param>
public sealed class Kept<T>(long most, long mostOfOne, Func<T, long> sizeOf, Action? onFind = null, Action? onMake = null) : IDisposable
    where T : class
{
    private readonly MemoryCache _kept = new(new MemoryCacheOptions { SizeLimit = most });
    private readonly ConcurrentDictionary<string, Lazy<Task<Answered<T>>>> _making = new(StringComparer.Ordinal);

    /// <summary>What is kept under a key.</summary>
    public T? Find(string key)
    {
        var found = Look(key);
        if (found is not null)
        {
            onFind?.Invoke();
        }

        return found;
    }

    /// <summary>What is kept under a key, or made and kept; a problem is not kept.</summary>
    /// <param name="key">What names it.</param>
    /// <param name="make">Makes it, for all who wait: no reader's cancellation may stop it.</param>
    /// <param name="cancellation">Ends this reader's wait.</param>
    public async Task<Answered<T>> MakeAsync(string key, Func<Task<Answered<T>>> make, CancellationToken cancellation)
    {
        if (Look(key) is { } found)
        {
            return found;
        }

        var making = _making.GetOrAdd(key, _ => new Lazy<Task<Answered<T>>>(() => KeepAsync(key, make)));
        return await making.Value.WaitAsync(cancellation);
    }

    private T? Look(string key) => _kept.TryGetValue(key, out T? kept) ? kept : null;

    /// <inheritdoc/>
    public void Dispose() => _kept.Dispose();

    private async Task<Answered<T>> KeepAsync(string key, Func<Task<Answered<T>>> make)
    {
        try
        {
            // What reads storage must not hold up whoever else asks for the same.
            await Task.Yield();
            onMake?.Invoke();
            var made = await make();
            if (made.Answer is { } answer && sizeOf(answer) is var size && size <= mostOfOne)
            {
                _kept.Set(key, answer, new MemoryCacheEntryOptions { Size = size + (2L * key.Length) });
            }

            return made;
        }
        finally
        {
            _making.TryRemove(key, out _);
        }
    }
}
