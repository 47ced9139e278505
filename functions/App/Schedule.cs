using Microsoft.Extensions.Configuration;
using NCrontab;

namespace BudgetWatch.App;

/// <summary>When the next scheduled run starts, by the setting the timer reads.</summary>
public sealed class Schedule(IConfiguration configuration, TimeProvider clock)
{
    /// <summary>
    /// The setting: six-field NCRONTAB, UTC. Its name has no colon: by one that has, an app without instances on Linux is reported not to be woken
    /// (Azure/azure-functions-host, issue 8649).
    /// </summary>
    public const string Setting = "IngestionSchedule";

    private readonly CrontabSchedule? crontab = CrontabSchedule.TryParse(
        configuration[Setting] ?? "", new CrontabSchedule.ParseOptions { IncludingSeconds = true });

    /// <summary>Reckoned once for all who poll until it has come; a box, so that it is read whole.</summary>
    private object? next;

    /// <summary>The next start, or null where there is no schedule that can be read.</summary>
    public DateTimeOffset? Next()
    {
        if (crontab is null)
        {
            return null;
        }

        var now = clock.GetUtcNow();
        if (Volatile.Read(ref next) is DateTimeOffset known && known > now)
        {
            return known;
        }

        var reckoned = new DateTimeOffset(crontab.GetNextOccurrence(now.UtcDateTime), TimeSpan.Zero);
        Volatile.Write(ref next, reckoned);
        return reckoned;
    }
}
