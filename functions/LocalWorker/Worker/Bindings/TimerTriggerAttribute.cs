using Microsoft.Azure.Functions.Worker.Extensions.Abstractions;

namespace Microsoft.Azure.Functions.Worker;

/// <summary>Runs the function on a schedule.</summary>
/// <param name="schedule">A six-field NCRONTAB expression, seconds first, or <c>%Setting%</c>, the name of a setting that holds one.</param>
[AttributeUsage(AttributeTargets.Parameter)]
public sealed class TimerTriggerAttribute(string schedule) : TriggerBindingAttribute
{
    /// <summary>The schedule as written, <c>%Setting%</c> unresolved.</summary>
    public string Schedule { get; } = schedule;

    /// <summary>Whether the app should also run the function each time it starts. False unless set.</summary>
    public bool RunOnStartup { get; set; }

    /// <summary>
    /// Whether the last and next times are kept in storage, so that an occurrence missed while nothing ran is made up for once.
    /// True unless set; never in force for a schedule that fires more often than once a minute.
    /// </summary>
    public bool UseMonitor { get; set; } = true;
}
