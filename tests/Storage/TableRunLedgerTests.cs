using BudgetWatch.Pipeline.Operations;
using Microsoft.Extensions.DependencyInjection;

namespace BudgetWatch.Storage.Tests;

public sealed class TableRunLedgerTests(AzuriteServer azurite) : StorageTest(azurite)
{
    private const string Id = "20261123T120000Z";
    private static readonly SourceProgress queued = new(ProgressState.Queued, "Queued.");
    private static readonly SourceProgress done = new(ProgressState.Done, "Two files, \"both\" read.");
    private static readonly SourceProgress failed = new(ProgressState.Failed, "Unreachable.");

    private IRunLedger Ledger => Port<IRunLedger>();

    [Fact]
    public async Task A_run_is_opened_once_even_by_ten_at_once()
    {
        await Task.WhenAll(
            Enumerable
                .Range(0, 10)
                .Select(_ => NewInstance().GetRequiredService<IRunLedger>().OpenAsync(NewRun(Id, "a", "b"), null, default))
        );
        (await Ledger.OpenAsync(NewRun(Id, "c"), null, default)).Sources.Keys.ShouldBe(["a", "b"]);
        var run = (await Ledger.FindAsync(Id, default)).ShouldNotBeNull();
        run.Id.ShouldBe(Id);
        run.StartedAt.ShouldBe(Noon);
        run.Sources.ShouldBe(NewRun(Id, "a", "b").Sources);
        run.Outcome.ShouldBeNull();
        run.IsIngested.ShouldBeFalse();
    }

    [Fact]
    public async Task Of_many_that_open_a_run_after_the_same_all_get_the_same()
    {
        await Ledger.OpenAsync(NewRun(Id, "a"), null, default);
        var opened = await Task.WhenAll(
            Enumerable
                .Range(1, 8)
                .Select(second =>
                    NewInstance().GetRequiredService<IRunLedger>().OpenAsync(NewRun($"20261123T12000{second}Z", "a", "b"), Id, default)
                )
        );
        var follower = opened[0].Id;
        opened.ShouldAllBe(run => run.Id == follower);
        (await Ledger.NewestAsync(10, default)).Select(run => run.Id).ShouldBe([follower, Id]);
        (await Ledger.OpenAsync(NewRun("20261123T130000Z", "a"), follower, default)).Id.ShouldBe("20261123T130000Z");
    }

    [Fact]
    public async Task Why_a_run_waits_is_told_until_it_ends()
    {
        await Ledger.OpenAsync(NewRun(Id, "a"), null, default);
        (await Ledger.FindAsync(Id, default))!.Waiting.ShouldBeNull();
        await Ledger.RecordWaitAsync(Id, "At five.", default);
        await Ledger.RecordWaitAsync(Id, "At six.", default);
        var run = (await Ledger.FindAsync(Id, default))!;
        run.Waiting.ShouldBe("At six.");
        run.Sources.Keys.ShouldBe(["a"]);
        await Ledger.CloseAsync(Id, new RunOutcome(Noon, RunOutcomeKind.Unchanged, null, ""), default);
        (await Ledger.FindAsync(Id, default))!.Waiting.ShouldBeNull();
    }

    [Fact]
    public async Task A_run_that_was_not_opened_is_not_there()
    {
        (await Ledger.FindAsync(Id, default)).ShouldBeNull();
        await Ledger.RecordAsync(Id, "a", done, default);
        (await Ledger.FindAsync(Id, default)).ShouldBeNull();
        (await Ledger.NewestAsync(5, default)).ShouldBeEmpty();
        await Ledger.OpenAsync(NewRun(Id, "a", "b"), null, default);
        (await Ledger.FindAsync(Id, default))!.Sources["a"].ShouldBe(done);
    }

    [Fact]
    public async Task A_start_that_is_delivered_twice_undoes_nothing()
    {
        await Ledger.OpenAsync(NewRun(Id, "a", "b"), null, default);
        await Ledger.RecordAsync(Id, "a", done, default);
        await Ledger.RecordAsync(Id, "b", failed, default);
        await Ledger.OpenAsync(NewRun(Id, "a", "b"), null, default);
        await Ledger.RecordAsync(Id, "a", queued, default);
        await Ledger.RecordAsync(Id, "b", queued, default);
        var run = (await Ledger.FindAsync(Id, default))!;
        run.Sources["a"].ShouldBe(done);
        run.Sources["b"].ShouldBe(failed);
        run.IsIngested.ShouldBeTrue();
    }

    [Fact]
    public async Task Queued_never_replaces_what_a_run_was_opened_with()
    {
        var run = NewRun(Id, "a") with { Sources = new Dictionary<string, SourceProgress>(StringComparer.Ordinal) { ["a"] = done } };
        await Ledger.OpenAsync(run, null, default);
        await Ledger.RecordAsync(Id, "a", queued, default);
        await Ledger.RecordAsync(Id, "new", queued, default);
        var found = (await Ledger.FindAsync(Id, default))!;
        found.Sources["a"].ShouldBe(done);
        found.Sources["new"].ShouldBe(queued);
    }

