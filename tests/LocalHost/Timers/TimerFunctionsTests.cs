using Azure.Storage.Blobs;
using BudgetWatch.LocalHost.Protocol;
using BudgetWatch.LocalHost.SampleApp;
using BudgetWatch.TestKit;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;

namespace BudgetWatch.LocalHost.Tests.Timers;

public sealed class TimerFunctionsTests(AzuriteServer azurite)
{
    private static readonly DateTimeOffset Start = new(2026, 11, 23, 12, 0, 0, TimeSpan.Zero); // a Monday

    private readonly FakeTimeProvider _clock = new(Start);
    private readonly TimerFunctions.Runs _runs = new();
    private readonly Inbox _inbox = new();
    private readonly string _host = AzuriteServer.UniqueName("timerhost");

    [Fact]
    public async Task Runs_at_each_occurrence_and_not_before()
    {
        await using var app = await StartAsync("Weekly");
        (await WaitingForAsync(app, "Weekly")).ShouldBe(Start.AddDays(7).AddHours(-6));

        _clock.Advance(TimeSpan.FromDays(6));
        _runs.Count.ShouldBe(0);
        _clock.Advance(TimeSpan.FromDays(1));

        var first = await NextAsync();
        first.IsPastDue.ShouldBeFalse();
        (await WaitingForAsync(app, "Weekly")).ShouldBe(Start.AddDays(14).AddHours(-6));
        _clock.Advance(TimeSpan.FromDays(7));
        (await NextAsync()).ScheduleStatus!.Last.ShouldBe(Start.AddDays(7).UtcDateTime);
        _runs.Count.ShouldBe(2);
    }

    [Fact]
    public async Task Does_not_run_the_first_time_the_app_ever_starts()
    {
        await using var app = await StartAsync("Weekly");

        await WaitingForAsync(app, "Weekly");

        _runs.Count.ShouldBe(0);
    }

    [Fact]
    public async Task Makes_up_once_at_start_for_what_was_missed_and_says_so()
    {
        await using (var first = await StartAsync("Weekly"))
            await WaitingForAsync(first, "Weekly");
        _clock.Advance(TimeSpan.FromDays(21));

        await using (var second = await StartAsync("Weekly"))
        {
            var run = await NextAsync();
            run.IsPastDue.ShouldBeTrue();
            run.ScheduleStatus!.Next.ShouldBe(Start.AddDays(7).AddHours(-6).UtcDateTime);
            await WaitingForAsync(second, "Weekly");
        }

        await using var third = await StartAsync("Weekly");
        await WaitingForAsync(third, "Weekly");
        _runs.Count.ShouldBe(1);
    }

    [Fact]
    public async Task Takes_a_changed_schedule_for_nothing_missed()
    {
        await using (var first = await StartAsync("Configured", "0 0 13 * * *"))
            await WaitingForAsync(first, "Configured");

        await using var second = await StartAsync("Configured", "0 0 18 * * *");

        (await WaitingForAsync(second, "Configured")).ShouldBe(Start.AddHours(6));
        _runs.Count.ShouldBe(0);
        (await StatusAsync("Configured")).ShouldContain("\"Next\":\"2026-11-23T18:00:00Z\"");
    }

    [Fact]
    public async Task Keeps_the_last_and_next_times_in_storage()
    {
        await using var app = await StartAsync("Weekly");
        await WaitingForAsync(app, "Weekly");
        (await StatusAsync("Weekly")).ShouldBe(
            """{"Last":"0001-01-01T00:00:00","Next":"2026-11-30T06:00:00Z","LastUpdated":"2026-11-23T12:00:00Z"}"""
        );

        _clock.Advance(TimeSpan.FromDays(7));
        await NextAsync();
        await WaitingForAsync(app, "Weekly");

        (await StatusAsync("Weekly")).ShouldBe(
            """{"Last":"2026-11-30T12:00:00Z","Next":"2026-12-07T06:00:00Z","LastUpdated":"2026-11-30T12:00:00Z"}"""
        );
    }

    [Fact]
    public async Task Runs_at_start_when_asked_to()
    {
        await using var app = await StartAsync("AtStart");

        (await NextAsync()).IsPastDue.ShouldBeFalse();
    }

    [Fact]
    public async Task Runs_in_the_time_zone_set()
    {
        await using var app = await StartAsync("Weekly", ("WEBSITE_TIME_ZONE", "America/New_York"));

        (await WaitingForAsync(app, "Weekly")).ShouldBe(Start.AddDays(7).AddHours(-1));
    }

