using System.Text.Json;
using BudgetWatch.LocalHost.Functions;
using BudgetWatch.LocalHost.Protocol;
using Microsoft.Extensions.Logging;

namespace BudgetWatch.LocalHost.Timers;

/// <summary>
/// Runs one timer function at its times, and never twice at once. In Azure a lease decides which of many hosts does so; here there is one, which has its data folder to itself.
/// </summary>
internal sealed class TimerListener(
    HostedFunction function,
    Trigger.Timer trigger,
    TimerSchedule schedule,
    TimerStore store,
    Invocations invocations,
    TimeProvider clock,
    ILogger log
) : IDisposable
{
    // Timers cannot be set for ever; waking now and then also notices a clock that was put right.
    private static readonly TimeSpan LongestWait = TimeSpan.FromHours(1);

    // What is later than this is no timer that fired early, but a clock that was put back.
    private static readonly TimeSpan EarlyAtMost = TimeSpan.FromMinutes(1);

    // After storage did not answer.
    private static readonly TimeSpan Retry = TimeSpan.FromSeconds(2);

    private readonly SemaphoreSlim _turn = new(1, 1);
    private TaskCompletionSource<DateTimeOffset> _waiting = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private bool _hasStarted;

    /// <summary>The occurrence that is waited for; not there until what was missed has been made up for.</summary>
    public Task<DateTimeOffset> WaitingFor => Volatile.Read(ref _waiting).Task;

    public void Dispose() => _turn.Dispose();

    /// <summary>Runs the function now, whatever its schedule. What it throws comes out.</summary>
    public async Task FireAsync(CancellationToken cancellationToken)
    {
        await _turn.WaitAsync(cancellationToken);
        try
        {
            await InvokeAsync(status: null, isPastDue: false, cancellationToken);
        }
        finally
        {
            _turn.Release();
        }
    }

    public async Task ListenAsync(CancellationToken stopping)
    {
        while (!stopping.IsCancellationRequested)
        {
            try
            {
                await KeepScheduleAsync(stopping);
            }
            catch (OperationCanceledException) when (stopping.IsCancellationRequested)
            {
                return;
            }
            catch (Exception exception)
            {
                log.LogWarning(exception, "The schedule of '{Function}' could not be kept; trying again", function.Name);
            }

            await Task.Delay(Retry, TimeProvider.System, stopping).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private async Task KeepScheduleAsync(CancellationToken stopping)
    {
        var now = clock.GetUtcNow();
        var isMonitored = trigger.IsMonitored && !schedule.IsWithinMinutes(now);
        var status = isMonitored ? await store.ReadAsync(function.Name, stopping) : null;

        // The last run is in the future: a clock was ahead. The schedule starts again, or the timer would wait until then.
        if (status is not null && BaseOf(status) > now)
            status = null;
        var isMissed = status is not null && schedule.After(BaseOf(status)) <= now;
        if (isMonitored && !isMissed)
            status = await ScheduleAsync(status, now, stopping);

        var runsAtStart = trigger.RunsAtStart && !_hasStarted;
        _hasStarted = true;
        if (isMissed || runsAtStart)
            status = await RunAsync(status, isMissed);

        var last = now;
        while (true)
        {
            // A timer may fire a moment early; an occurrence must not come round again for that.
            now = clock.GetUtcNow();
            var next = schedule.After(last > now && last - now < EarlyAtMost ? last : now);
            var hasCome = await WaitUntilAsync(now, next, stopping);
            if (stopping.IsCancellationRequested)
                return;
            if (!hasCome)
                continue;
            status = await RunAsync(status, isPastDue: false);
            last = next;
        }
    }

    // The first time the app ever starts, and when the schedule has been changed: nothing is missed, the next time is kept.
    private async Task<ScheduleStatus> ScheduleAsync(ScheduleStatus? status, DateTimeOffset now, CancellationToken stopping)
    {
        var next = schedule.After(status is null ? now : BaseOf(status)).UtcDateTime;
        if (status?.Next == next)
            return status;
        var changed = new ScheduleStatus(status?.Last ?? default, next, status?.LastUpdated ?? now.UtcDateTime);
        await store.WriteAsync(function.Name, changed, stopping);
        return changed;
    }

    private static DateTimeOffset BaseOf(ScheduleStatus status) =>
        new(DateTime.SpecifyKind(status.Last == default ? status.LastUpdated : status.Last, DateTimeKind.Utc));

    private async Task<ScheduleStatus?> RunAsync(ScheduleStatus? status, bool isPastDue)
    {
        await _turn.WaitAsync(CancellationToken.None);
        try
        {
            var started = clock.GetUtcNow();
            try
            {
                await InvokeAsync(status, isPastDue, CancellationToken.None);
            }
            catch (OperationCanceledException) when (invocations.IsStopping)
            {
                // Cut short: not recorded, so that the next start makes up for it.
                return status;
            }
            catch (Exception)
            {
                // Logged. A failed run has had its turn, as under the real host.
            }

            if (status is null)
                return null;
            var ran = new ScheduleStatus(started.UtcDateTime, schedule.After(started).UtcDateTime, clock.GetUtcNow().UtcDateTime);
            await store.WriteAsync(function.Name, ran, CancellationToken.None);
            return ran;
        }
        finally
        {
            _turn.Release();
        }
    }

    /// <summary>The argument is what the worker reads a <c>TimerInfo</c> from.</summary>
    private Task InvokeAsync(ScheduleStatus? status, bool isPastDue, CancellationToken cancellation) =>
        invocations.RunAsync(
            function,
            new TypedData { Json = JsonSerializer.Serialize(new { ScheduleStatus = status, IsPastDue = isPastDue }) },
            cancellation
        );

    /// <summary>Whether the time has come; not where the clock was put back behind the moment from which it was waited for.</summary>
    private async Task<bool> WaitUntilAsync(DateTimeOffset from, DateTimeOffset next, CancellationToken ending)
    {
        var hasCome = true;
        for (var left = next - clock.GetUtcNow(); left > TimeSpan.Zero; left = next - clock.GetUtcNow())
        {
            // The wait has begun before it is reported: a test that moves its clock then cannot be too early.
            var delay = Task.Delay(left < LongestWait ? left : LongestWait, clock, ending);
            Volatile.Read(ref _waiting).TrySetResult(next);
            await delay.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            hasCome = clock.GetUtcNow() >= from;
            if (ending.IsCancellationRequested || !hasCome)
                break;
        }

        Volatile.Write(ref _waiting, new TaskCompletionSource<DateTimeOffset>(TaskCreationOptions.RunContinuationsAsynchronously));
        return hasCome;
    }
}
