using BudgetWatch.LocalHost.Functions;
using BudgetWatch.LocalHost.Settings;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging;

namespace BudgetWatch.LocalHost.Timers;

/// <summary>The app's timer functions: each at its times, and now when asked to.</summary>
internal sealed class TimerTriggers : IDisposable
{
    private readonly Dictionary<string, TimerListener> _listeners = new(StringComparer.OrdinalIgnoreCase);
    private readonly List<TimerListener> _enabled = [];

    public TimerTriggers(
        IEnumerable<HostedFunction> functions,
        SettingReferences references,
        IConfiguration configuration,
        TimerStore store,
        Invocations invocations,
        TimeProvider clock,
        ILoggerFactory loggers
    )
    {
        foreach (var function in functions)
        {
            if (function.Trigger is not Trigger.Timer trigger)
                continue;
            var schedule = TimerSchedule.Parse(
                references.Resolve(trigger.Schedule, function.Name),
                configuration["WEBSITE_TIME_ZONE"],
                function.Name
            );
            var listener = new TimerListener(
                function,
                trigger,
                schedule,
                store,
                invocations,
                clock,
                loggers.CreateLogger("Host.Triggers.Timer")
            );
            _listeners.Add(function.Name, listener);
            if (!function.IsDisabled)
                _enabled.Add(listener);
        }
    }

    /// <summary>Keeps the schedules until it is stopped and what runs has ended.</summary>
    public Task ListenAsync(CancellationToken stopping) =>
        Task.WhenAll(_enabled.Select(listener => Task.Run(() => listener.ListenAsync(stopping), CancellationToken.None)));

    public TimerListener Of(string function) =>
        _listeners.TryGetValue(function, out var listener)
            ? listener
            : throw new ArgumentException($"There is no timer function '{function}'.", nameof(function));

    public void Dispose()
    {
        foreach (var listener in _listeners.Values)
            listener.Dispose();
    }
}
