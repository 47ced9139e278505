namespace BudgetWatch.Pipeline;

/// <summary>
/// Something of storage that changes now and then, read again once what was read is a while old: polling readers cost one read in that time,
/// however many they are. Where storage cannot be reached, the last value is used.
/// </summary>
/// <typeparam name="T">What is read; it never changes itself.</typeparam>
/// <param name="read">Reads it; null while there is none yet, which is asked again every time.</param>
/// <param name="age">How old the value may be.</param>
/// <param name="clock">The time.</param>
public sealed class RefreshedValue<T>(Func<CancellationToken, Task<T?>> read, TimeSpan age, TimeProvider clock)
    where T : class
{
    /// <summary>How long a reader waits for storage where something was read before.</summary>
    public static readonly TimeSpan Timeout = TimeSpan.FromSeconds(1);

    private readonly Lock _gate = new();
    private Seen? _seen;
    private Task<T?>? _reading;

    /// <summary>What was read last, or now; null where there is none yet.</summary>
    public ValueTask<T?> FindAsync(CancellationToken cancellation)
    {
        var seen = Volatile.Read(ref _seen);
        return seen is null ? new(ReadAgainAsync().WaitAsync(cancellation))
            : clock.GetElapsedTime(seen.At) < age ? new(seen.Value)
            : new(FindAsync(seen, cancellation));
    }

    /// <summary>What this instance itself has made of it.</summary>
    public void Set(T value) => Volatile.Write(ref _seen, new Seen(value, clock.GetTimestamp()));

    private async Task<T?> FindAsync(Seen seen, CancellationToken cancellation)
    {
        var reading = ReadAgainAsync();
        await Task.WhenAny(reading, Task.Delay(Timeout, clock, cancellation));
        cancellation.ThrowIfCancellationRequested();
        return reading.IsCompletedSuccessfully ? await reading : seen.Value;
    }

    private Task<T?> ReadAgainAsync()
    {
        lock (_gate)
        {
            return _reading ??= ReadAsync();
        }
    }

    private async Task<T?> ReadAsync()
    {
        // Never completes while the caller holds the lock.
        await Task.Yield();
        ReaderScope.Enter();
        var before = Volatile.Read(ref _seen);
        try
        {
            // Shared by all who wait, so no one's cancellation may stop it.
            var found = await read(CancellationToken.None);

            // What this instance made of it meanwhile is newer than what was read.
            var now = found is null ? null : new Seen(found, clock.GetTimestamp());
            return ReferenceEquals(Interlocked.CompareExchange(ref _seen, now, before), before) ? found : Volatile.Read(ref _seen)?.Value;
        }
        catch when (before is not null)
        {
            // Asked again once this is as old.
            Interlocked.CompareExchange(ref _seen, before with { At = clock.GetTimestamp() }, before);
            return Volatile.Read(ref _seen)?.Value;
        }
        finally
        {
            lock (_gate)
            {
                _reading = null;
            }
        }
    }

    private sealed record Seen(T Value, long At);
}
