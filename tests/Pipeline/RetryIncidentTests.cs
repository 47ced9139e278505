using BudgetWatch.Pipeline.Ingest;
using BudgetWatch.Pipeline.Operations;
using Microsoft.Extensions.Time.Testing;
using Moq;

namespace BudgetWatch.Pipeline.Tests;

public class RetryIncidentTests
{
    private const string Source = "gdp-deflators";
    private const string NewRun = "20261124T120000Z";

    private static readonly DateTimeOffset Now = new(2026, 11, 24, 12, 0, 0, TimeSpan.Zero);

    private readonly Mock<IIncidentLog> _incidents = new(MockBehavior.Strict);
    private readonly Mock<IWorkQueue> _queue = new(MockBehavior.Strict);
    private readonly List<object> _queued = [];
    private readonly RunsInMemory _runs = new();

    public RetryIncidentTests()
    {
        _incidents
            .Setup(log => log.OpenAsync(default))
            .ReturnsAsync([
                new Incident("a", Now, Source, "failed", "why"),
                new Incident("b", Now, "build", "failed", "why"),
                new Incident("c", Now, "a-source-of-before", "failed", "why"),
            ]);
        _queue
            .Setup(queue => queue.SendAsync(It.IsAny<IngestMessage>(), default))
            .Callback((IngestMessage message, CancellationToken _) => _queued.Add(message))
            .Returns(Task.CompletedTask);
        _queue
            .Setup(queue => queue.SendAsync(It.IsAny<BuildMessage>(), default))
            .Callback((BuildMessage message, CancellationToken _) => _queued.Add(message))
            .Returns(Task.CompletedTask);
    }

    [Fact]
    public async Task A_source_is_queued_alone_in_a_run_of_its_own()
    {
        (await RetryAsync("a")).ShouldBe(new Retried(NewRun, null));

        _queued.ShouldBe([new IngestMessage(NewRun, Source)]);
        var run = _runs.All.ShouldHaveSingleItem();
        run.Sources.ShouldHaveSingleItem().ShouldBe(new(Source, new SourceProgress(ProgressState.Queued, "queued again")));
        (run.IsRetry, run.IsIngested).ShouldBe((true, false));
    }

    [Fact]
    public async Task A_build_is_queued_in_a_run_that_asks_no_source()
    {
        (await RetryAsync("b")).ShouldBe(new Retried(NewRun, null));

        _queued.ShouldBe([new BuildMessage(NewRun)]);
        var run = _runs.All.ShouldHaveSingleItem();
        (run.Sources.Count, run.IsIngested, run.IsRetry).ShouldBe((0, true, true));
    }

    [Theory]
    [InlineData("a")]
    [InlineData("b")]
    public async Task Asked_twice_it_is_one_run_and_each_asking_may_be_the_one_whose_message_was_lost(string id)
    {
        await RetryAsync(id);
        (await RetryAsync(id, later: TimeSpan.FromMinutes(1))).ShouldBe(new Retried(NewRun, null));

        _runs.All.Count.ShouldBe(1);
        _queued.Count.ShouldBe(2);
        _queued[0].ShouldBe(_queued[1]);
    }

    [Fact]
    public async Task A_run_at_work_that_still_waits_for_the_source_is_the_one_it_is_done_in()
    {
        _runs.Add(AtWork(ProgressState.Queued));

        (await RetryAsync("a")).ShouldBe(new Retried("20261124T110000Z", null));
        _queued.ShouldBe([new IngestMessage("20261124T110000Z", Source)]);
    }

    [Theory]
    [InlineData(ProgressState.Failed)]
    [InlineData(ProgressState.Done)]
    public async Task A_run_at_work_that_is_past_the_source_might_build_without_it_so_it_gets_its_own(ProgressState state)
    {
        _runs.Add(AtWork(state));

        (await RetryAsync("a"))!.RunId.ShouldBe(NewRun);
    }

    [Fact]
    public async Task A_run_at_work_ends_in_a_build_so_none_is_queued()
    {
        _runs.Add(AtWork(ProgressState.Queued));

        var retried = (await RetryAsync("b")).ShouldNotBeNull();
        retried.RunId.ShouldBeNull();
        retried.WhyNot.ShouldNotBeNull().ShouldContain("20261124T110000Z");
        _queued.ShouldBeEmpty();
    }

    [Fact]
    public async Task Runs_that_have_ended_or_were_cut_off_yesterday_stand_in_nobodys_way()
    {
        _runs.Add(AtWork(ProgressState.Failed) with { Outcome = new RunOutcome(Now, RunOutcomeKind.Unchanged, null, "") });
        _runs.Add(AtWork(ProgressState.Queued) with { Id = "20261123T110000Z", StartedAt = Now.AddHours(-25) });

        (await RetryAsync("a"))!.RunId.ShouldBe(NewRun);
        (await RetryAsync("b", later: TimeSpan.FromHours(13)))!.RunId.ShouldBe("20261125T010000Z");
    }

