using BudgetWatch.Pipeline.Ingest;
using BudgetWatch.Pipeline.Operations;
using BudgetWatch.Pipeline.Telemetry;
using BudgetWatch.Sources;
using Microsoft.Extensions.Time.Testing;
using Moq;

namespace BudgetWatch.Pipeline.Tests;

/// <summary>Of the sources of a run one asks for its build, and asks again when its own message comes again.</summary>
public sealed class AskingForTheBuildTests : IDisposable
{
    private const string RunId = "20261124T120000Z";

    private static readonly DateTimeOffset Now = new(2026, 11, 24, 12, 0, 0, TimeSpan.Zero);
    private static readonly string[] Sources = [.. SourceCatalogue.All.Take(2).Select(source => source.Description.Id)];

    private readonly Mock<IRunLedger> _runs = new();
    private readonly Mock<IWorkQueue> _queue = new();
    private readonly Measurements _measured = new(() => []);
    private readonly IngestSource _ingest;

    public AskingForTheBuildTests()
    {
        var origin = new Mock<IEditionOrigin>();
        origin.Setup(own => own.Name).Returns("Folder");
        origin
            .Setup(own => own.OfferAsync(It.IsAny<SourceDescription>(), It.IsAny<string>(), It.IsAny<CancellationToken>()))
            .Returns(AsyncEnumerable.Empty<OfferedFile>());
        var ledger = new Mock<IEditionLedger>();
        ledger.Setup(own => own.ChosenAsync(It.IsAny<string>(), It.IsAny<CancellationToken>())).ReturnsAsync([]);
        var archive = new Mock<IEditionArchive>();
        archive.Setup(own => own.VerdictsAsync(It.IsAny<CancellationToken>())).ReturnsAsync(EditionVerdicts.None);
        _ingest = new IngestSource(
            origin.Object,
            archive.Object,
            ledger.Object,
            _runs.Object,
            _queue.Object,
            new Mock<IIncidentLog>().Object,
            new FilePeeks(),
            _measured,
            new FakeTimeProvider(Now)
        );
    }

    public void Dispose() => _measured.Dispose();

    [Fact]
    public async Task Whoever_it_is_not_left_to_does_not_ask()
    {
        Stands(ProgressState.Done, ProgressState.Done, null);
        LeftTo(Sources[0]);
        await _ingest.RunAsync(new IngestMessage(RunId, Sources[1]), default);
        Asked(Times.Never());
        await _ingest.RunAsync(new IngestMessage(RunId, Sources[0]), default);
        Asked(Times.Once());
    }

    [Fact]
    public async Task Cut_off_before_the_build_was_asked_for_it_is_asked_for_when_the_message_comes_again()
    {
        Stands(ProgressState.Done, ProgressState.Done, null);
        LeftTo(Sources[0]);
        _queue
            .SetupSequence(queue => queue.SendAsync(It.IsAny<BuildMessage>(), It.IsAny<CancellationToken>()))
            .ThrowsAsync(new TimeoutException("cut off"))
            .Returns(Task.CompletedTask);
        await Should.ThrowAsync<TimeoutException>(() => _ingest.RunAsync(new IngestMessage(RunId, Sources[0]), default));
        await _ingest.RunAsync(new IngestMessage(RunId, Sources[0]), default);
        Asked(Times.Exactly(2));
    }

    [Fact]
    public async Task Cut_off_for_good_it_is_asked_for_by_whoever_gives_the_message_up()
    {
        Stands(ProgressState.Done, ProgressState.Done, null);
        LeftTo(Sources[0]);
        await _ingest.GiveUpAsync(
            new IngestMessage(RunId, Sources[0]),
            new FailedWork("cut off every time", new RetryPlan(Now, 1, IsTakenOver: false)),
            default
        );
        Asked(Times.Once());
    }

    [Fact]
    public async Task Nobody_is_asked_while_a_source_waits_or_once_the_run_has_ended()
    {
        LeftTo(Sources[0]);
        Stands(ProgressState.Done, ProgressState.Queued, null);
        await _ingest.RunAsync(new IngestMessage(RunId, Sources[0]), default);
        Stands(ProgressState.Done, ProgressState.Done, new RunOutcome(Now, RunOutcomeKind.Unchanged, null, ""));
        await _ingest.RunAsync(new IngestMessage(RunId, Sources[0]), default);
        Asked(Times.Never());
        _runs.Verify(runs => runs.OfferToAskAsync(It.IsAny<string>(), It.IsAny<string>(), It.IsAny<CancellationToken>()), Times.Never);
    }

    private void Stands(ProgressState first, ProgressState second, RunOutcome? outcome) =>
        _runs
            .Setup(runs => runs.FindAsync(RunId, It.IsAny<CancellationToken>()))
            .ReturnsAsync(
                new Run(
                    RunId,
                    Now,
                    new Dictionary<string, SourceProgress>(StringComparer.Ordinal)
                    {
                        [Sources[0]] = new(first, ""),
                        [Sources[1]] = new(second, ""),
                    },
                    outcome
                )
            );

    private void LeftTo(string source) =>
        _runs.Setup(runs => runs.OfferToAskAsync(RunId, source, It.IsAny<CancellationToken>())).ReturnsAsync(true);

    private void Asked(Times times) =>
        _queue.Verify(
            queue => queue.SendAsync(It.Is<BuildMessage>(message => message.RunId == RunId), It.IsAny<CancellationToken>()),
            times
        );
}
