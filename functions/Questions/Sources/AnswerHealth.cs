using BudgetWatch.Pipeline;
using BudgetWatch.Pipeline.Build;

namespace BudgetWatch.Questions.Sources;

/// <summary>
/// Answers <c>/health</c> within <see cref="ReaderDeadline.Whole"/>, whether storage answers or not. However many ask at once, storage is checked once.
/// </summary>
public sealed class AnswerHealth(AnswerSources sources, IReleaseStore releases, ReaderDeadline deadline)
{
    /// <summary>The reason where storage does not answer.</summary>
    public const string StorageDoesNotAnswer = "storage does not answer";

    private readonly Lock _gate = new();
    private Task<HealthAnswer>? _look;
    private string? _lastSeen;

    /// <summary>Whether figures can be served, are fresh, and what a person must check.</summary>
    public async Task<HealthAnswer> RunAsync(CancellationToken cancellation)
    {
        Task<HealthAnswer> look;
        lock (_gate)
        {
            look = _look ??= LookAsync();
        }

        // The real clock whatever clock the app has: it is storage that is waited for.
        await Task.WhenAny(look, Task.Delay(deadline.Whole, TimeProvider.System, cancellation));
        cancellation.ThrowIfCancellationRequested();
        return look.IsCompleted ? await look : Unanswered();
    }

    private async Task<HealthAnswer> LookAsync()
    {
        // Never completes while the caller holds the lock.
        await Task.Yield();
        ReaderScope.Enter();
        try
        {
            // Shared by all who ask, so no one's cancellation may stop it.
            var health = await sources.HealthAsync(CancellationToken.None);
            Volatile.Write(ref _lastSeen, health.Release);
            return health;
        }
        catch (StorageUnavailableException)
        {
            await SeeAsync();
            return Unanswered();
        }
        catch (DamagedDataException damage)
        {
            return await DamagedAsync(damage);
        }
        finally
        {
            lock (_gate)
            {
                _look = null;
            }
        }
    }

    /// <summary>What health is made of is itself damaged: readers are served where the live release is known.</summary>
    private async Task<HealthAnswer> DamagedAsync(DamagedDataException damage)
    {
        await SeeAsync();
        var release = Volatile.Read(ref _lastSeen);
        return new HealthAnswer(
            release is null ? HealthStatus.Unhealthy : HealthStatus.Degraded,
            true,
            release is not null,
            release,
            null,
            [damage.Message],
            []
        );
    }

    /// <summary>The release that readers are served meanwhile.</summary>
    private async Task SeeAsync()
    {
        try
        {
            if (await releases.LiveAsync(CancellationToken.None) is { } live)
            {
                Volatile.Write(ref _lastSeen, live);
            }
        }
        catch (Exception failure) when (failure is StorageUnavailableException or DamagedDataException)
        {
            // This instance has not seen one since it started, or health has.
        }
    }

    private HealthAnswer Unanswered()
    {
        var release = Volatile.Read(ref _lastSeen);
        return new HealthAnswer(HealthStatus.Unhealthy, true, release is not null, release, null, [StorageDoesNotAnswer], []);
    }
}
