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
        configuration[Setting] ?? "",
        new CrontabSchedule.ParseOptions { IncludingSeconds = true }
    );

    /// <summary>Calculated once for all callers until it has come.</summary>
    private Reckoned? last;

    /// <summary>The next start, or null where there is no schedule that can be read.</summary>
    public DateTimeOffset? Next()
    {
        if (crontab is null)
        {
            return null;
        }

        // Calculated again where the clock is behind the last calculation: it was ahead then, or is wrong now.
        var now = clock.GetUtcNow();
        if (Volatile.Read(ref last) is { } known && known.At <= now && now < known.Next)
        {
            return known.Next;
        }

        var reckoned = new Reckoned(now, new DateTimeOffset(crontab.GetNextOccurrence(now.UtcDateTime), TimeSpan.Zero));
        Volatile.Write(ref last, reckoned);
        return reckoned.Next;
    }

    private sealed record Reckoned(DateTimeOffset At, DateTimeOffset Next);
}
