using System.Text;
using BudgetWatch.Pipeline.Build;
using BudgetWatch.Pipeline.Ingest;
using BudgetWatch.Pipeline.Operations;
using BudgetWatch.Pipeline.Telemetry;
using BudgetWatch.Questions.Comparisons;
using BudgetWatch.Questions.Sources;
using BudgetWatch.Sources;
using Microsoft.Extensions.Time.Testing;
using Moq;

namespace BudgetWatch.Pipeline.Tests;

/// <summary>What is known to be no edition is neither accepted nor refused.</summary>
public sealed class SetAsideTests : IDisposable
{
    private const string Budgets = "revenue-budgets";

    private static readonly DateTimeOffset Now = new(2026, 6, 18, 9, 30, 0, TimeSpan.Zero);

    private static readonly byte[] Part2 = Encoding.UTF8.GetBytes(
        """
        "Revenue Account Budget (RA) 2031-32: Revenue Account data (Part 2)"
        E-code,Local authority,Reserves at 1 April,Council Tax base
        E0101,Bath & North East Somerset,1,2
        """
    );

    private readonly List<EditionDecision> _decisions = [];
    private readonly List<SourceCheck> _checks = [];
    private readonly Mock<IEditionLedger> _ledger = new();
    private readonly Mock<IRunLedger> _runs = new();
    private readonly Mock<IIncidentLog> _incidents = new();
    private readonly Mock<IEditionArchive> _archive = new();
    private readonly FakeTimeProvider _clock = new(Now);
    private readonly Measurements _measured = new(() => []);

    public SetAsideTests()
    {
        _ledger
            .Setup(own => own.RecordsAsync(It.IsAny<CancellationToken>()))
            .ReturnsAsync(new Dictionary<string, SourceRecord>(StringComparer.Ordinal));
        _ledger.Setup(own => own.ChosenAsync(It.IsAny<string>(), It.IsAny<CancellationToken>())).ReturnsAsync([]);
        _archive.Setup(own => own.VerdictsAsync(It.IsAny<CancellationToken>())).ReturnsAsync(EditionVerdicts.None);
        _ledger
            .Setup(own => own.RecordAsync(It.IsAny<EditionDecision>(), It.IsAny<CancellationToken>()))
            .Callback((EditionDecision one, CancellationToken _) => _decisions.Add(one));
        _ledger
            .Setup(own => own.RecordCheckAsync(It.IsAny<SourceCheck>(), It.IsAny<CancellationToken>()))
            .Callback((SourceCheck one, CancellationToken _) => _checks.Add(one));
        _ledger
            .Setup(own => own.DecisionsAsync(It.IsAny<string>(), It.IsAny<CancellationToken>()))
            .ReturnsAsync((string id, CancellationToken _) => [.. _decisions.Where(one => one.SourceId == id)]);
        _ledger
            .Setup(own => own.RecordOfAsync(It.IsAny<string>(), It.IsAny<CancellationToken>()))
            .ReturnsAsync(
                (string id, CancellationToken _) =>
                    new SourceRecord(
                        [.. _decisions.Where(one => one.SourceId == id)],
                        [],
                        [],
                        _checks.LastOrDefault(one => one.SourceId == id)
                    )
            );
        _ledger
            .Setup(own => own.LastChecksAsync(It.IsAny<CancellationToken>()))
            .ReturnsAsync((CancellationToken _) => _checks.GroupBy(one => one.SourceId).ToDictionary(own => own.Key, own => own.Last()));
        _runs.Setup(runs => runs.NewestAsync(It.IsAny<int>(), It.IsAny<CancellationToken>())).ReturnsAsync([]);
        _incidents.Setup(log => log.OpenAsync(It.IsAny<CancellationToken>())).ReturnsAsync([]);
    }

