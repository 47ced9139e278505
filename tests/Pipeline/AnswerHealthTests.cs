using BudgetWatch.Pipeline.Build;
using BudgetWatch.Pipeline.Ingest;
using BudgetWatch.Pipeline.Operations;
using BudgetWatch.Questions.Sources;
using Microsoft.Extensions.Time.Testing;
using Moq;

namespace BudgetWatch.Pipeline.Tests;

/// <summary>Health answers whether storage does or not.</summary>
public sealed class AnswerHealthTests
{
    private readonly Mock<IReleaseStore> _releases = new();
    private readonly Mock<IEditionLedger> _ledger = new();
    private readonly Mock<IRunLedger> _runs = new();
    private readonly Mock<IIncidentLog> _incidents = new();

    public AnswerHealthTests()
    {
        _releases.Setup(store => store.PointerAsync(It.IsAny<CancellationToken>())).ReturnsAsync(new LivePointer("r1", "v1"));
        _releases.Setup(store => store.LiveAsync(It.IsAny<CancellationToken>())).ReturnsAsync("r1");
        _releases
            .Setup(store => store.FindAsync("r1", It.IsAny<CancellationToken>()))
            .ReturnsAsync(new PublishedRelease("r1", default, "", "", 1, 0, [], [], []));
        _releases.Setup(store => store.MovesAsync(It.IsAny<CancellationToken>())).ReturnsAsync([]);
        _runs.Setup(runs => runs.NewestAsync(It.IsAny<int>(), It.IsAny<CancellationToken>())).ReturnsAsync([]);
        _ledger.Setup(ledger => ledger.LastChecksAsync(It.IsAny<CancellationToken>())).ReturnsAsync(new Dictionary<string, SourceCheck>());
        _incidents.Setup(log => log.OpenAsync(It.IsAny<CancellationToken>())).ReturnsAsync([]);
    }

    [Fact]
    public async Task Storage_that_never_answers_is_the_reason_within_the_deadline()
    {
        _ledger
            .Setup(ledger => ledger.LastChecksAsync(It.IsAny<CancellationToken>()))
            .Returns(new TaskCompletionSource<IReadOnlyDictionary<string, SourceCheck>>().Task);
        var health = await Health(TimeSpan.FromMilliseconds(50)).RunAsync(default);
        health.Status.ShouldBe(HealthStatus.Unhealthy);
        health.Reasons.ShouldBe(["storage does not answer"]);
    }

    [Fact]
    public async Task Storage_that_fails_is_the_reason_and_the_release_in_memory_is_named()
    {
        _runs
            .Setup(runs => runs.NewestAsync(It.IsAny<int>(), It.IsAny<CancellationToken>()))
            .ThrowsAsync(new StorageUnavailableException("refused"));
        var health = await Health(TimeSpan.FromMinutes(1)).RunAsync(default);
        (health.Status, health.Ready, health.Release).ShouldBe((HealthStatus.Unhealthy, true, "r1"));
        health.Reasons.ShouldBe(["storage does not answer"]);

        _releases.Setup(store => store.LiveAsync(It.IsAny<CancellationToken>())).Throws(new StorageUnavailableException("refused"));
        health = await Health(TimeSpan.FromMinutes(1)).RunAsync(default);
        (health.Ready, health.Release).ShouldBe((false, null));
    }

    [Fact]
    public async Task However_many_ask_storage_is_looked_at_once_and_again_the_next_time()
    {
        var gate = new TaskCompletionSource<IReadOnlyList<Run>>(TaskCreationOptions.RunContinuationsAsynchronously);
        _runs.Setup(runs => runs.NewestAsync(It.IsAny<int>(), It.IsAny<CancellationToken>())).Returns(gate.Task);
        var health = Health(TimeSpan.FromMinutes(1));
        var asking = Enumerable.Range(0, 50).Select(_ => health.RunAsync(default)).ToList();
        gate.SetResult([]);
        (await Task.WhenAll(asking)).ShouldAllBe(answer => answer.Reasons[0].StartsWith("stale"));
        _releases.Verify(store => store.PointerAsync(It.IsAny<CancellationToken>()), Times.Once);
        await health.RunAsync(default);
        _releases.Verify(store => store.PointerAsync(It.IsAny<CancellationToken>()), Times.Exactly(2));
    }

    private AnswerHealth Health(TimeSpan deadline) =>
        new(
            new AnswerSources(
                _ledger.Object,
                Mock.Of<IEditionArchive>(),
                _releases.Object,
                _runs.Object,
                _incidents.Object,
                new FakeTimeProvider()
            ),
            _releases.Object,
            new ReaderDeadline(deadline)
        );
}
