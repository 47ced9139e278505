using NCrontab;

namespace BudgetWatch.LocalHost.Timers;

/// <summary>A six-field NCRONTAB schedule in a time zone.</summary>
internal sealed class TimerSchedule(CrontabSchedule crontab, TimeZoneInfo zone)
{
    private static readonly CrontabSchedule.ParseOptions SixFields = new() { IncludingSeconds = true };

    public static TimerSchedule Parse(string text, string? timeZone, string function)
    {
        if (CrontabSchedule.TryParse(text, SixFields) is not { } crontab)
        {
            throw new HostStartException(
                $"Function '{function}' has the schedule '{text}'; it must be a six-field NCRONTAB expression, seconds first, such as '0 0 6 * * Mon'."
            );
        }

        return new TimerSchedule(crontab, ZoneOf(timeZone));
    }

    /// <summary>The first occurrence after a moment, in UTC.</summary>
    public DateTimeOffset After(DateTimeOffset moment)
    {
        var local = TimeZoneInfo.ConvertTime(moment, zone).DateTime;
        while (true)
        {
            local = crontab.GetNextOccurrence(local);
            var utc = ToUtc(local);

            // In the hour that comes twice, the first pass of a local time may lie before the moment.
            if (utc > moment)
                return utc;
        }
    }

    /// <summary>Whether, from a moment on, occurrences come closer together than a minute.</summary>
    public bool IsWithinMinutes(DateTimeOffset moment)
    {
        var next = After(moment);
        return After(next) - next < TimeSpan.FromMinutes(1);
    }

    // A local time that the clocks skip happens when they have been put forward.
    private DateTimeOffset ToUtc(DateTime local)
    {
        while (zone.IsInvalidTime(local))
            local = local.AddMinutes(1);
        return new DateTimeOffset(TimeZoneInfo.ConvertTimeToUtc(DateTime.SpecifyKind(local, DateTimeKind.Unspecified), zone));
    }

    private static TimeZoneInfo ZoneOf(string? name)
    {
        if (string.IsNullOrWhiteSpace(name))
            return TimeZoneInfo.Utc;
        return TimeZoneInfo.TryFindSystemTimeZoneById(name, out var zone)
            ? zone
            : throw new HostStartException($"WEBSITE_TIME_ZONE is '{name}', which this machine does not know.");
    }
}