    [Fact]
    public async Task Another_run_of_the_same_second_is_not_taken_for_it_and_it_has_the_second_after()
    {
        _runs.Add(AtWork(ProgressState.Done) with { Id = NewRun, StartedAt = Now });

        (await RetryAsync("a"))!.RunId.ShouldBe("20261124T120001Z");
        _queued.ShouldBe([new IngestMessage("20261124T120001Z", Source)]);
    }

    [Fact]
    public async Task A_run_that_somebody_else_opens_at_the_same_moment_is_not_taken_for_it()
    {
        var ledger = new Mock<IRunLedger>();
        ledger.Setup(runs => runs.NewestAsync(It.IsAny<int>(), default)).ReturnsAsync([]);
        ledger.Setup(runs => runs.OpenAsync(It.IsAny<Run>(), null, default)).ReturnsAsync(AtWork(ProgressState.Done));

        var start = new StartIngestion(ledger.Object, _queue.Object, new FakeTimeProvider(Now));
        var retried = (await new RetryIncident(_incidents.Object, start, _queue.Object).RunAsync("a", default)).ShouldNotBeNull();
        retried.WhyNot.ShouldNotBeNull().ShouldContain("Retry.");
        _queued.ShouldBeEmpty();
    }

    /// <summary>The clock was 400 days ahead when the last run started, and is right again.</summary>
    [Fact]
    public async Task After_a_clock_that_was_ahead_ids_go_on_growing()
    {
        _runs.Add(AtWork(ProgressState.Done) with { Id = "20271229T120000Z", StartedAt = Now.AddDays(400) });

        var start = new StartIngestion(_runs, _queue.Object, new FakeTimeProvider(Now));
        (await start.RunAsync(default)).ShouldBe("20271229T120001Z");
        _runs.All[^1].StartedAt.ShouldBe(Now);
        (await start.RunAsync(default)).ShouldBe("20271229T120001Z");
    }

    [Fact]
    public async Task What_is_not_open_or_no_source_any_more_is_told()
    {
        (await RetryAsync("nothing")).ShouldBeNull();
        (await RetryAsync("c"))!.WhyNot.ShouldNotBeNull().ShouldContain("a-source-of-before");
        _queued.ShouldBeEmpty();
        _runs.All.ShouldBeEmpty();
    }

    [Fact]
    public async Task The_timer_does_not_go_on_with_a_try_but_starts_a_run_of_all()
    {
        await RetryAsync("a");

        var start = new StartIngestion(_runs, _queue.Object, new FakeTimeProvider(Now.AddMinutes(5)));
        (await start.UnfinishedAsync(default)).ShouldBeNull();
        var run = await start.RunAsync(default);
        run.ShouldBe("20261124T120500Z");
        _runs.All.Single(own => own.Id == run).Sources.Count.ShouldBeGreaterThan(5);
    }

    private Task<Retried?> RetryAsync(string id, TimeSpan later = default)
    {
        var clock = new FakeTimeProvider(Now + later);
        return new RetryIncident(_incidents.Object, new StartIngestion(_runs, _queue.Object, clock), _queue.Object).RunAsync(id, default);
    }

    private static Run AtWork(ProgressState state) =>
        new(
            "20261124T110000Z",
            Now.AddHours(-1),
            new Dictionary<string, SourceProgress>(StringComparer.Ordinal)
            {
                [Source] = new(state, ""),
                ["revenue-budgets"] = new(ProgressState.Queued, ""),
            },
            null
        );

    /// <summary>Runs as the ledger keeps them, newest first.</summary>
    private sealed class RunsInMemory : IRunLedger
    {
        private readonly List<Run> _runs = [];

        public List<Run> All => _runs;

        public void Add(Run run) => _runs.Add(run);

        public Task<Run> OpenAsync(Run run, string? after, CancellationToken cancellation)
        {
            _runs.Add(run);
            return Task.FromResult(run);
        }

        public Task RecordWaitAsync(string runId, string waiting, CancellationToken cancellation) => throw new NotSupportedException();

        public Task RecordAsync(string runId, string sourceId, SourceProgress progress, CancellationToken cancellation) =>
            throw new NotSupportedException();

        public Task<bool> OfferToAskAsync(string runId, string sourceId, CancellationToken cancellation) =>
            throw new NotSupportedException();

        public Task CloseAsync(string runId, RunOutcome outcome, CancellationToken cancellation) => throw new NotSupportedException();

        public Task<Run?> FindAsync(string runId, CancellationToken cancellation) => Task.FromResult(_runs.Find(run => run.Id == runId));

        public Task<IReadOnlyList<Run>> NewestAsync(int count, CancellationToken cancellation) =>
            Task.FromResult<IReadOnlyList<Run>>([.. _runs.OrderByDescending(run => run.Id, StringComparer.Ordinal).Take(count)]);
    }
}
