using BudgetWatch.LocalHost.Settings;

namespace BudgetWatch.LocalHost.Timers;

/// <summary>How instances agree on which of them runs a timer.</summary>
internal sealed class TimerSettings(HostJson host)
{
    /// <summary>How long an instance that was killed keeps the others waiting. Storage allows 15 to 60 seconds.</summary>
    public TimeSpan LeaseDuration { get; } = host.Time("localHost:timerLease", otherwise: TimeSpan.FromSeconds(15));

    /// <summary>How often an instance that does not have a lease asks for it.</summary>
    public TimeSpan LeaseRetry { get; } = host.Time("localHost:timerLeaseRetry", otherwise: TimeSpan.FromSeconds(2));
}
