using BudgetWatch.Costs;
using BudgetWatch.TestKit;

namespace BudgetWatch.Infra.Tests;

/// <summary>The cost table is what the tool makes of the committed counts and prices, and of nothing that the template does not deploy.</summary>
public sealed class CostTests
{
    private static readonly string Folder = Path.Combine(RepositoryFolder.Path!, "infra", "costs");

    private static readonly Operations Nothing = new(0, 0, 0, 0, 0, 0, 0);

    [Fact]
    public void The_table_is_what_the_tool_makes()
    {
        var path = Path.Combine(RepositoryFolder.Path!, "docs", "costs.md");
        var made = CostDocument.With(File.ReadAllText(path), Folder);
        if (Environment.GetEnvironmentVariable("BUDGETWATCH_WRITE_DOCS") == "1")
        {
            File.WriteAllText(path, made);
            return;
        }

        made.ShouldBe(File.ReadAllText(path), "docs/costs.md is out of step: dotnet run --project infra/costs");
    }

    [Fact]
    public void What_was_counted_is_there() =>
        ((Operations[])[Counts.Read(Folder).FirstRun, Counts.Read(Folder).RunWithOneNewEdition]).ShouldAllBe(run =>
            run.BlobWrites > 0
            && run.BlobReads > 0
            && run.TableBatches > 0
            && run.TableReads > 0
            && run.TableScans > 0
            && run.QueueSends > 0
        );

    [Fact]
    public void Every_price_says_where_it_is_from_or_that_nobody_checked_it() =>
        PriceList.Read(Folder).Prices.Values.ShouldAllBe(price => price.Amount > 0 && price.Source.Length > 10);

    [Fact]
    public void What_is_assumed_of_the_app_is_what_is_deployed()
    {
        var assumed = Assumptions.Read(Folder);
        var alerts = File.ReadAllText(Path.Combine(RepositoryFolder.Path!, "infra", "modules", "alerts.bicep"));
        var deletions = File.ReadAllText(Path.Combine(RepositoryFolder.Path!, "infra", "modules", "deletions.bicep"));
        (alerts.Split("every: '").Length - 1 + deletions.Split("kind: 'LogAlert'").Length - 1).ShouldBe(assumed.AlertRules);
        var availability = File.ReadAllText(Path.Combine(RepositoryFolder.Path!, "infra", "modules", "availability.bicep"));
        (availability.Split(" Id: '").Length - 1).ShouldBe(assumed.OutsidePlaces);
        availability.ShouldContain(FormattableString.Invariant($"Frequency: {assumed.SecondsBetweenOutsideTests}\n"));
        var main = File.ReadAllText(Path.Combine(RepositoryFolder.Path!, "infra", "main.bicep"));
        main.Split('\n')
            .Single(line => line.StartsWith("var queues = ", StringComparison.Ordinal))
            .Split(',')
            .Length.ShouldBe(assumed.QueuesLookedAt);
        File.ReadAllText(Path.Combine(RepositoryFolder.Path!, "infra", "modules", "app.bicep"))
            .ShouldContain($"maxPollingInterval: '00:00:{assumed.SecondsBetweenLooks:00}'");
        File.ReadAllText(Path.Combine(RepositoryFolder.Path!, "infra", "main.prod.bicepparam"))
            .ShouldContain(FormattableString.Invariant($"dailyTelemetryGb = '{assumed.TelemetryDailyCapGb}'"));
    }

    /// <summary>As docs/costs.md says: 0.5 GB a day for 730 hours less 0.2 GB, by 2 kB, is 7.5 million.</summary>
    [Theory]
    [InlineData(7_400_000, false)]
    [InlineData(7_600_000, true)]
    public void The_cap_of_telemetry_is_met_where_it_is_said_to_be(double requests, bool isCapped) =>
        new CostModel(Counts.Read(Folder), PriceList.Read(Folder), Assumptions.Read(Folder)).IsTelemetryCapped(requests).ShouldBe(isCapped);