    public void Dispose() => _measured.Dispose();

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Part_2_of_a_budget_is_set_aside_with_its_reason_and_health_has_nothing_to_say_of_it(bool isOfSource)
    {
        await IngestAsync(new OfferedFile("RA_2031-32_data_Part_2.ods", new ContentInMemory(Part2), IsOfSource: isOfSource));

        var check = _checks.Single(one => one.SourceId == Budgets);
        (check.Offered, check.Accepted, check.Refused.Count, check.SetAside.Count).ShouldBe((0, 0, 0, 1));
        _archive.Verify(own => own.KeepAsync(It.IsAny<EditionManifest>(), It.IsAny<Stream>(), It.IsAny<CancellationToken>()), Times.Never);
        var releases = new Mock<IReleaseStore>();
        releases.Setup(store => store.PointerAsync(It.IsAny<CancellationToken>())).ReturnsAsync(new LivePointer(null, null));
        releases.Setup(store => store.MovesAsync(It.IsAny<CancellationToken>())).ReturnsAsync([]);
        var answers = new AnswerSources(_ledger.Object, _archive.Object, releases.Object, _runs.Object, _incidents.Object, _clock);
        var answer = (await answers.SourceAsync(Budgets, default)).Answer.ShouldNotBeNull();
        answer.Source.Refusals.ShouldBeEmpty();
        var setAside = answer.Source.SetAside.ShouldHaveSingleItem();
        (setAside.FileName, setAside.Sha256).ShouldBe(("RA_2031-32_data_Part_2.ods", check.SetAside[0]));
        setAside.Reason.ShouldContain("Part 1");
        answer.Decisions.ShouldHaveSingleItem().State.ShouldBe(EditionState.SetAside);
        (await answers.HealthAsync(default)).Reasons.ShouldBe(["no release has been published yet"]);
    }

    [Fact]
    public async Task What_a_publisher_offers_and_no_one_knows_is_refused()
    {
        await IngestAsync(new OfferedFile("RA.csv", new ContentInMemory("a,b\n1,2\n"u8.ToArray()), IsOfSource: true));
        var check = _checks.Single(one => one.SourceId == Budgets);
        (check.Offered, check.Refused.Count, check.SetAside.Count).ShouldBe((1, 1, 0));
    }

    [Fact]
    public async Task Unknown_file_is_set_aside_if_its_release_has_an_edition_else_refused()
    {
        var unknown = new ContentInMemory("Contact,Telephone\nA,1\n"u8.ToArray());
        var budget = new ContentInMemory(
            File.ReadAllBytes(Path.Combine(AppContext.BaseDirectory, "snapshot", "revenue-budgets-2011-12.csv"))
        );
        OfferedFile Loose(string name, OfferedContent? content, string release, Rejected? notTaken = null) =>
            new(name, content, notTaken, IsOfSource: true) { Release = release, IsChosenLoosely = true };
        await IngestAsync(
            Loose("contacts.csv", unknown, "/a"),
            Loose("broken.xlsx", null, "/a", new Rejected("HTTP 200", "HTTP 404")),
            Loose("1.csv", budget, "/a"),
            Loose("RA in a new shape.csv", new ContentInMemory("Budget,Area\n1,A\n"u8.ToArray()), "/b")
        );
        var check = _checks.Single(one => one.SourceId == Budgets);
        (check.Offered, check.Accepted, check.Refused.Count, check.SetAside.Count).ShouldBe((2, 1, 1, 2));
        _decisions
            .Where(one => one.SetAside is not null)
            .Select(one => one.FileName)
            .ShouldBe(["contacts.csv", "broken.xlsx"], ignoreOrder: true);
        _decisions.Single(one => one.IsRefused).FileName.ShouldBe("RA in a new shape.csv");
    }

    private async Task IngestAsync(params OfferedFile[] files)
    {
        var origin = new Mock<IEditionOrigin>();
        origin.Setup(own => own.Name).Returns("Live");
        origin
            .Setup(own => own.OfferAsync(It.IsAny<SourceDescription>(), It.IsAny<string>(), It.IsAny<CancellationToken>()))
            .Returns(files.ToAsyncEnumerable());
        var ingest = new IngestSource(
            origin.Object,
            _archive.Object,
            _ledger.Object,
            _runs.Object,
            new Mock<IWorkQueue>().Object,
            _incidents.Object,
            new FilePeeks(),
            _measured,
            _clock
        );
        await ingest.RunAsync(new IngestMessage("run", Budgets), default);
    }
}
