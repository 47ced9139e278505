using BitFaster.Caching;
using BitFaster.Caching.Lru;
using BudgetWatch.Pipeline;

namespace BudgetWatch.Questions.ReleaseAccess;

/// <summary>
/// Caches of what never changes, such as a reading of an edition: BitFaster's, which drop what was used least recently and load each thing once however many
/// wait for it (ADR 0009). A load that failed is not kept: the next request tries again.
/// </summary>
internal static class LoadCache
{
    /// <summary>A cache of values that are loaded.</summary>
    /// <typeparam name="TKey">What names one.</typeparam>
    /// <typeparam name="T">What is cached.</typeparam>
    /// <param name="capacity">How many are kept, three at least.</param>
    public static IAsyncCache<TKey, T> Create<TKey, T>(int capacity)
        where TKey : notnull => Builder<TKey, T>(capacity).WithAtomicGetOrAdd().AsAsyncCache().Build();

    /// <summary>A cache of values that are computed.</summary>
    /// <inheritdoc cref="Create{TKey, T}(int)"/>
    public static ICache<TKey, T> CreateComputed<TKey, T>(int capacity)
        where TKey : notnull => Builder<TKey, T>(capacity).WithAtomicGetOrAdd().Build();

    /// <summary>What is cached under a key, or loaded now.</summary>
    /// <typeparam name="TKey">What names one.</typeparam>
    /// <typeparam name="T">What is cached.</typeparam>
    /// <param name="cache">The cache.</param>
    /// <param name="key">What is asked for.</param>
    /// <param name="load">Loads it. All who wait share it, so no one's cancellation may stop it.</param>
    /// <param name="cancellation">Ends this reader's wait.</param>
    public static Task<T> LoadAsync<TKey, T>(
        this IAsyncCache<TKey, T> cache,
        TKey key,
        Func<TKey, Task<T>> load,
        CancellationToken cancellation
    )
        where TKey : notnull
    {
        return cache.GetOrAddAsync(key, LoadForReaderAsync).AsTask().WaitAsync(cancellation);

        async Task<T> LoadForReaderAsync(TKey asked)
        {
            ReaderScope.Enter();
            return await load(asked);
        }
    }

    // Equal parts for what is new, used again and used long ago: by default most of the room is for what was used again, and a new release's readings would push out each other.
    private static ConcurrentLruBuilder<TKey, T> Builder<TKey, T>(int capacity)
        where TKey : notnull => new ConcurrentLruBuilder<TKey, T>().WithCapacity(new EqualCapacityPartition(capacity));
}
