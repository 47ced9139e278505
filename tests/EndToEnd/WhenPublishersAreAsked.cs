using System.Text;
using BudgetWatch.Pipeline.Operations;
using BudgetWatch.TestKit;
using BudgetWatch.TestKit.Publishers;
using Newtonsoft.Json.Linq;

namespace BudgetWatch.EndToEnd.Tests;

/// <summary>The live origin against publishers on this machine. Its settings keep it from connecting to anything else.</summary>
public sealed class WhenPublishersAreAsked(PublishedSnapshot snapshot)
{
    private const string Corrected = "2019-20";

    /// <summary>What the publisher's service has a choice out of, and the snapshot the whole table: the bundled edition comes before the publisher's.</summary>
    private const string OnNomis = "mid-2023";

    [Fact]
    public async Task A_week_after_week_publishes_what_is_new_and_nothing_else()
    {
        await using var azurite = new AzuriteServer();
        await azurite.InitializeAsync();
        await using var publisher = await LocalPublisher.StartAsync();
        publisher.PublishSnapshot();
        await using var app = await RunningApp.StartAsync("Live", on: azurite, settings: publisher.Settings);

        // The first week: the same figures as the snapshot's, which are the publishers'.
        var first = await app.TickAsync();
        first.Outcome!.Kind.ShouldBe(RunOutcomeKind.Published, first.Outcome.Detail);
        (await NewestAsync(app))["contentSha256"]!
            .Value<string>()
            .ShouldBe((await NewestAsync(snapshot.App))["contentSha256"]!.Value<string>());
        await ShouldSayWhereEditionsAreFromAsync(app, publisher);

        // The second: nothing new, so nothing fetched and nothing published.
        publisher.ForgetRequests();
        var second = await app.TickAsync();
        second.Outcome!.Kind.ShouldBe(RunOutcomeKind.Unchanged, second.Outcome.Detail);
        second.Outcome.Release.ShouldBe(first.Outcome.Release);
        Attachments(publisher).ShouldNotBeEmpty();
        Attachments(publisher).ShouldAllBe(request => request.Status == 304);
        publisher
            .Requests.Where(request => request.Path.StartsWith("/api/content/", StringComparison.Ordinal))
            .ShouldAllBe(request => request.Status == 304);
        (await app.JsonAsync("releases"))["releases"]!.Count().ShouldBe(1);

        // The third: one council's budget is corrected, in the file at the address it has.
        publisher.ForgetRequests();
        publisher.PublishBudget(Corrected, CorrectedBudget.WithOneMoreMillionForLibraries(Corrected, "E0101"));
        var third = await app.TickAsync();
        third.Outcome!.Kind.ShouldBe(RunOutcomeKind.Published, third.Outcome.Detail);
        third.Outcome.Release.ShouldNotBe(first.Outcome.Release);
        Attachments(publisher)
            .Where(request => request.Status == 200)
            .ShouldHaveSingleItem()
            .Path.ShouldBe(PublishedSnapshotFiles.BudgetPath(Corrected));
        (await NewestAsync(app))["id"]!.Value<string>().ShouldBe(third.Outcome.Release);
        (await LibrariesAsync(app) - await LibrariesAsync(snapshot.App)).ShouldBe(1_000_000, 0.5);
        await ShouldListExactlyTheCorrectedCellsAsync(app, third.Outcome.Release!, first.Outcome.Release!);
    }

    [Fact]
    public async Task A_file_that_is_spoilt_is_refused_for_its_source_and_the_others_are_published()
    {
        await using var azurite = new AzuriteServer();
        await azurite.InitializeAsync();
        await using var publisher = await LocalPublisher.StartAsync();
        publisher.PublishSnapshot();
        publisher.Fail(PublishedSnapshotFiles.BudgetPath("2012-13"), PublisherFaults.Body("<html><title>Sorry</title></html>", "text/csv"));
        publisher.Fail(PublishedSnapshotFiles.BudgetPath("2015-16"), PublisherFaults.Status(404));
        await using var app = await RunningApp.StartAsync("Live", on: azurite, settings: publisher.Settings);
        var run = await app.TickAsync();
        run.Outcome!.Kind.ShouldBe(RunOutcomeKind.Published, run.Outcome.Detail);

        var budgets = await SourceAsync(app, "revenue-budgets");
        budgets["refusals"]!
            .Select(refused => $"{refused["fileName"]}: {refused["reasons"]![0]!["found"]}")
            .ShouldBe(["RA_2012-13_data_by_LA.csv: a web page, 'Sorry'", "RA_2015-16_data_by_LA.csv: HTTP 404"], ignoreOrder: true);
        Bundled(budgets).ShouldBe(["2012-13", "2015-16"]);
        (await NeedsAsync(app)).ShouldHaveSingleItem().ShouldStartWith("revenue-budgets: 2 files were refused");
    }

