using BudgetWatch.Pipeline.Operations;
using BudgetWatch.TestKit;
using BudgetWatch.TestKit.Publishers;
using Newtonsoft.Json.Linq;

namespace BudgetWatch.EndToEnd.Tests;

/// <summary>The live origin against publishers on this machine. Its settings keep it from connecting to anything else.</summary>
public sealed class WhenPublishersAreAsked(PublishedSnapshot snapshot)
{
    private const string Corrected = "2019-20";

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
        (await NewestAsync(app))["contentSha256"]!.Value<string>().ShouldBe((await NewestAsync(snapshot.App))["contentSha256"]!.Value<string>());
        await ShouldSayWhereEditionsAreFromAsync(app, publisher);

        // The second: nothing new, so nothing fetched and nothing published.
        publisher.ForgetRequests();
        var second = await app.TickAsync();
        second.Outcome!.Kind.ShouldBe(RunOutcomeKind.Unchanged, second.Outcome.Detail);
        second.Outcome.Release.ShouldBe(first.Outcome.Release);
        Attachments(publisher).ShouldNotBeEmpty();
        Attachments(publisher).ShouldAllBe(request => request.Status == 304);
        publisher.Requests.Where(request => request.Path.StartsWith("/api/content/", StringComparison.Ordinal)).ShouldAllBe(request => request.Status == 304);
        (await app.JsonAsync("releases"))["releases"]!.Count().ShouldBe(1);

        // The third: one council's budget is corrected, in the file at the address it has.
        publisher.ForgetRequests();
        publisher.PublishBudget(Corrected, CorrectedBudget.WithOneMoreMillionForLibraries(Corrected, "E0101"));
        var third = await app.TickAsync();
        third.Outcome!.Kind.ShouldBe(RunOutcomeKind.Published, third.Outcome.Detail);
        third.Outcome.Release.ShouldNotBe(first.Outcome.Release);
        Attachments(publisher).Where(request => request.Status == 200).ShouldHaveSingleItem().Path.ShouldBe(PublishedSnapshotFiles.BudgetPath(Corrected));
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
        budgets["refusals"]!.Select(refused => $"{refused["fileName"]}: {refused["reasons"]![0]!["found"]}").ShouldBe(
            ["RA_2012-13_data_by_LA.csv: a web page, 'Sorry'", "RA_2015-16_data_by_LA.csv: HTTP 404"], ignoreOrder: true);
        budgets["inForce"]!.Count().ShouldBe(8);
        (await app.JsonAsync("health"))["status"]!.Value<string>().ShouldBe("degraded");
    }

    /// <summary>The council's three cells, each £1 million more, the figures they sum to, and nothing else.</summary>
    private static async Task ShouldListExactlyTheCorrectedCellsAsync(RunningApp app, string release, string before)
    {
        var changes = await app.JsonAsync($"releases/{release}/changes");
        changes["previous"]!["id"]!.Value<string>().ShouldBe(before);
        changes["editions"]!.Select(edition => $"{edition["source"]} {edition["slot"]}").ShouldBe([$"revenue-budgets {Corrected}"]);
        changes["cells"]!
            .Select(cell => (cell["authority"]!.Value<string>(), cell["year"]!.Value<string>(), cell["line"]!.Value<string>(), cell["change"]!.Value<decimal>()))
            .ShouldBe(
                [
                    ("E0101", Corrected, "libraries", 1_000_000m), ("E0101", Corrected, "cultural", 1_000_000m), ("E0101", Corrected, "total", 1_000_000m),
                ],
                ignoreOrder: true);
        foreach (var cell in changes["cells"]!)
        {
            cell["from"]!["cell"]!.Value<string>().ShouldBe(cell["to"]!["cell"]!.Value<string>());
            (cell["to"]!["pounds"]!.Value<decimal>() - cell["from"]!["pounds"]!.Value<decimal>()).ShouldBe(1_000_000m);
        }

        changes["figures"]!.Select(figure => $"{figure["code"]} {figure["line"]} {figure["change"]!.Value<decimal>():0}").ShouldBe(
            ["E06000022 libraries 1000000", "E06000022 cultural 1000000", "E06000022 total 1000000"], ignoreOrder: true);
    }

    private static async Task ShouldSayWhereEditionsAreFromAsync(RunningApp app, LocalPublisher publisher)
    {
        var budgets = await SourceAsync(app, "revenue-budgets");
        budgets["refusals"].ShouldBeEmpty();
        budgets["inForce"]!.Select(edition => edition["slot"]!.Value<string>()).ShouldContain(Corrected);
        budgets.ToString().ShouldContain(new Uri(publisher.Address, PublishedSnapshotFiles.BudgetPath(Corrected)).AbsoluteUri);
        foreach (var (source, origin) in ((string, string)[])
            [
                ("revenue-budgets", "Live"), ("revenue-outturn-service-tables", "Live"), ("revenue-outturn-time-series", "Live"),
                ("indices-of-deprivation", "Live and Snapshot"), ("gdp-deflators", "Live"), ("population-estimates", "Live and Snapshot"), ("authority-register", "Snapshot"),
            ])
        {
            var answer = await SourceAsync(app, source);
            answer["lastChecked"]!["origin"]!.Value<string>().ShouldBe(origin, source);
            answer["refusals"].ShouldBeEmpty(source);
        }

        // The snapshot has no summaries of two years whose service tables it has: a release without its file shows.
        (await SourceAsync(app, "revenue-outturn-summaries"))["refusals"]!.Select(refused => refused["fileName"]!.Value<string>()![^52..])
            .ShouldBe(["2021-to-2022-individual-local-authority-data-outturn", "2023-to-2024-individual-local-authority-data-outturn"], ignoreOrder: true);
    }

    private static IEnumerable<PublisherRequest> Attachments(LocalPublisher publisher) =>
        publisher.Requests.Where(request => request.Path.EndsWith(".csv", StringComparison.Ordinal));

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
