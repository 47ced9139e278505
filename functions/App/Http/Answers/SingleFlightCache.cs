using BudgetWatch.Questions.Requests;
using Microsoft.Extensions.Caching.Memory;

namespace BudgetWatch.App.Http.Answers;

/// <summary>
/// What was made of releases, by name: it never changes, because they do not. Bounded in bytes, what was asked for least recently going first; what many
/// ask for at once is made once, and no further where all of them have left.
/// </summary>
/// <typeparam name="T">What is kept.</typeparam>
/// <param name="most">How many bytes are kept.</param>
/// <param name="mostOfOne">What is larger than this is made again each time.</param>
/// <param name="sizeOf">How many bytes one takes.</param>
/// <param name="limit">How many are made at once.</param>
/// <param name="onFind">Called when one is found.</param>
/// <param name="onMake">Called when one is made, once for all that wait for it.</param>
public sealed class SingleFlightCache<T>(
    long most,
    long mostOfOne,
    Func<T, long> sizeOf,
    MakingLimit limit,
    Action? onFind = null,
    Action? onMake = null
) : IDisposable
    where T : class
{
    /// <summary>What an entry takes besides what it holds: its own objects and those of the cache.</summary>
    private const int AroundOne = 1_000;

    /// <summary>How much is let go of where there is no room.</summary>
    private const double CompactedShare = 0.5;

    private readonly MemoryCache _cache = new(new MemoryCacheOptions { SizeLimit = most });
    private readonly Dictionary<string, Making> _making = new(StringComparer.Ordinal);
    private readonly Lock _gate = new();

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
    /// <param name="make">Makes it, for all who wait. It is cancelled once the last of them has left.</param>
    /// <param name="cancellation">Ends this reader's wait.</param>
    public async Task<Answered<T>> MakeAsync(string key, Func<CancellationToken, Task<Answered<T>>> make, CancellationToken cancellation)
    {
        if (Look(key) is { } found)
        {
            return found;
        }

        var making = Join(key, make);
        try
        {
            return await making.Made.WaitAsync(cancellation);
        }
        finally
        {
            Leave(key, making);
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _cache.Dispose();

    private T? Look(string key) => _cache.TryGetValue(key, out T? kept) ? kept : null;

    private Making Join(string key, Func<CancellationToken, Task<Answered<T>>> make)
    {
        lock (_gate)
        {
            if (!_making.TryGetValue(key, out var making))
            {
                making = new Making();
                making.Made = KeepAsync(key, making, make);
                _making.Add(key, making);
            }

            making.Waiting++;
            return making;
        }
    }

    private void Leave(string key, Making making)
    {
        lock (_gate)
        {
            // A request that comes after the last has left starts again.
            if (--making.Waiting == 0 && Forget(key, making))
            {
                making.Stop();
            }
        }
    }

    private async Task<Answered<T>> KeepAsync(string key, Making making, Func<CancellationToken, Task<Answered<T>>> make)
    {
        // Never completes while the caller holds the lock, and what reads storage must not hold up other requests for the same.
        await Task.Yield();
        try
        {
            if (limit.IsFull)
            {
                // What was kept can be made again.
                _cache.Compact(CompactedShare);
            }

            var made = await limit.RunAsync(
                () =>
                {
                    making.Stopped.ThrowIfCancellationRequested();
                    onMake?.Invoke();
                    return make(making.Stopped);
                },
                making.Stopped
            );
            if (made.Answer is { } answer && sizeOf(answer) is var size && size <= mostOfOne)
            {
                _cache.Set(key, answer, new MemoryCacheEntryOptions { Size = size + (2L * key.Length) + AroundOne });
            }

            return made;
        }
        finally
        {
            lock (_gate)
            {
                Forget(key, making);
                making.Dispose();
            }
        }
    }

    /// <summary>Closes it to others; whether it was open.</summary>
    private bool Forget(string key, Making making) => _making.GetValueOrDefault(key) == making && _making.Remove(key);

    /// <summary>Something in the making, with how many wait for it.</summary>
    private sealed class Making : IDisposable
    {
        private readonly CancellationTokenSource _stop = new();

        public Making() => Stopped = _stop.Token;

        public Task<Answered<T>> Made { get; set; } = Task.FromCanceled<Answered<T>>(new CancellationToken(canceled: true));

        public int Waiting { get; set; }

        public CancellationToken Stopped { get; }

        /// <summary>Stops it on another thread: callbacks may do anything, and the caller holds a lock.</summary>
        public void Stop() => _ = _stop.CancelAsync();

        public void Dispose() => _stop.Dispose();
    }
}
