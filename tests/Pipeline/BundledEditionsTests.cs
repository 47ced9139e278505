using System.Globalization;
using System.Text;
using BudgetWatch.Pipeline.Ingest;
using BudgetWatch.Pipeline.Operations;
using BudgetWatch.Pipeline.Telemetry;
using BudgetWatch.Sources;
using Microsoft.Extensions.Time.Testing;
using Moq;

namespace BudgetWatch.Pipeline.Tests;

/// <summary>Bundled editions fill slots the publisher has none for, and never come over one of the publisher's.</summary>
public sealed class BundledEditionsTests : IDisposable
{
    private const string Deflators = "gdp-deflators";
    private const string Budgets = "revenue-budgets";

    private readonly Dictionary<string, EditionInForce> _inForce = new(StringComparer.Ordinal);
    private readonly Dictionary<string, EditionManifest> _archived = new(StringComparer.Ordinal);
    private readonly List<SourceCheck> _checks = [];
    private readonly Mock<IEditionLedger> _ledger = new();
    private readonly Mock<IEditionArchive> _archive = new();
    private readonly Mock<IIncidentLog> _incidents = new();
    private readonly Measurements _measured = new(() => []);

    public BundledEditionsTests()
    {
        _ledger.Setup(own => own.ChosenAsync(It.IsAny<string>(), It.IsAny<CancellationToken>())).ReturnsAsync(() => [.. _inForce.Values]);
        _ledger
            .Setup(own => own.ChooseAsync(It.IsAny<EditionInForce>(), It.IsAny<CancellationToken>()))
            .Callback((EditionInForce one, CancellationToken _) => _inForce[one.Slot] = one);
        _ledger
            .Setup(own => own.RecordCheckAsync(It.IsAny<SourceCheck>(), It.IsAny<CancellationToken>()))
            .Callback((SourceCheck one, CancellationToken _) => _checks.Add(one));
        _archive
            .Setup(own => own.KeepAsync(It.IsAny<EditionManifest>(), It.IsAny<Stream>(), It.IsAny<CancellationToken>()))
            .Callback((EditionManifest one, Stream _, CancellationToken _) => _archived.TryAdd(one.Sha256, one));
        _archive.Setup(own => own.VerdictsAsync(It.IsAny<CancellationToken>())).ReturnsAsync(EditionVerdicts.None);
        _archive
            .Setup(own => own.FindAsync(It.IsAny<string>(), It.IsAny<CancellationToken>()))
            .ReturnsAsync((string sha256, CancellationToken _) => _archived.GetValueOrDefault(sha256));
    }

    public void Dispose() => _measured.Dispose();

    [Fact]
    public async Task A_publisher_without_an_edition_leaves_the_slot_to_the_bundled_one_and_takes_it_back()
    {
        // Nothing to be had: the bundled one is used, and the origin says so.
        await RunAsync(
            Deflators,
            new OfferedFile("/page", null, new Rejected("HTTP 200", "HTTP 404"), IsOfSource: true),
            Bundled(Series(2026))
        );
        InForce().ShouldBe("bundled 2026");
        (_checks[^2].Origin, _checks[^2].Accepted, _checks[^2].Refused.Count).ShouldBe(("Live and Snapshot", 1, 1));

        // The publisher's, of the same date and other bytes, takes its place, and is not counted beside it.
        await RunAsync(Deflators, Published(Series(2026, "the original")), Bundled(Series(2026)));
        InForce().ShouldBe("published 2026");
        (_checks[^2].Origin, _checks[^2].Accepted, _checks[^2].Refused.Count).ShouldBe(("Live", 1, 0));

        // Its page is gone again, and the app has a newer snapshot: the publisher's stays.
        await RunAsync(Deflators, Bundled(Series(2027)));
        InForce().ShouldBe("published 2026");
    }

    [Fact]
    public async Task The_same_bytes_from_the_publisher_are_the_publishers()
    {
        await RunAsync(Deflators, Bundled(Series(2026)));
        await RunAsync(Deflators, Published(Series(2026)), Bundled(Series(2026)));
        _inForce.Values.ShouldHaveSingleItem().IsBundled.ShouldBe(false);
    }

    [Fact]
    public async Task What_the_publisher_offers_is_taken_though_the_bundled_one_is_newer()
    {
        await RunAsync(Deflators, Bundled(Series(2026)), Published(Series(2025)));
        InForce().ShouldBe("published 2025");
    }

    [Fact]
    public async Task Publisher_that_comes_back_replaces_a_newer_bundled_edition()
    {
        await RunAsync(Deflators, Bundled(Series(2026)));
        await RunAsync(Deflators, Published(Series(2025)), Bundled(Series(2026)));
        InForce().ShouldBe("published 2025");
        _checks[^2].Slots.ShouldBeEmpty();
        await RunAsync(Deflators, Published(Series(2027)), Bundled(Series(2026)));
        InForce().ShouldBe("published 2027");

        // An older one of the publisher's is another matter: what it replaces was the publisher's too.
        await RunAsync(Deflators, Published(Series(2025)), Bundled(Series(2028)));
        InForce().ShouldBe("published 2027");
        _checks[^2].Slots.ShouldHaveSingleItem().Kind.ShouldBe(SlotFlag.OlderOffered);
    }

