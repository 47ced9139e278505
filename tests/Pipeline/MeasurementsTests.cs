using System.Collections.Concurrent;
using System.Diagnostics;
using System.Diagnostics.Metrics;
using BudgetWatch.Pipeline.Build;
using BudgetWatch.Pipeline.Gate;
using BudgetWatch.Pipeline.Ingest;
using BudgetWatch.Pipeline.Operations;
using BudgetWatch.Pipeline.Telemetry;
using BudgetWatch.Sources;
using BudgetWatch.TestKit;
using Microsoft.Extensions.Time.Testing;
using Moq;

namespace BudgetWatch.Pipeline.Tests;

/// <summary>What is counted when things go otherwise than well, and how the age of the figures is reckoned.</summary>
public sealed class MeasurementsTests : IDisposable
{
    private static readonly DateTimeOffset Now = new(2026, 11, 24, 12, 0, 0, TimeSpan.Zero);
    private static readonly string Source = SourceCatalogue.All[0].Description.Id;

    private readonly FakeTimeProvider _clock = new(Now);
    private readonly Mock<IRunLedger> _runs = new();
    private readonly Mock<IIncidentLog> _incidents = new();
    private readonly ConcurrentQueue<string> _told = new();
    private readonly Measurements _measured;
    private readonly MeterListener _listener;

    public MeasurementsTests()
    {
        _measured = new Measurements(new ReleaseAge(_runs.Object, _clock).Observe);
        _listener = new MeterListener
        {
            InstrumentPublished = (instrument, listener) =>
            {
                if (ReferenceEquals(instrument.Meter.Scope, _measured))
                {
                    listener.EnableMeasurementEvents(instrument);
                }
            },
        };
        _listener.SetMeasurementEventCallback<long>((instrument, value, tags, _) => Tell(instrument, value, tags));
        _listener.SetMeasurementEventCallback<double>((instrument, value, tags, _) => Tell(instrument, value, tags));
        _listener.Start();
    }

    public void Dispose()
    {
        _listener.Dispose();
        _measured.Dispose();
    }

    [Fact]
    public async Task A_refused_file_is_counted_and_its_span_says_what_was_expected_and_not_what_was_found()
    {
        var origin = new Mock<IEditionOrigin>();
        origin.Setup(own => own.Name).Returns("Folder");
        origin
            .Setup(own => own.OfferAsync(It.IsAny<SourceDescription>(), It.IsAny<string>(), It.IsAny<CancellationToken>()))
            .Returns(
                new[]
                {
                    new OfferedFile("of Jane Doe.csv", null, new Rejected("at most 64 bytes", "1 High Street"), IsOfSource: true),
                    new OfferedFile("of nobody.csv", null, new Rejected("a plain file", "a link")),
                }.ToAsyncEnumerable()
            );
        var ledger = new Mock<IEditionLedger>();
        ledger.Setup(own => own.ChosenAsync(It.IsAny<string>(), It.IsAny<CancellationToken>())).ReturnsAsync([]);
        var stopped = new ConcurrentQueue<Activity>();
        using var spans = new ActivityListener
        {
            ShouldListenTo = source => source.Name == Traces.SourceName,
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllDataAndRecorded,
            ActivityStopped = stopped.Enqueue,
        };
        ActivitySource.AddActivityListener(spans);
        var archive = new Mock<IEditionArchive>();
        archive.Setup(own => own.VerdictsAsync(It.IsAny<CancellationToken>())).ReturnsAsync(EditionVerdicts.None);
        var ingest = new IngestSource(
            origin.Object,
            archive.Object,
            ledger.Object,
            _runs.Object,
            new Mock<IWorkQueue>().Object,
            _incidents.Object,
            new FilePeeks(),
            _measured,
            _clock
        );

        await ingest.RunAsync(new IngestMessage("of this test", Source), default);

        Told()
            .ShouldBe([
                $"budgetwatch.editions.checked 1 {Source}",
                $"budgetwatch.editions.accepted 0 {Source}",
                $"budgetwatch.editions.refused 1 {Source}",
                "budgetwatch.editions.checked 1 unrecognised-files",
                "budgetwatch.editions.accepted 0 unrecognised-files",
                "budgetwatch.editions.refused 1 unrecognised-files",
            ]);
        var span = stopped.Where(one => one.GetTagItem(Tag.Run) is "of this test").ShouldHaveSingleItem();
        var events = span.Events.ToList();
        events.Select(one => one.Name).ShouldBe([Step.EditionRefused, Step.EditionRefused]);
        events.Select(one => one.Tags.Single(tag => tag.Key == Tag.Expected).Value).ShouldBe(["at most 64 bytes", "a plain file"]);
        events
            .SelectMany(one => one.Tags)
            .Concat(span.TagObjects)
            .Select(tag => $"{tag.Value}")
            .ShouldAllBe(value => !value.Contains("Jane", StringComparison.Ordinal) && !value.Contains("Street", StringComparison.Ordinal));
    }