    [Fact]
    public async Task Goes_on_after_a_run_that_failed()
    {
        await using var app = await StartAsync("Failing");
        await WaitingForAsync(app, "Failing");

        for (var run = 0; run < 2; run++)
        {
            _clock.Advance(TimeSpan.FromHours(1));
            await NextAsync();
            await WaitingForAsync(app, "Failing");
        }

        app.Logs.Lines.Count(line =>
                line.Category == "Function.Failing"
                && line.Level == LogLevel.Error
                && line.Exception!.Message.Contains("failed as it should", StringComparison.Ordinal)
            )
            .ShouldBe(2);
    }

    [Fact]
    public async Task Runs_now_when_asked_to_and_lets_what_it_throws_out()
    {
        await using var app = await StartAsync(["Weekly", "Failing"]);

        await app.FireTimerAsync("weekly");
        _runs.Count.ShouldBe(1);
        (await Should.ThrowAsync<FunctionFailedException>(() => app.FireTimerAsync("Failing"))).Message.ShouldContain(
            "failed as it should"
        );
        await Should.ThrowAsync<ArgumentException>(() => app.FireTimerAsync("Nothing"));
    }

    [Fact]
    public async Task Never_runs_twice_at_once()
    {
        await using var app = await StartAsync("Slow");
        await WaitingForAsync(app, "Slow");
        _clock.Advance(TimeSpan.FromHours(1));
        await NextAsync();

        var now = app.FireTimerAsync("Slow");
        _runs.Count.ShouldBe(1);
        _inbox.Gate.SetResult();
        await now.WaitAsync(Waiting.Limit);

        _runs.Count.ShouldBe(2);
        _inbox.MostAtOnce.ShouldBe(1);
    }

    /// <summary>The clock goes 400 days ahead, the timer runs, and the clock is put right: the next time is that of the right clock.</summary>
    [Fact]
    public async Task Does_not_wait_for_a_clock_that_was_ahead()
    {
        await using (var app = await StartAsync("Weekly"))
        {
            await WaitingForAsync(app, "Weekly");
            _clock.Advance(TimeSpan.FromDays(400));
            await NextAsync();
            await Waiting.UntilAsync(async () => await WaitingForAsync(app, "Weekly") > Start.AddDays(400));
            _clock.AdjustTime(Start.AddDays(1));
            _clock.Advance(TimeSpan.FromHours(1));
            await Waiting.UntilAsync(async () => await WaitingForAsync(app, "Weekly") == Start.AddDays(7).AddHours(-6));
        }

        // Nor after a restart, though the time that is stored is of next year.
        await using var again = await StartAsync("Weekly");
        (await WaitingForAsync(again, "Weekly")).ShouldBe(Start.AddDays(7).AddHours(-6));
        _runs.Count.ShouldBe(1);
    }

    [Fact]
    public async Task Does_not_start_with_a_schedule_it_cannot_read()
    {
        var failure = await Should.ThrowAsync<HostStartException>(() => StartAsync("Configured", "every monday"));

        failure.Message.ShouldStartWith("Function 'Configured' has the schedule 'every monday'");
    }

    private Task<FunctionAppHost> StartAsync(string function, string schedule) => StartAsync(function, ("Schedule", schedule));

    private Task<FunctionAppHost> StartAsync(string function, params (string Key, string Value)[] settings) =>
        StartAsync([function], settings);

    private Task<FunctionAppHost> StartAsync(string[] functions, params (string Key, string Value)[] settings)
    {
        var all = settings.ToDictionary(setting => setting.Key, setting => (string?)setting.Value);
        all["AzureFunctionsWebHost:hostid"] = _host;
        return Sample.StartAsync(azurite, functions, _inbox, all, _clock, _runs);
    }

    private Task<TimerInfo> NextAsync() => _runs.NextAsync().WaitAsync(Waiting.Limit);

    private static Task<DateTimeOffset> WaitingForAsync(FunctionAppHost app, string function) =>
        app.TimerWaitsForAsync(function).WaitAsync(Waiting.Limit);

    private async Task<string> StatusAsync(string function) =>
        (await Container().GetBlobClient($"timers/{_host}/{function}").DownloadContentAsync()).Value.Content.ToString();

    private BlobContainerClient Container() => new(azurite.ConnectionString, "azure-webjobs-hosts");
}
