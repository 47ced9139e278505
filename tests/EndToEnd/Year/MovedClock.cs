namespace BudgetWatch.EndToEnd.Tests.Year;

/// <summary>A clock that goes as the machine's does and can be moved on. What waits for a while waits as long as on any other clock.</summary>
internal sealed class MovedClock(DateTimeOffset start) : TimeProvider
{
    private long _moved = (start - System.GetUtcNow()).Ticks;
    private long _since;

    public override DateTimeOffset GetUtcNow() => System.GetUtcNow().AddTicks(Interlocked.Read(ref _moved));

    /// <summary>In ticks of a time span, and never less than before.</summary>
    public override long GetTimestamp() => System.GetElapsedTime(0, System.GetTimestamp()).Ticks + Interlocked.Read(ref _since);

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override TimeZoneInfo LocalTimeZone => TimeZoneInfo.Utc;

    /// <summary>Moves the clock on.</summary>
    public void Advance(TimeSpan by)
    {
        Interlocked.Add(ref _moved, by.Ticks);
        Interlocked.Add(ref _since, by.Ticks);
    }

    /// <summary>Puts the clock ahead or back. What is measured by it goes on as before: only the time of day is wrong, as when a machine is given another.</summary>
    public void Put(TimeSpan by) => Interlocked.Add(ref _moved, by.Ticks);

    /// <summary>Moves the clock on to a moment.</summary>
    public void AdvanceTo(DateTimeOffset moment) => Advance(moment - GetUtcNow());
}
