using BudgetWatch.Pipeline;

namespace BudgetWatch.Storage;

/// <summary>
/// Something made on first use and then kept. Unlike a lazy task, a failure is not kept: storage that was away for a moment must not
/// stay away for as long as the instance lives. Readers and other work have deadlines of different length, so neither waits for an attempt of the other.
/// </summary>
internal sealed class EnsureCreated<T>(Func<Task<T>> create)
{
    private readonly Lock gate = new();
    private readonly Task<T>?[] attempts = new Task<T>?[2];

    /// <summary>The thing; callers that come while it is being made wait for the same attempt.</summary>
    public Task<T> GetAsync(CancellationToken cancellation)
    {
        Task<T> attempt;
        lock (gate)
        {
            ref var own = ref attempts[ReaderScope.IsEntered ? 0 : 1];
            attempt =
                Array.Find(attempts, made => made is { IsCompletedSuccessfully: true })
                ?? (own is null || own.IsFaulted || own.IsCanceled ? own = create() : own);
        }

        // One caller giving up must not cancel the attempt for the others.
        return attempt.WaitAsync(cancellation);
    }
}
