namespace BudgetWatch.Storage;

/// <summary>
/// Something made on first use and then kept. Unlike a lazy task, a failure is not kept: storage that was away for a moment must not
/// stay away for as long as the instance lives.
/// </summary>
internal sealed class CreatedOnce<T>(Func<Task<T>> create)
{
    private readonly Lock gate = new();
    private Task<T>? created;

    /// <summary>The thing; callers that come while it is being made wait for the same attempt.</summary>
    public Task<T> GetAsync(CancellationToken cancellation)
    {
        Task<T> attempt;
        lock (gate)
        {
            if (created is null || created.IsFaulted || created.IsCanceled)
                created = create();
            attempt = created;
        }

        // One caller giving up must not cancel the attempt for the others.
        return attempt.WaitAsync(cancellation);
    }
}
