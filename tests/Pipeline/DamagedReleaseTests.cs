using BudgetWatch.Domain.Cuts;
using BudgetWatch.Domain.Releases;
using BudgetWatch.Pipeline.Build;
using BudgetWatch.Pipeline.Operations;
using BudgetWatch.Questions.ReleaseAccess;
using BudgetWatch.Questions.Requests;
using Microsoft.Extensions.Time.Testing;
using Moq;

namespace BudgetWatch.Pipeline.Tests;

/// <summary>A release whose rows are not those that were published is not answered, whatever is wrong with them.</summary>
public sealed class DamagedReleaseTests
{
    private const string Id = "2026-11-23-0123456789ab";

    private static readonly DateTimeOffset Now = new(2026, 11, 30, 12, 0, 0, TimeSpan.Zero);
    private static readonly IReadOnlyList<ReleaseRow> Rows =
    [
        .. ReleaseRows.Of(MadeRelease.Figures),
        new($"{ReleaseRows.GradientPrefix}x", "{}"),
        new("specifications|comparable|x", "[]"),
    ];

    private readonly Mock<IReleaseStore> _store = new();
    private readonly Mock<IIncidentLog> _incidents = new();
    private List<ReleaseRow> _stored = [.. Rows];
    private IReadOnlyList<ReleasePart> _parts = ReleasePart.AllOf(Rows.ToList());

    public DamagedReleaseTests()
    {
        _store.Setup(store => store.LiveAsync(It.IsAny<CancellationToken>())).ReturnsAsync(Id);
        _store
            .Setup(store => store.FindAsync(Id, It.IsAny<CancellationToken>()))
            .ReturnsAsync(
                new PublishedRelease(Id, Now, "", ReleaseRows.Digest(Rows), ReleaseIdentity.MethodVersion, Rows.Count, [], [], [])
            );
        _store.Setup(store => store.PartsAsync(Id, It.IsAny<CancellationToken>())).ReturnsAsync(() => _parts);
        _store
            .Setup(store => store.ReadAsync(Id, It.IsAny<string>(), It.IsAny<CancellationToken>()))
            .Returns(
                (string _, string prefix, CancellationToken _) =>
                    _stored.Where(row => row.Key.StartsWith(prefix, StringComparison.Ordinal)).ToAsyncEnumerable()
            );
    }

    public static TheoryData<string> Damages => ["missing", "changed", "swapped", "besides"];

    [Theory]
    [MemberData(nameof(Damages))]
    public async Task Other_rows_than_were_published_are_not_loaded(string damage)
    {
        (await LoadAsync()).Answer!.Figures.Areas.Count.ShouldBe(MadeRelease.Figures.Areas.Count);
        Damage(damage);
        (await Should.ThrowAsync<DamagedDataException>(LoadAsync)).ReleaseId.ShouldBe(Id);
    }

    [Fact]
    public async Task A_release_whose_digests_are_lost_is_not_loaded()
    {
        _parts = [];
        (await Should.ThrowAsync<DamagedDataException>(LoadAsync)).ReleaseId.ShouldBe(Id);
    }

    [Fact]
    public async Task Stored_statistics_that_are_missing_are_damage_and_not_computed_quietly()
    {
        using var reader = new ReleaseReader(_store.Object, new FakeTimeProvider());
        var release = new LoadedRelease((await _store.Object.FindAsync(Id, default))!, MadeRelease.Figures) { Parts = _parts };
        (await reader.GradientAsync(release, ComparisonQuery.Headline, default)).ShouldNotBeNull(
            "none is stored for it, and none is missing"
        );
        _stored.RemoveAll(row => row.Key.StartsWith(ReleaseRows.GradientPrefix, StringComparison.Ordinal));
        await Should.ThrowAsync<DamagedDataException>(() => reader.GradientAsync(release, ComparisonQuery.Headline, default));
        (await reader.GradientAsync(release, ComparisonQuery.Headline with { Measure = Measure.CashPerHead }, default)).ShouldNotBeNull(
            "statistics of such a question are not stored"
        );
    }

    [Fact]
    public async Task However_many_meet_the_same_damage_one_incident_is_opened_and_one_build_asked_for()
    {
        var open = new List<Incident>();
        _incidents.Setup(log => log.OpenAsync(It.IsAny<CancellationToken>())).ReturnsAsync(() => [.. open]);
        _incidents
            .Setup(log => log.RecordAsync(It.IsAny<Incident>(), It.IsAny<CancellationToken>()))
            .Callback((Incident incident, CancellationToken _) => open.Add(incident))
            .Returns(Task.CompletedTask);
        var (queue, runs, clock) = (new Mock<IWorkQueue>(), new Mock<IRunLedger>(), new FakeTimeProvider(Now));
        runs.Setup(ledger => ledger.NewestAsync(It.IsAny<int>(), It.IsAny<CancellationToken>())).ReturnsAsync([]);
        runs.Setup(ledger => ledger.OpenAsync(It.IsAny<Run>(), null, It.IsAny<CancellationToken>()))
            .ReturnsAsync((Run run, string? _, CancellationToken _) => run);
        ReportedDamage Instance() =>
            new(
                _incidents.Object,
                new RetryIncident(_incidents.Object, new Ingest.StartIngestion(runs.Object, queue.Object, clock), queue.Object),
                clock
            );
        var reported = Instance();
        for (var reader = 0; reader < 5; reader++)
        {
            await reported.ReportAsync(DamagedDataException.OfRelease(Id, "a row is missing"), default);
            await Instance().ReportAsync(DamagedDataException.OfRelease(Id, "another row is missing"), default);
        }

        open.ShouldHaveSingleItem().About.ShouldBe($"release {Id}");
        queue.Verify(own => own.SendAsync(It.IsAny<BuildMessage>(), It.IsAny<CancellationToken>()), Times.Once);
        await reported.ReportAsync(new DamagedDataException("The kept bytes of edition 0 are damaged."), default);
        open.Count.ShouldBe(2);
        queue.Verify(
            own => own.SendAsync(It.IsAny<BuildMessage>(), It.IsAny<CancellationToken>()),
            Times.Once,
            "no build makes those again"
        );
    }

    private void Damage(string how) =>
        _stored = how switch
        {
            "missing" => [.. _stored.Where((_, index) => index != 3)],
            "changed" => [.. _stored.Select((row, index) => index == 3 ? row with { Json = row.Json + " " } : row)],
            "swapped" => [.. _stored.Select((row, index) => index is 3 or 4 ? row with { Json = Rows[7 - index].Json } : row)],
            _ => [.. _stored.Append(new ReleaseRow(Rows[0].Key + "x", Rows[0].Json))],
        };

    private async Task<Answered<LoadedRelease>> LoadAsync()
    {
        using var reader = new ReleaseReader(_store.Object, new FakeTimeProvider());
        return await reader.ResolveAsync(Id, default);
    }
}