    [Fact]
    public async Task Of_sources_that_end_at_once_at_least_one_sees_the_run_ingested()
    {
        string[] sources = ["a", "b", "c", "d'|e", "f/g", "h", "i", "j"];
        string? after = null;
        for (var round = 0; round < 5; round++)
        {
            var id = $"20261123T12000{round}Z";
            await Ledger.OpenAsync(NewRun(id, sources), after, default);
            after = id;
            var saw = await Task.WhenAll(
                sources.Select(async source =>
                {
                    var ledger = NewInstance().GetRequiredService<IRunLedger>();
                    await ledger.RecordAsync(id, source, source == "c" ? failed : done, default);
                    return (await ledger.FindAsync(id, default))!.IsIngested;
                })
            );
            saw.ShouldContain(true);
            (await Ledger.FindAsync(id, default))!.Sources.Keys.ShouldBe(sources, ignoreOrder: true);
        }
    }

    [Fact]
    public async Task Of_many_workers_one_asks_for_the_build()
    {
        string[] sources = ["a", "b", "c", "d'|e", "f/g", "h", "i", "j"];
        Task<bool[]> OfferAsync(string run) =>
            Task.WhenAll(sources.Select(source => NewInstance().GetRequiredService<IRunLedger>().OfferToAskAsync(run, source, default)));
        var first = await OfferAsync(Id);
        first.Count(asks => asks).ShouldBe(1);
        (await OfferAsync(Id)).ShouldBe(first);
        await Ledger.OfferToAskAsync("20261123T120001Z", sources[^1], default);
        (await OfferAsync("20261123T120001Z")).ShouldBe([.. sources.Select(source => source == sources[^1])]);

        // It is no source and no run of its own.
        (await Ledger.NewestAsync(5, default)).ShouldBeEmpty();
        await Ledger.OpenAsync(NewRun(Id, sources), null, default);
        (await Ledger.FindAsync(Id, default))!.Sources.Keys.ShouldBe(sources, ignoreOrder: true);
    }

    [Fact]
    public async Task Not_ingested_while_one_source_is_queued()
    {
        await Ledger.OpenAsync(NewRun(Id, "a", "b"), null, default);
        await Ledger.RecordAsync(Id, "a", done, default);
        (await Ledger.FindAsync(Id, default))!.IsIngested.ShouldBeFalse();
    }

    [Fact]
    public async Task The_outcome_is_recorded_and_a_second_delivery_does_not_take_publication_back()
    {
        await Ledger.OpenAsync(NewRun(Id, "a"), null, default);
        var failure = new RunOutcome(Noon.AddMinutes(1), RunOutcomeKind.Failed, null, "No.");
        var published = new RunOutcome(Noon.AddMinutes(2), RunOutcomeKind.Published, "r1", "Yes.");
        var waiting = new RunOutcome(Noon.AddMinutes(2), RunOutcomeKind.Waiting, "r0", "Held.");
        var unchanged = new RunOutcome(Noon.AddMinutes(3), RunOutcomeKind.Unchanged, "r1", "Nothing new.");
        foreach (
            var (outcome, stands) in ((RunOutcome, RunOutcome)[])
                [
                    (failure, failure),
                    (waiting, waiting),
                    (unchanged, waiting),
                    (published, published),
                    (waiting, published),
                    (unchanged, published),
                    (failure, published),
                ]
        )
        {
            await Ledger.CloseAsync(Id, outcome, default);
            (await Ledger.FindAsync(Id, default))!.Outcome.ShouldBe(stands);
        }
    }

    [Fact]
    public async Task The_newest_runs_come_first_and_no_more_than_asked()
    {
        string[] ids = ["20261123T120000Z", "20251231T235959Z", "20261123T115959Z", "20261201T000000Z", "20260101T000000Z"];
        string? after = null;
        foreach (var id in ids)
        {
            await Ledger.OpenAsync(NewRun(id, "a", "b"), after, default);
            after = id;
            await Ledger.RecordAsync(id, "a", done, default);
            await Ledger.CloseAsync(id, new RunOutcome(Noon, RunOutcomeKind.Unchanged, null, id), default);
        }

        var newest = ids.OrderDescending(StringComparer.Ordinal).ToList();
        (await Ledger.NewestAsync(3, default)).Select(run => run.Id).ShouldBe(newest.Take(3));
        (await Ledger.NewestAsync(50, default)).Select(run => run.Id).ShouldBe(newest);
        (await Ledger.NewestAsync(0, default)).ShouldBeEmpty();
        var first = (await Ledger.NewestAsync(1, default)).ShouldHaveSingleItem();
        first.Sources["a"].ShouldBe(done);
        first.Sources["b"].ShouldBe(queued);
        first.Outcome!.Detail.ShouldBe(first.Id);
    }

    private static Run NewRun(string id, params string[] sources) =>
        new(id, Noon, sources.ToDictionary(source => source, _ => queued, StringComparer.Ordinal), null);
}
