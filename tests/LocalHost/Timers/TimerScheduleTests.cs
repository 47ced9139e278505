using System.Globalization;
using BudgetWatch.LocalHost.Timers;

namespace BudgetWatch.LocalHost.Tests.Timers;

public sealed class TimerScheduleTests
{
    [Theory]
    [InlineData("0 0 6 * * Mon", null, "2026-11-23T05:59:59Z", "2026-11-23T06:00:00Z")]
    [InlineData("0 0 6 * * Mon", null, "2026-11-23T06:00:00Z", "2026-11-30T06:00:00Z")]
    [InlineData("*/15 * * * * *", null, "2026-11-23T06:00:00.500Z", "2026-11-23T06:00:15Z")]
    [InlineData("0 0 6 * * *", "Europe/London", "2026-07-01T00:00:00Z", "2026-07-01T05:00:00Z")]
    [InlineData("0 0 6 * * *", "Europe/London", "2026-12-01T00:00:00Z", "2026-12-01T06:00:00Z")]
    [InlineData("0 30 1 * * *", "Europe/London", "2026-03-29T00:59:00Z", "2026-03-29T01:00:00Z")] // 01:30 is skipped: when the clocks have gone forward
    [InlineData("0 30 1 * * *", "Europe/London", "2026-10-25T01:30:00Z", "2026-10-26T01:30:00Z")] // 01:30 comes twice: once is enough
    public void Finds_the_next_occurrence(string schedule, string? zone, string after, string next) =>
        TimerSchedule.Parse(schedule, zone, "F").After(At(after)).ShouldBe(At(next));

    [Theory]
    [InlineData("0 6 * * *")]
    [InlineData("nonsense")]
    [InlineData("0 0 25 * * *")]
    public void Refuses_what_is_not_a_six_field_schedule(string schedule) =>
        Should.Throw<HostStartException>(() => TimerSchedule.Parse(schedule, null, "F")).Message.ShouldContain("six-field");

    [Fact]
    public void Refuses_a_time_zone_nobody_knows() =>
        Should
            .Throw<HostStartException>(() => TimerSchedule.Parse("0 0 6 * * *", "Atlantis", "F"))
            .Message.ShouldContain("WEBSITE_TIME_ZONE");

    [Theory]
    [InlineData("*/30 * * * * *", true)]
    [InlineData("0 * * * * *", false)]
    public void Knows_a_schedule_too_frequent_to_monitor(string schedule, bool isTooFrequent) =>
        TimerSchedule.Parse(schedule, null, "F").IsWithinMinutes(At("2026-11-23T06:00:00Z")).ShouldBe(isTooFrequent);

    private static DateTimeOffset At(string text) => DateTimeOffset.Parse(text, CultureInfo.InvariantCulture);
}
