using BudgetWatch.Pipeline.Operations;
using Microsoft.Extensions.DependencyInjection;

namespace BudgetWatch.Storage.Tests;

public sealed class TableIncidentLogTests(AzuriteServer azurite) : StorageTest(azurite)
{
    private static readonly Incident incident = new("build/2026#1?", Noon, "build", "It's broken.", new string('ü', 40_000));

    private IIncidentLog Log => Port<IIncidentLog>();

    [Fact]
    public async Task An_incident_is_recorded_once()
    {
        (await Log.OpenAsync(default)).ShouldBeEmpty();
        await Task.WhenAll(
            Enumerable.Range(0, 6).Select(_ => NewInstance().GetRequiredService<IIncidentLog>().RecordAsync(incident, default))
        );
        await Log.RecordAsync(incident with { At = Noon.AddDays(1), Summary = "Else." }, default);
        (await Log.OpenAsync(default)).ShouldHaveSingleItem().ShouldBe(incident);
    }

    [Fact]
    public async Task Open_incidents_come_newest_first()
    {
        foreach (var minute in (int[])[3, 9, 1])
            await Log.RecordAsync(incident with { Id = $"i{minute}", At = Noon.AddMinutes(minute) }, default);
        (await Log.OpenAsync(default)).Select(open => open.Id).ShouldBe(["i9", "i3", "i1"]);
    }

    [Fact]
    public async Task What_goes_well_closes_what_went_wrong_before_it()
    {
        await Log.RecordAsync(incident with { Id = "before" }, default);
        await Log.RecordAsync(incident with { Id = "at", At = Noon.AddMinutes(5) }, default);
        await Log.RecordAsync(incident with { Id = "after", At = Noon.AddMinutes(6) }, default);
        await Log.RecordAsync(incident with { Id = "other", About = "revenue-budgets" }, default);
        await Log.ResolveAsync("build", Noon.AddMinutes(5), null, default);
        (await Log.OpenAsync(default)).Select(open => open.Id).ShouldBe(["after", "other"]);
    }

    [Fact]
    public async Task A_closed_incident_delivered_again_stays_closed()
    {
        await Log.RecordAsync(incident, default);
        await Log.ResolveAsync("build", Noon, null, default);
        await Log.RecordAsync(incident, default);
        (await Log.OpenAsync(default)).ShouldBeEmpty();
    }

    [Fact]
    public async Task One_that_still_stands_is_not_closed()
    {
        await Log.RecordAsync(incident with { Id = "stands" }, default);
        await Log.RecordAsync(incident with { Id = "over" }, default);
        await Log.ResolveAsync("build", Noon, "stands", default);
        (await Log.OpenAsync(default)).ShouldHaveSingleItem().Id.ShouldBe("stands");
    }

    [Fact]
    public async Task Why_a_delivery_failed_last_is_kept_and_is_no_incident()
    {
        (await Log.LastFailureAsync("run-source", default)).ShouldBeNull();
        await Log.NoteFailureAsync("run-source", "the first", default);
        await Log.NoteFailureAsync("run-source", "the last", default);
        (await NewInstance().GetRequiredService<IIncidentLog>().LastFailureAsync("run-source", default)).ShouldBe("the last");
        (await Log.LastFailureAsync("run-sourc", default)).ShouldBeNull();
        (await Log.OpenAsync(default)).ShouldBeEmpty();
    }

    [Fact]
    public async Task What_an_incident_says_now_replaces_what_it_said_and_opens_it_again()
    {
        var again = incident with { At = Noon.AddHours(1), Summary = "Again.", RetryAt = Noon.AddHours(2) };
        await Log.ReviseAsync(incident, default);
        await Log.ReviseAsync(again, default);
        (await Log.OpenAsync(default)).ShouldHaveSingleItem().ShouldBe(again);
        await Log.ResolveAsync("build", Noon.AddHours(1), null, default);
        await Log.ReviseAsync(again, default);
        (await Log.OpenAsync(default)).ShouldHaveSingleItem().ShouldBe(again);
    }

    /// <summary>The clock was 400 days ahead when it was recorded, and is right again.</summary>
    [Fact]
    public async Task What_is_dated_far_in_the_future_is_closed_by_what_goes_well()
    {
        await Log.RecordAsync(incident with { Id = "ahead", At = Noon.AddDays(400) }, default);
        await Log.RecordAsync(incident with { Id = "meanwhile", At = Noon.AddMinutes(30) }, default);
        await Log.ResolveAsync("build", Noon, null, default);
        (await Log.OpenAsync(default)).ShouldHaveSingleItem().Id.ShouldBe("meanwhile");
    }

    [Fact]
    public async Task Two_who_close_at_once_do_not_meet()
    {
        for (var i = 0; i < 5; i++)
            await Log.RecordAsync(incident with { Id = $"i{i}" }, default);
        await Task.WhenAll(
            Enumerable.Range(0, 4).Select(_ => NewInstance().GetRequiredService<IIncidentLog>().ResolveAsync("build", Noon, null, default))
        );
        (await Log.OpenAsync(default)).ShouldBeEmpty();
    }
}
