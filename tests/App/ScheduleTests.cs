using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Time.Testing;

namespace BudgetWatch.App.Tests;

public class ScheduleTests
{
    private static readonly DateTimeOffset Monday = new(2026, 11, 23, 9, 30, 0, TimeSpan.Zero);

    private readonly FakeTimeProvider _clock = new(Monday.AddDays(1));
    private readonly Schedule _schedule;

    public ScheduleTests() =>
        _schedule = new Schedule(new ConfigurationBuilder().AddInMemoryCollection([new(Schedule.Setting, "0 30 9 * * 1")]).Build(), _clock);

    [Fact]
    public void The_next_start_is_the_one_after_now()
    {
        _schedule.Next().ShouldBe(Monday.AddDays(7));
        _clock.Advance(TimeSpan.FromDays(6));
        _schedule.Next().ShouldBe(Monday.AddDays(14));
    }

    [Fact]
    public void What_was_reckoned_by_a_clock_that_was_ahead_is_reckoned_anew()
    {
        _clock.Advance(TimeSpan.FromDays(400));
        _schedule.Next().ShouldBe(Monday.AddDays(406));
        _clock.AdjustTime(Monday.AddDays(2));
        _schedule.Next().ShouldBe(Monday.AddDays(7));
    }
}