    /// <summary>Worked by hand: 100 hours, two of them at work, every price 1 unless named.</summary>
    [Fact]
    public void A_month_by_hand()
    {
        var run = Nothing with { BlobWrites = 20_000, BlobReads = 10_000, TableBatches = 5_000, TableScans = 5_000, QueueSends = 10_000 };
        var counts = new Counts(
            new DateOnly(2026, 1, 1),
            Nothing,
            Nothing,
            run,
            Nothing,
            Nothing,
            BlobBytes: 2_000_000_000,
            ReleaseCharacters: 500_000_000,
            SummaryBytes: 3,
            CutsBytes: 1
        );
        string[] names =
        [
            "functionGbSecond",
            "functionFreeGbSeconds",
            "functionMillionExecutions",
            "functionFreeExecutions",
            "functionLeastSeconds",
            "blobGbMonth",
            "blobTenThousandWrites",
            "blobTenThousandReads",
            "tableGbMonth",
            "tableTenThousandOperations",
            "queueTenThousandOperations",
            "bandwidthGb",
            "bandwidthFreeGb",
            "logGb",
            "logFreeGb",
            "alertRuleMonth",
            "outsideTest",
            "doorMonth",
            "doorTenThousandRequests",
            "doorGb",
        ];
        var prices = new PriceList("USD", new DateOnly(2026, 1, 1), "", names.ToDictionary(name => name, _ => new Price(1, "by hand")));
        var assumed = new Assumptions(
            HoursInMonth: 100,
            WeeklyRunsInMonth: 2,
            ReleasesKept: 3,
            InstanceGb: 2,
            ColdStartsInMonth: 0,
            NewQuestionsInMonth: 0,
            ShareAnsweredByCaches: 0,
            ShareAnsweredByDoor: 1,
            QueuesLookedAt: 6,
            SecondsBetweenLooks: 60,
            HostBlobOperationsPerInstanceHour: 0,
            TelemetryBytesPerRequest: 0,
            TelemetryBytesOtherwise: 3e9,
            TelemetryDailyCapGb: 1,
            AlertRules: 5,
            OutsidePlaces: 2,
            SecondsBetweenOutsideTests: 900,
            IngestSecondsOfRun: 40,
            BuildSecondsOfRun: 60
        );

        var parts = new CostModel(counts, prices, assumed)
            .Of(requests: 0, door: false)
            .ToDictionary(part => part.Part, part => Math.Round(part.Cost, 6));

        parts["computing"].ShouldBe((2 * 100 * 2) - 1);
        parts["executions"].ShouldBe(Math.Round((20_000 - 1) / 1e6, 6));
        parts["table operations"].ShouldBe(2);
        parts["blob operations"].ShouldBe(4 + 2);
        parts["queue operations"].ShouldBe((36_000 + 60_000) / 1e4);
        parts["what is kept"].ShouldBe(3 + 2);
        parts["bytes sent"].ShouldBe(0);
        parts["telemetry"].ShouldBe(2);
        parts["alerts"].ShouldBe(5);
        parts["front door"].ShouldBe(0);

        // Four times an hour from each of two places, for a hundred hours.
        parts["asked from outside"].ShouldBe(800);

        // Requests a thousand times as many as seconds keep the instance at work all the time; the door alone sends, and answers all.
        var busy = new CostModel(counts, prices, assumed).Of(360_000_000, door: false).ToDictionary(part => part.Part, part => part.Cost);
        busy["computing"].ShouldBe((360_000 + 200) * 2 - 1, 0.001);
        busy["bytes sent"].ShouldBe(0);
        var door = new CostModel(counts, prices, assumed).Of(1_000_000_000, door: true).ToDictionary(part => part.Part, part => part.Cost);
        door["front door"].ShouldBe(1 + 1e5 + 2, 0.001);
        door["computing"].ShouldBe(parts["computing"]);
    }
}
