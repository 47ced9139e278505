namespace BudgetWatch.Storage.Tables;

/// <summary>
/// Which release is live, read again once what was read is a few seconds old: polling readers cost one read of storage in that time, however many
/// they are. Where storage cannot be reached, what was read last is served on: a release never changes, only which one is live.
/// </summary>
internal sealed class LiveLastSeen(Func<CancellationToken, Task<string?>> read, TimeProvider clock)
{
    /// <summary>How old what is told may be.</summary>
    public static readonly TimeSpan Age = TimeSpan.FromSeconds(3);

    /// <summary>How long a reader waits for storage where something was read before.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(1);

    private readonly Lock _gate = new();
    private Seen? _seen;
    private Task<string?>? _reading;

    /// <summary>The live release; null before the first.</summary>
    public ValueTask<string?> FindAsync(CancellationToken cancellation)
    {
        var seen = Volatile.Read(ref _seen);
        return seen is null ? new(ReadAgainAsync().WaitAsync(cancellation))
            : clock.GetElapsedTime(seen.At) < Age ? new(seen.ReleaseId)
            : new(FindAsync(seen, cancellation));
    }

    private async Task<string?> FindAsync(Seen seen, CancellationToken cancellation)
    {
        var reading = ReadAgainAsync();
        await Task.WhenAny(reading, Task.Delay(Patience, clock, cancellation));
        cancellation.ThrowIfCancellationRequested();
        return reading.IsCompletedSuccessfully ? await reading : seen.ReleaseId;
    }

    /// <summary>What this instance itself has moved the pointer to.</summary>
    public void Set(string releaseId) => Volatile.Write(ref _seen, new Seen(releaseId, clock.GetTimestamp()));

    private Task<string?> ReadAgainAsync()
    {
        lock (_gate)
        {
            return _reading ??= ReadAsync();
        }
    }

    private async Task<string?> ReadAsync()
    {
        // Never completes while the caller holds the lock.
        await Task.Yield();
        var before = Volatile.Read(ref _seen);
        try
        {
            // Shared by all who wait, so no one's cancellation may stop it.
            var found = await read(CancellationToken.None);

            // A move of this instance meanwhile is newer than what was read; that nothing is live yet may change at any moment.
            if (ReferenceEquals(before, Volatile.Read(ref _seen)))
            {
                Volatile.Write(ref _seen, found is null ? null : new Seen(found, clock.GetTimestamp()));
                return found;
            }

            return Volatile.Read(ref _seen)?.ReleaseId;
        }
        catch when (before is not null)
        {
            // Asked again once this is as old; what this instance moved meanwhile stays.
            Interlocked.CompareExchange(ref _seen, before with { At = clock.GetTimestamp() }, before);
            return Volatile.Read(ref _seen)?.ReleaseId;
        }
        finally
        {
            lock (_gate)
            {
                _reading = null;
            }
        }
    }

    private sealed record Seen(string ReleaseId, long At);
}
