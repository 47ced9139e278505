namespace Microsoft.Azure.Functions.Worker;

/// <summary>What a timer function is told about the occurrence it runs for.</summary>
public class TimerInfo
{
    /// <summary>The times kept in storage, or null when the schedule is not monitored.</summary>
    public ScheduleStatus? ScheduleStatus { get; set; }

    /// <summary>Whether this run makes up for an occurrence that passed while the app was not running.</summary>
    public bool IsPastDue { get; set; }
}

/// <summary>The times of a monitored schedule, in UTC.</summary>
public class ScheduleStatus
{
    /// <summary>When the function last ran; <see cref="DateTime.MinValue"/> if it never has.</summary>
    public DateTime Last { get; set; }

    /// <summary>When it is expected to run next.</summary>
    public DateTime Next { get; set; }

    /// <summary>When this status was written.</summary>
    public DateTime LastUpdated { get; set; }
}