    [Fact]
    public async Task What_failed_at_every_try_is_an_incident_of_poison_and_ends_its_run()
    {
        _runs.Setup(runs => runs.FindAsync("look", It.IsAny<CancellationToken>())).ReturnsAsync(Run(sources: 3, null));
        _runs.Setup(runs => runs.FindAsync("retry", It.IsAny<CancellationToken>())).ReturnsAsync(Run(sources: 0, null));
        var releases = new Mock<IReleaseStore>();
        releases.Setup(store => store.PointerAsync(It.IsAny<CancellationToken>())).ReturnsAsync(new LivePointer(null, null));
        var build = new BuildRelease(
            new EditionGate(new Mock<IEditionLedger>().Object, new Mock<IEditionArchive>().Object, _incidents.Object, _measured, _clock),
            new Mock<IEditionLedger>().Object,
            new Mock<IEditionArchive>().Object,
            releases.Object,
            _runs.Object,
            _incidents.Object,
            new BuildProgress(),
            new RestoreReleases(releases.Object, new Mock<IEditionArchive>().Object, _incidents.Object, _clock),
            _measured,
            _clock
        );

        var failed = new FailedWork("of no matter", new RetryPlan(null, 1, IsTakenOver: true));
        await build.GiveUpAsync(new BuildMessage("look"), failed, default);
        await build.GiveUpAsync(new BuildMessage("retry"), failed, default);

        // One that is tried again is the same incident, and its run goes on.
        await build.GiveUpAsync(
            new BuildMessage("look") { Retries = 1 },
            failed with
            {
                Retry = new RetryPlan(Now, 2, IsTakenOver: false),
            },
            default
        );

        Told()
            .ShouldBe([
                "budgetwatch.incidents.opened 1 poison",
                "budgetwatch.runs.completed 1 failed look",
                "budgetwatch.incidents.opened 1 poison",
                "budgetwatch.runs.completed 1 failed retry",
            ]);
    }

    [Fact]
    public async Task The_age_is_from_the_last_good_look_as_health_reckons_it()
    {
        // Newest first: a retry and a failed run say nothing of freshness.
        _runs
            .Setup(runs => runs.NewestAsync(20, It.IsAny<CancellationToken>()))
            .ReturnsAsync([
                Run(sources: 1, new RunOutcome(Now.AddHours(-1), RunOutcomeKind.Published, "r", "")),
                Run(sources: 3, new RunOutcome(Now.AddHours(-2), RunOutcomeKind.Failed, "r", "")),
                Run(sources: 3, null),
                Run(sources: 3, new RunOutcome(Now.AddHours(-30), RunOutcomeKind.Unchanged, "r", "")),
                Run(sources: 3, new RunOutcome(Now.AddHours(-50), RunOutcomeKind.Published, "r", "")),
            ]);
        (await AgeAsync()).ShouldBe("budgetwatch.release.age 30");

        // Told on from what is known, and looked at once an hour.
        _clock.Advance(TimeSpan.FromMinutes(30));
        (await AgeAsync()).ShouldBe("budgetwatch.release.age 30.5");
        _runs.Verify(runs => runs.NewestAsync(20, It.IsAny<CancellationToken>()), Times.Once);
    }

    [Fact]
    public async Task Where_none_was_good_it_is_at_least_that_of_the_oldest()
    {
        _runs
            .Setup(runs => runs.NewestAsync(20, It.IsAny<CancellationToken>()))
            .ReturnsAsync([
                Run(sources: 3, new RunOutcome(Now.AddHours(-2), RunOutcomeKind.Failed, null, "")),
                Run(sources: 3, new RunOutcome(Now.AddHours(-5), RunOutcomeKind.Failed, null, "")) with
                {
                    StartedAt = Now.AddHours(-6),
                },
            ]);
        (await AgeAsync()).ShouldBe("budgetwatch.release.age 6");
    }

    [Fact]
    public async Task Where_storage_is_away_nothing_is_told_and_nobody_waits()
    {
        _runs.Setup(runs => runs.NewestAsync(20, It.IsAny<CancellationToken>())).ThrowsAsync(new IOException("planted"));
        // It is read behind the listener's back, whenever this machine comes to it.
        await Waiting.UntilAsync(() =>
        {
            _listener.RecordObservableInstruments();
            return _runs.Invocations.Count >= 2;
        });

        Told().ShouldBeEmpty();
        _runs.Verify(runs => runs.NewestAsync(20, It.IsAny<CancellationToken>()), Times.AtLeast(2));
    }

    [Fact]
    public void Where_nobody_listens_nothing_is_allocated()
    {
        using var measured = new Measurements(() => []);
        Measure(measured);
        var before = GC.GetAllocatedBytesForCurrentThread();
        Measure(measured);
        (GC.GetAllocatedBytesForCurrentThread() - before).ShouldBe(0);
        measured.AreRequestsFollowed.ShouldBeFalse();
        _measured.AreRequestsFollowed.ShouldBeTrue();

        static void Measure(Measurements measured)
        {
            for (var time = 0; time < 100; time++)
            {
                measured.Hit("answers");
                measured.Missed("answers");
                _ = measured.AreRequestsFollowed;
            }
        }
    }

    private static Run Run(int sources, RunOutcome? outcome) =>
        new(
            "r",
            Now.AddHours(-100),
            Enumerable
                .Range(0, sources)
                .ToDictionary(n => $"s{n}", _ => new SourceProgress(ProgressState.Done, ""), StringComparer.Ordinal),
            outcome
        );

    private async Task<string> AgeAsync()
    {
        _told.Clear();
        await Waiting.UntilAsync(() =>
        {
            _listener.RecordObservableInstruments();
            return !_told.IsEmpty;
        });

        return _told.First();
    }

    private string[] Told() => [.. _told];

    private void Tell<T>(Instrument instrument, T value, ReadOnlySpan<KeyValuePair<string, object?>> tags)
        where T : struct, IFormattable =>
        _told.Enqueue($"{instrument.Name} {value.ToString(null, null)} {string.Join(' ', tags.ToArray().Select(tag => tag.Value))}".Trim());
}