    /// <summary>A slip in a name, a new habit of naming, Part 2 beside Part 1 and before it: nothing is missed, and there is nothing for a person to do.</summary>
    [Fact]
    public async Task Files_are_taken_for_what_they_hold_whatever_they_are_called()
    {
        await using var azurite = new AzuriteServer();
        await azurite.InitializeAsync();
        await using var publisher = await LocalPublisher.StartAsync();
        publisher.PublishSnapshot();
        Page(
            publisher,
            DeflatorRelease,
            Attach(publisher, "CGDP_Qtrly_National_Accounts_March_2026.csv", "March 2026", PublishedSnapshotFiles.Read("gdp-deflators.csv"))
        );
        Page(
            publisher,
            OutturnRelease,
            Attach(publisher, "RSLA%20data 2017-18.csv", "Table 1", PublishedSnapshotFiles.Read("revenue-outturn-summaries-2017-18.csv")),
            Attach(publisher, "Grants.csv", "Table 2", Table("Revenue Outturn (RO) 2017-18: Specific and Special Grants (RG) data"))
        );
        Page(
            publisher,
            BudgetRelease("2019", "2020"),
            Attach(
                publisher,
                "RA_2019-20_data_Part_2.csv",
                "Revenue Account (RA) data",
                Table("Revenue Account Budget (RA) 2019-20: Revenue Account data (Part 2)")
            ),
            Attach(
                publisher,
                "ra 2019-20 DATA part 1.CSV",
                "Revenue Account (RA) data",
                PublishedSnapshotFiles.Read("revenue-budgets-2019-20.csv")
            )
        );
        Page(
            publisher,
            BudgetRelease("2018", "2019"),
            Attach(
                publisher,
                "RA_2018-19_data.csv",
                "Revenue Account (RA) data",
                Table("Revenue Account Budget (RA) 2018-19: other information")
            )
        );
        await using var app = await RunningApp.StartAsync("Live", on: azurite, settings: publisher.Settings);
        var run = await app.TickAsync();
        run.Outcome!.Kind.ShouldBe(RunOutcomeKind.Published, run.Outcome.Detail);

        var budgets = await SourceAsync(app, "revenue-budgets");
        var summaries = await SourceAsync(app, "revenue-outturn-summaries");
        var deflators = await SourceAsync(app, "gdp-deflators");
        foreach (
            var (source, slot, name) in ((JToken, string, string)[])
                [
                    (deflators, "gdp-deflator", "CGDP_Qtrly_National_Accounts_March_2026.csv"),
                    (summaries, "2017-18", "RSLA%20data 2017-18.csv"),
                    (budgets, "2019-20", "ra 2019-20 DATA part 1.CSV"),
                ]
        )
        {
            source["inForce"]!.Single(edition => edition["slot"]!.Value<string>() == slot)["fileName"]!.Value<string>().ShouldBe(name);
            source["refusals"].ShouldBeEmpty();
        }

        Bundled(budgets).ShouldBe(["2018-19"]);
        Bundled(summaries).ShouldBeEmpty();
        var setAside = budgets["setAside"]!.ToDictionary(
            file => file["fileName"]!.Value<string>()!,
            file => file["reason"]!.Value<string>()!
        );
        setAside["RA_2019-20_data_Part_2.csv"].ShouldContain("Part 1");
        setAside["RA_2018-19_data.csv"].ShouldContain("Part 1");
        summaries["setAside"]!.Single(file => file["fileName"]!.Value<string>() == "Grants.csv")["reason"]!
            .Value<string>()!
            .ShouldContain("(RG)");
        (await NewestAsync(app))["contentSha256"]!
            .Value<string>()
            .ShouldBe((await NewestAsync(snapshot.App))["contentSha256"]!.Value<string>());
        (await NeedsAsync(app)).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_first_release_waits_for_no_publisher_and_what_comes_later_takes_its_place()
    {
        await using var azurite = new AzuriteServer();
        await azurite.InitializeAsync();
        await using var publisher = await LocalPublisher.StartAsync();
        publisher.PublishSnapshot();
        string[] gone =
        [
            ContentApi.PathOf(BudgetRelease("2015", "2016")),
            ContentApi.PathOf("/government/collections/gdp-deflators-at-market-prices-and-money-gdp"),
            ContentApi.PathOf("/government/statistics/english-indices-of-deprivation-2019"),
            "/api/v01/dataset/NM_2002_1.data.csv",
        ];
        foreach (var path in gone)
        {
            publisher.Fail(path, PublisherFaults.Status(path.Contains("deflators", StringComparison.Ordinal) ? 410 : 404));
        }

        await using var app = await RunningApp.StartAsync("Live", on: azurite, settings: publisher.Settings);
        var first = await app.TickAsync();
        first.Outcome!.Kind.ShouldBe(RunOutcomeKind.Published, first.Outcome.Detail);
        (await NewestAsync(app))["contentSha256"]!
            .Value<string>()
            .ShouldBe((await NewestAsync(snapshot.App))["contentSha256"]!.Value<string>());
        Bundled(await SourceAsync(app, "revenue-budgets")).ShouldBe(["2015-16"]);
        var deflators = await SourceAsync(app, "gdp-deflators");
        Bundled(deflators).ShouldBe(["gdp-deflator"]);
        Bundled(await SourceAsync(app, "population-estimates")).ShouldContain(OnNomis);
        deflators["lastChecked"]!["origin"]!.Value<string>().ShouldBe("Live and Snapshot");
        deflators["inForce"]![0]!["flags"]![0]!["detail"]!
            .Value<string>()
            .ShouldBe("Not fetched from the publisher: the bundled figures of gdp-deflator are used.");
        (await NeedsAsync(app)).ShouldNotBeEmpty();

        foreach (var path in gone)
        {
            publisher.Fail(path, null);
        }

        var second = await app.TickAsync();
        second.Outcome!.Kind.ShouldBeOneOf(RunOutcomeKind.Published, RunOutcomeKind.Unchanged);
        Bundled(await SourceAsync(app, "revenue-budgets")).ShouldBeEmpty();
        Bundled(await SourceAsync(app, "gdp-deflators")).ShouldBeEmpty();
        Bundled(await SourceAsync(app, "population-estimates")).ShouldNotContain(OnNomis);
        (await NeedsAsync(app)).ShouldBeEmpty();
    }

    private const string DeflatorRelease =
        "/government/statistics/gdp-deflators-at-market-prices-and-money-gdp-march-2026-quarterly-national-accounts";
    private const string OutturnRelease =
        "/government/statistics/local-authority-revenue-expenditure-and-financing-england-2017-to-2018-individual-local-authority-data-outturn";

    private static string BudgetRelease(string from, string to) =>
        $"/government/statistics/local-authority-revenue-expenditure-and-financing-england-{from}-to-{to}-budget-individual-local-authority-data";

    private static void Page(LocalPublisher publisher, string path, params Attached[] attachments) =>
        publisher.Publish(
            ContentApi.PathOf(path),
            Encoding.UTF8.GetBytes(ContentApi.Release(path, "A release", "2026-06-25T09:30:00.000+01:00", attachments)),
            "application/json"
        );

    private static Attached Attach(LocalPublisher publisher, string name, string title, byte[] body)
    {
        var path = $"/media/0123456789abcdef01234567/{Convert.ToHexStringLower(Encoding.UTF8.GetBytes(name))}";
        publisher.Publish(path, body, "application/octet-stream");
        return new Attached(title, new Uri(publisher.Address, path).AbsoluteUri, name);
    }

    /// <summary>A table of authorities without any service.</summary>
    private static byte[] Table(string title) =>
        Encoding.UTF8.GetBytes(
            $"\"{title}\"\nE-code,ONS Code,Local authority,Class,Opening level of reserves,Council Tax base\nE0101,E06000022,Bath & North East Somerset,UA,1,2\n"
        );

    private static IEnumerable<string> Bundled(JToken source) =>
        source["inForce"]!
            .Where(edition => edition["flags"]!.Any(flag => flag["kind"]!.Value<string>() == "bundled"))
            .Select(edition => edition["slot"]!.Value<string>()!);

    /// <summary>The council's three cells, each £1 million more, the figures they sum to, and nothing else.</summary>
    private static async Task ShouldListExactlyTheCorrectedCellsAsync(RunningApp app, string release, string before)
    {
        var changes = await app.JsonAsync($"releases/{release}/changes");
        changes["previous"]!["id"]!.Value<string>().ShouldBe(before);
        changes["editions"]!.Select(edition => $"{edition["source"]} {edition["slot"]}").ShouldBe([$"revenue-budgets {Corrected}"]);
        changes["cells"]!
            .Select(cell =>
                (
                    cell["authority"]!.Value<string>(),
                    cell["year"]!.Value<string>(),
                    cell["line"]!.Value<string>(),
                    cell["change"]!.Value<decimal>()
                )
            )
            .ShouldBe(
                [
                    ("E0101", Corrected, "libraries", 1_000_000m),
                    ("E0101", Corrected, "cultural", 1_000_000m),
                    ("E0101", Corrected, "total", 1_000_000m),
                    ("E0101", Corrected, "net-current-expenditure", 1_000_000m),
                ],
                ignoreOrder: true
            );
        foreach (var cell in changes["cells"]!)
        {
            cell["from"]!["cell"]!.Value<string>().ShouldBe(cell["to"]!["cell"]!.Value<string>());
            (cell["to"]!["pounds"]!.Value<decimal>() - cell["from"]!["pounds"]!.Value<decimal>()).ShouldBe(1_000_000m);
        }

        changes["figures"]!
            .Select(figure => $"{figure["code"]} {figure["line"]} {figure["change"]!.Value<decimal>():0}")
            .ShouldBe(["E06000022 libraries 1000000", "E06000022 cultural 1000000", "E06000022 total 1000000"], ignoreOrder: true);
    }

    private static async Task ShouldSayWhereEditionsAreFromAsync(RunningApp app, LocalPublisher publisher)
    {
        var budgets = await SourceAsync(app, "revenue-budgets");
        budgets["refusals"].ShouldBeEmpty();
        budgets["inForce"]!.Select(edition => edition["slot"]!.Value<string>()).ShouldContain(Corrected);
        budgets.ToString().ShouldContain(new Uri(publisher.Address, PublishedSnapshotFiles.BudgetPath(Corrected)).AbsoluteUri);
        foreach (
            var (source, origin) in ((string, string)[])
                [
                    ("revenue-budgets", "Live"),
                    ("revenue-outturn-service-tables", "Live"),
                    ("revenue-outturn-time-series", "Live"),
                    ("indices-of-deprivation", "Live and Snapshot"),
                    ("gdp-deflators", "Live"),
                    ("population-estimates", "Live and Snapshot"),
                    ("authority-register", "Snapshot"),
                ]
        )
        {
            var answer = await SourceAsync(app, source);
            answer["lastChecked"]!["origin"]!.Value<string>().ShouldBe(origin, source);
            answer["refusals"].ShouldBeEmpty(source);
        }

        // The pages of two years have service tables and no summary: what they have is known, and nothing is wrong with it.
        var summaries = await SourceAsync(app, "revenue-outturn-summaries");
        summaries["refusals"].ShouldBeEmpty();
        summaries["setAside"]!
            .Select(file => file["fileName"]!.Value<string>())
            .Where(name => name!.StartsWith("RSX", StringComparison.Ordinal))
            .ShouldBe(["RSX_2021-22_data_by_LA.csv", "RSX_2023-24_data_by_LA.csv"], ignoreOrder: true);
    }

    private static IEnumerable<PublisherRequest> Attachments(LocalPublisher publisher) =>
        publisher.Requests.Where(request => request.Path.EndsWith(".csv", StringComparison.Ordinal));

    /// <summary>What health says a person must look at, but for the register of charities: it is large, and these publishers do not have it.</summary>
    private static async Task<List<string>> NeedsAsync(RunningApp app)
    {
        var health = await app.JsonAsync("health");
        List<string> reasons = [.. health["reasons"]!.Values<string>().Select(reason => reason!)];
        reasons.RemoveAll(reason => reason.StartsWith("charity-register: 4 files were refused", StringComparison.Ordinal)).ShouldBe(1);
        health["status"]!.Value<string>().ShouldBe("degraded");
        health["incidents"].ShouldBeEmpty();
        return reasons;
    }

    private static async Task<JToken> NewestAsync(RunningApp app) => (await app.JsonAsync("releases"))["releases"]![0]!;

    private static async Task<JToken> SourceAsync(RunningApp app, string id) =>
        (await app.JsonAsync("sources"))["sources"]!.Single(source => source["id"]!.Value<string>() == id);

    /// <summary>What Bath and North East Somerset budgeted for libraries in the corrected year, in pounds of that year.</summary>
    private static async Task<double> LibrariesAsync(RunningApp app)
    {
        var series = await app.JsonAsync("areas/E06000022/series?scope=libraries");
        return series["values"]!.Single(value => value["year"]!.Value<string>() == Corrected)["cash"]!.Value<double>();
    }
}
