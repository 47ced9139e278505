using Microsoft.Extensions.Configuration;
using NCrontab;

namespace BudgetWatch.App;

/// <summary>When the next scheduled run starts, by the setting the timer reads.</summary>
public sealed class Schedule(IConfiguration configuration, TimeProvider clock)
{
    /// <summary>The setting: six-field NCRONTAB, UTC.</summary>
    public const string Setting = "Ingestion:Schedule";

    /// <summary>The next start, or null where there is no schedule that can be read.</summary>
    public DateTimeOffset? Next()
    {
        var crontab = CrontabSchedule.TryParse(
            configuration[Setting] ?? "", new CrontabSchedule.ParseOptions { IncludingSeconds = true });
        return crontab is null ? null : new DateTimeOffset(crontab.GetNextOccurrence(clock.GetUtcNow().UtcDateTime), TimeSpan.Zero);
    }
}