    [Fact]
    public async Task An_edition_put_in_force_before_this_was_recorded_is_known_by_its_manifest()
    {
        await RunAsync(Deflators, Published(Series(2025)));
        _inForce["gdp-deflator"] = _inForce["gdp-deflator"] with { IsBundled = null };
        await RunAsync(Deflators, Bundled(Series(2026)));
        InForce().ShouldBe("published 2025");

        _archived[_inForce["gdp-deflator"].Sha256] = _archived[_inForce["gdp-deflator"].Sha256] with { Origin = "Snapshot" };
        await RunAsync(Deflators, Bundled(Series(2026)));
        InForce().ShouldBe("bundled 2026");
    }

    [Fact]
    public async Task Years_whose_page_is_gone_are_bundled_and_the_others_published()
    {
        await RunAsync(
            Budgets,
            Published(Snapshot("revenue-budgets-2011-12.csv")),
            Bundled(Snapshot("revenue-budgets-2010-11.csv")),
            Bundled([.. Snapshot("revenue-budgets-2011-12.csv"), .. "\n"u8])
        );
        _inForce.Values.Select(edition => (edition.Slot, edition.IsBundled)).Order().ShouldBe([("2010-11", true), ("2011-12", false)]);
        (_checks[^2].Accepted, _checks[^2].Origin).ShouldBe((2, "Live and Snapshot"));
    }

    [Fact]
    public async Task A_source_that_failed_at_every_try_is_bundled_and_still_an_incident()
    {
        var origin = new Mock<IEditionOrigin>();
        origin.Setup(own => own.Name).Returns("Live");
        origin
            .As<IBundledOrigin>()
            .Setup(own => own.OfferBundledAsync(It.IsAny<SourceDescription>(), It.IsAny<CancellationToken>()))
            .Returns(new[] { Bundled(Series(2026)) }.ToAsyncEnumerable());
        await Ingest(origin.Object)
            .GiveUpAsync(
                new IngestMessage("run", Deflators),
                new FailedWork("HTTP 503", new RetryPlan(null, 1, IsTakenOver: true)),
                default
            );
        InForce().ShouldBe("bundled 2026");
        _checks.ShouldHaveSingleItem().Failure.ShouldBe("HTTP 503");
        _incidents.Verify(
            log => log.ReviseAsync(It.Is<Incident>(incident => incident.About == Deflators), It.IsAny<CancellationToken>()),
            Times.Once
        );
    }

    private string InForce()
    {
        var edition = _inForce.Values.ShouldHaveSingleItem();
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{(edition.IsBundled == true ? "bundled" : "published")} {edition.FileName[..4]}"
        );
    }

    private async Task RunAsync(string source, params OfferedFile[] files)
    {
        var origin = new Mock<IEditionOrigin>();
        origin.Setup(own => own.Name).Returns("Live");
        origin
            .Setup(own => own.OfferAsync(It.IsAny<SourceDescription>(), It.IsAny<CancellationToken>()))
            .Returns(files.ToAsyncEnumerable());
        await Ingest(origin.Object).RunAsync(new IngestMessage("run", source), default);
    }

    private IngestSource Ingest(IEditionOrigin origin) =>
        new(
            origin,
            _archive.Object,
            _ledger.Object,
            new Mock<IRunLedger>().Object,
            new Mock<IWorkQueue>().Object,
            _incidents.Object,
            new FilePeeks(),
            _measured,
            new FakeTimeProvider(new DateTimeOffset(2026, 6, 18, 9, 30, 0, TimeSpan.Zero))
        );

    private static OfferedFile Published(byte[] bytes) => new($"{Name(bytes)}.csv", new ContentInMemory(bytes), IsOfSource: true);

    private static OfferedFile Bundled(byte[] bytes) =>
        new($"{Name(bytes)}.csv", new ContentInMemory(bytes)) { Origin = "Snapshot", IsBundled = true };

    private static string Name(byte[] bytes) =>
        Encoding.UTF8.GetString(bytes).Contains("HMT March ", StringComparison.Ordinal)
            ? Encoding.UTF8.GetString(bytes).Split("HMT March ")[1][..4]
            : "2000";

    private static byte[] Snapshot(string name) => File.ReadAllBytes(Path.Combine(AppContext.BaseDirectory, "snapshot", name));

    /// <summary>Prices of twelve years, dated March of a year.</summary>
    private static byte[] Series(int edition, string note = "") =>
        Encoding.UTF8.GetBytes(
            "year,deflator_index,source\n"
                + string.Concat(
                    Enumerable
                        .Range(10, 12)
                        .Select(year =>
                            string.Create(
                                CultureInfo.InvariantCulture,
                                $"20{year}-{year + 1},{80 + year},HMT March {edition} QNA (outturn) {note}\n"
                            )
                        )
                )
        );
}
