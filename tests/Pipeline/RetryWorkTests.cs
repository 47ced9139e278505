using BudgetWatch.Pipeline.Ingest;
using BudgetWatch.Pipeline.Operations;
using Microsoft.Extensions.Time.Testing;
using Moq;

namespace BudgetWatch.Pipeline.Tests;

/// <summary>What failed at every try is tried again with growing pauses, until it is done, taken over, or has been tried for about a week.</summary>
public class RetryWorkTests
{
    private const string RunId = "20261124T120000Z";
    private const string Source = "gdp-deflators";

    private static readonly DateTimeOffset Now = new(2026, 11, 24, 14, 4, 0, TimeSpan.Zero);
    private static readonly BuildMessage Build = new(RunId);

    private readonly Mock<IRunLedger> _runs = new();
    private readonly Mock<IIncidentLog> _incidents = new();
    private readonly Mock<IWorkQueue> _queue = new(MockBehavior.Strict);
    private readonly List<(WorkMessage Message, TimeSpan Pause)> _sent = [];

    public RetryWorkTests()
    {
        NewestAre();
        _queue
            .Setup(queue => queue.SendAsync(It.IsAny<WorkMessage>(), It.IsAny<TimeSpan>(), It.IsAny<CancellationToken>()))
            .Callback((WorkMessage message, TimeSpan pause, CancellationToken _) => _sent.Add((message, pause)))
            .Returns(Task.CompletedTask);
        _queue
            .Setup(queue => queue.SendAsync(It.IsAny<BuildMessage>(), It.IsAny<CancellationToken>()))
            .Callback((BuildMessage message, CancellationToken _) => _sent.Add((message, TimeSpan.Zero)))
            .Returns(Task.CompletedTask);
    }

    [Theory]
    [InlineData(0, 1, "14:05 UTC (retry 1)")]
    [InlineData(1, 2, "14:06 UTC (retry 2)")]
    [InlineData(7, 128, "16:12 UTC (retry 8)")]
    [InlineData(8, 240, "18:04 UTC (retry 9)")]
    [InlineData(49, 240, "18:04 UTC (retry 50)")]
    public async Task It_is_queued_after_a_pause_that_doubles_up_to_four_hours_and_said(int retries, int minutes, string said)
    {
        FailedWork? failed = null;
        await FailAsync(
            Build with
            {
                Retries = retries,
            },
            own =>
            {
                failed = own;
                return true;
            }
        );

        _sent.ShouldBe([(Build with { Retries = retries + 1 }, TimeSpan.FromMinutes(minutes))]);
        failed!.Retry.Sentence.ShouldBe($"BudgetWatch will retry on 24 November 2026 at {said}.");
        failed.Retry.At.ShouldBe(Now.AddMinutes(minutes));
    }

    [Fact]
    public async Task After_fifty_retries_it_ends()
    {
        FailedWork? failed = null;
        await FailAsync(Build with { Retries = 50 }, own => (failed = own) is not null);
        failed!.Retry.Sentence.ShouldBe("BudgetWatch will not retry: 50 retries failed too.");
        _sent.ShouldBeEmpty();
    }

    [Fact]
    public async Task What_was_done_all_the_same_is_not_tried_again()
    {
        await FailAsync(Build, _ => false);
        _sent.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("20261124T120001Z", 9, true)]
    [InlineData("20261124T120001Z", 1, false)]
    [InlineData(RunId, 9, false)]
    [InlineData("20261124T115959Z", 9, false)]
    public async Task A_later_run_over_all_sources_takes_it_over(string newest, int sources, bool takesOver)
    {
        NewestAre(NewRun(newest, sources));
        FailedWork? failed = null;
        await FailAsync(new IngestMessage(RunId, Source), own => (failed = own) is not null);
        (_sent.Count == 0, failed!.Retry.Sentence == "A later run has taken over the work.").ShouldBe((takesOver, takesOver));
    }

    /// <summary>A message of a poison queue has five tries as well, and where they are used up it is lost.</summary>
    [Fact]
    public async Task Where_the_failure_cannot_be_recorded_it_is_tried_again_once_all_the_same()
    {
        await FailAsync(Build, _ => throw new StorageUnavailableException("tables do not answer"));
        _sent.ShouldBe([(Build with { Retries = 1 }, TimeSpan.FromMinutes(1))]);

        _runs
            .Setup(runs => runs.NewestAsync(It.IsAny<int>(), It.IsAny<CancellationToken>()))
            .ThrowsAsync(new StorageUnavailableException("tables do not answer"));
        _sent.Clear();
        await FailAsync(Build, _ => true);
        _sent.ShouldHaveSingleItem();

        // After the last there is nothing to put back: anyone who reads the queue sees the failure.
        await Should.ThrowAsync<StorageUnavailableException>(() => FailAsync(Build with { Retries = 50 }, _ => true));
    }

    [Fact]
    public async Task What_a_source_has_that_was_tried_again_is_built_in_a_run_of_its_own()
    {
        Run? opened = null;
        _runs
            .Setup(runs => runs.OpenAsync(It.IsAny<Run>(), null, It.IsAny<CancellationToken>()))
            .ReturnsAsync((Run run, string? _, CancellationToken _) => opened = run);
        await Retry().BuildAsync(new IngestMessage(RunId, Source), default);
        _sent.ShouldBeEmpty();

        await Retry().BuildAsync(new IngestMessage(RunId, Source) { Retries = 1 }, default);
        _sent.ShouldHaveSingleItem().Message.ShouldBe(new BuildMessage("20261124T140400Z"));
        opened!
            .Sources.ShouldHaveSingleItem()
            .ShouldBe(new(Source, new SourceProgress(ProgressState.Done, $"ingested by a retry of run {RunId}")));
    }

    [Fact]
    public async Task A_run_at_work_that_waits_for_the_source_builds_it()
    {
        NewestAre(NewRun("20261124T140000Z", 9));
        await Retry().BuildAsync(new IngestMessage(RunId, Source) { Retries = 1 }, default);
        _sent.ShouldBeEmpty();
    }

    private static Run NewRun(string id, int sources) =>
        new(
            id,
            Now.AddMinutes(-4),
            Enumerable
                .Range(0, sources)
                .ToDictionary(
                    i => i == 0 ? Source : $"source-{i}",
                    _ => new SourceProgress(ProgressState.Queued, ""),
                    StringComparer.Ordinal
                ),
            null
        );

    private void NewestAre(params Run[] newest) =>
        _runs.Setup(runs => runs.NewestAsync(It.IsAny<int>(), It.IsAny<CancellationToken>())).ReturnsAsync(newest);

    private Task FailAsync(WorkMessage message, Func<FailedWork, bool> giveUp) =>
        Retry().AfterFailureAsync(message, failed => Task.FromResult(giveUp(failed)), default);

    private RetryWork Retry()
    {
        var clock = new FakeTimeProvider(Now);
        return new RetryWork(
            new StartIngestion(_runs.Object, _queue.Object, clock),
            new Deliveries(_incidents.Object),
            _queue.Object,
            RetryPauses.Default,
            clock
        );
    }
}
