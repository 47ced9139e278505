namespace BudgetWatch.LocalHost.Timers;

/// <summary>When a timer ran and runs next, in UTC, as the Functions host keeps it in storage and tells the function.</summary>
/// <param name="Last">When it last ran; the default where it never did.</param>
/// <param name="Next">When it runs next.</param>
/// <param name="LastUpdated">When this was written.</param>
internal sealed record ScheduleStatus(DateTime Last, DateTime Next, DateTime LastUpdated);
