using System.Globalization;
using System.Text;
using System.Xml.Linq;
using BudgetWatch.Pipeline.Operations;
using BudgetWatch.TestKit.Publishers;
using Newtonsoft.Json.Linq;

namespace BudgetWatch.EndToEnd.Tests.Changes;

/// <summary>
/// Prices, population, Indices, register and lineage are revised one after another, a year of budgets is added: each time <c>/changes</c> says which input changed and
/// how many printed figures moved, as an outsider counts them from the served files, and the feed and the page say the same.
/// </summary>
public sealed class WhenChangesAreCountedByAnOutsider : IDisposable
{
    private static readonly XNamespace Atom = "http://www.w3.org/2005/Atom";

    private static readonly string[] OfMoney = ["cut-percent", "cut-pounds", "cash", "real", "cash-per-head", "real-per-head"];
    private static readonly string[] OfDeprivation = ["deprivation-scores", "deprivation-ranks"];
    private static readonly string[] OfCapacity = ["capacity-components", "capacity-index", "capacity-ranks"];

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("budgetwatch-");

    [Fact]
    public async Task Its_changes_are_those_of_the_served_files()
    {
        PublishedSnapshotFiles.CopyTo(
            _folder.FullName,
            "*.csv",
            "revenue-budgets-2010-11",
            "revenue-budgets-2015-16",
            "revenue-budgets-2019-20"
        );
        await using var app = await RunningApp.StartAsync("Folder", _folder.FullName);
        var before = await PublishedAsync(app);
        var titles = new List<string> { "the first" };

        // One value of the deflator 1 % higher: what is in real terms moves, and nothing else.
        Replace("gdp-deflators.csv", ("74.5804", "75.326204"));
        var (changes, now) = await ShouldBeToldAsync(
            app,
            before,
            "prices",
            "gdp-deflators",
            [.. OfDeprivation, .. OfCapacity, "cash", "cash-per-head", "residents"]
        );
        var cuts = Kind(changes, "cut-percent");
        cuts["moved"]!.Value<int>().ShouldBeGreaterThan(148);
        cuts["areas"]!.Value<int>().ShouldBeGreaterThanOrEqualTo(148);
        Kind(changes, "real-per-head")["largest"]!["toYear"]!.Value<string>().ShouldBe("2015-16");
        titles.Add($"{Moved(changes)} printed figures moved (prices revised)");

        // One place's residents of one year, and England's with them, which they must add up to.
        before = now;
        Replace("population-estimates-mid-2019.csv", (",91773,", ",92773,"));
        Replace("population-estimates-mid-2019.csv", (",52642452,", ",52643452,"));
        (changes, now) = await ShouldBeToldAsync(
            app,
            before,
            "population",
            "population-estimates",
            [.. OfCapacity, "cash", "real", "deprivation-ranks"]
        );
        Kind(changes, "residents")["largest"]!["change"]!.Value<double>().ShouldBe(1_000);

        // The scores of the region and the combined authority it is in are means of their areas' by residents; an area of one district keeps its own.
        Kind(changes, "deprivation-scores")["areas"]!.Value<int>().ShouldBe(2);
        Kind(changes, "real-per-head")["largest"]!["name"]!.Value<string>().ShouldBe("Hartlepool");
        titles.Add($"{Moved(changes)} printed figures moved (population revised)");

        // One area's score, in both tables: a unitary authority is a district too, and a score in one of them alone is held.
        before = now;
        Replace("indices-of-deprivation-2019-lower-tier.csv", ("E06000001,Hartlepool,35.037", "E06000001,Hartlepool,25.037"));
        Replace("indices-of-deprivation-2019-upper-tier.csv", ("E06000001,Hartlepool,35.037", "E06000001,Hartlepool,25.037"));
        (changes, now) = await ShouldBeToldAsync(
            app,
            before,
            "indices-of-deprivation",
            "indices-of-deprivation",
            [.. OfMoney, .. OfCapacity, "residents"]
        );
        Kind(changes, "deprivation-scores")["largest"]!["change"]!.Value<double>().ShouldBe(-10);
        titles.Add($"{Moved(changes)} printed figures moved (Indices of Deprivation revised)");

        // A name, in the register and in the lineage: no figure is another, and the name is not said to be nothing.
        before = now;
        Replace("authority-register.csv", ("HPL,Hartlepool,E06000001", "HPL,Hartlepool Borough,E06000001"));
        Replace(
            "district-lineage.csv",
            (
                "E06000001,Hartlepool,E06000001,E06000001,Hartlepool,North East",
                "E06000001,Hartlepool,E06000001,E06000001,Hartlepool Borough,North East"
            )
        );
        (changes, now) = await ShouldBeToldAsync(
            app,
            before,
            "authority-register",
            "authority-register",
            [.. OfMoney, .. OfDeprivation, .. OfCapacity, "residents", "cut-ranks", "specifications"]
        );
        changes["inputs"]!.Select(input => input["kind"]!.Value<string>()).ShouldBe(["authority-register", "lineage"]);
        Moved(changes).ShouldBe("0");
        changes["printed"]!["rows"]!["differ"]!.Value<int>().ShouldBeGreaterThan(0);
        titles.Add("no printed figure moved; names, notes or unprinted digits did (authority register revised; district lineage revised)");

        // A year of budgets: its figures are added, and none of the others moves.
        before = now;
        File.Copy(
            Path.Combine(PublishedSnapshotFiles.Folder, "revenue-budgets-2014-15.csv"),
            Path.Combine(_folder.FullName, "revenue-budgets-2014-15.csv")
        );
        (changes, _) = await ShouldBeToldAsync(
            app,
            before,
            "budgets",
            "revenue-budgets",
            [.. OfMoney, .. OfDeprivation, .. OfCapacity, "residents"]
        );
        changes["inputs"]!.ShouldHaveSingleItem()["change"]!.Value<string>().ShouldBe("added");
        changes["years"]!
            .ShouldHaveSingleItem()
            .ToString(Newtonsoft.Json.Formatting.None)
            .ShouldBe("""{"return":"budget","added":["2014-15"],"gone":[]}""");
        Of(changes, "added").ShouldNotBe("0");
        Moved(changes).ShouldBe("0");

        // Services that 2010-11 does not have are compared from the first year there is: that question is another now, and the figures of the old one are gone.
        Of(changes, "gone").ShouldNotBe("0");
        titles.Add($"{Of(changes, "added")} printed figures added, {Of(changes, "gone")} gone, none moved (budgets added)");

        await ShouldBeOnFeedAndPageAsync(app, titles);
    }

    public void Dispose() => _folder.Delete(recursive: true);

    private static async Task<(string Id, ServedRelease Served)> PublishedAsync(RunningApp app)
    {
        var run = await app.TickAsync();
        run.Outcome.ShouldNotBeNull().Kind.ShouldBe(RunOutcomeKind.Published, run.Outcome.Detail);
        await app.Host.WhenQueuesAreEmptyAsync();
        var id = run.Outcome.Release!;
        return (id, await ServedRelease.ReadAsync(app, id));
    }

    /// <summary>Every kind of figure is counted as the served files have it; the kinds named moved not at all.</summary>
    private static async Task<(JObject Changes, (string Id, ServedRelease Served) Now)> ShouldBeToldAsync(
        RunningApp app,
        (string Id, ServedRelease Served) before,
        string kind,
        string source,
        string[] unmoved
    )
    {
        var now = await PublishedAsync(app);
        now.Id.ShouldNotBe(before.Id);
        var changes = await app.JsonAsync($"releases/{now.Id}/changes");
        changes["previous"]!["id"]!.Value<string>().ShouldBe(before.Id);
        var input = changes["inputs"]!.First!;
        (input["kind"]!.Value<string>(), input["source"]!.Value<string>()).ShouldBe((kind, source));

        var areas = new HashSet<string>(StringComparer.Ordinal);
        var printed = changes["printed"]!;
        printed["kinds"]!.Select(own => own["kind"]!.Value<string>()).ShouldBe(now.Served.Figures.Keys, ignoreOrder: true);
        foreach (var own in printed["kinds"]!)
        {
            var id = own["kind"]!.Value<string>()!;
            var expected = ServedDifference.Between(before.Served.Figures[id], now.Served.Figures[id]);
            var counted = (
                own["compared"]!.Value<int>(),
                own["moved"]!.Value<int>(),
                own["added"]!.Value<int>(),
                own["gone"]!.Value<int>(),
                own["areas"]!.Value<int>()
            );
            counted.ShouldBe((expected.Compared, expected.Moved, expected.Added, expected.Gone, expected.Areas.Count), id);
            expected.Compared.ShouldBeGreaterThan(0, id);
            Math.Abs((double?)own.SelectToken("largest.change") ?? 0).ShouldBe(expected.Largest, 1e-6, id);
            if (unmoved.Contains(id))
            {
                expected.Moved.ShouldBe(0, id);
            }

            areas.UnionWith(expected.Areas);
        }

        printed["areas"]!.Value<int>().ShouldBe(areas.Count);
        printed["moved"]!.Value<int>().ShouldBe(printed["kinds"]!.Sum(own => own["moved"]!.Value<int>()));

        // Asked again it is read from where it was stored, and is the same; as CSV it has a line for each kind.
        (await app.JsonAsync($"releases/{now.Id}/changes"))
            .ToString()
            .ShouldBe(changes.ToString());
        var csv = await app.Host.HttpClient.GetStringAsync(new Uri($"api/v1/releases/{now.Id}/changes?format=csv", UriKind.Relative));
        csv.Split("\r\n")
            .Count(line => line.StartsWith($"{now.Id},{before.Id},printed,", StringComparison.Ordinal))
            .ShouldBe(now.Served.Figures.Count);
        return (changes, now);
    }

    private static async Task ShouldBeOnFeedAndPageAsync(RunningApp app, List<string> titles)
    {
        var feed = XDocument.Parse(await app.Host.HttpClient.GetStringAsync(new Uri("api/v1/feed.atom", UriKind.Relative))).Root!;
        var told = feed.Elements(Atom + "entry").Reverse().Select(entry => entry.Element(Atom + "title")!.Value).ToList();
        told.Select(title => title[(title.IndexOf(": ", StringComparison.Ordinal) + 2)..]).ShouldBe(titles);
        feed.Value.ShouldNotContain("no figure of before");
        var page = await app.Host.HttpClient.GetStringAsync(new Uri("sources", UriKind.Relative));
        foreach (var title in told)
        {
            page.ShouldContain(title);
        }

        page.ShouldContain("Figures that moved, by kind");
    }

    private static JToken Kind(JObject changes, string kind) =>
        changes["printed"]!["kinds"]!.Single(own => own["kind"]!.Value<string>() == kind);

    private static string Moved(JObject changes) => Of(changes, "moved");

    private static string Of(JObject changes, string count) =>
        changes["printed"]![count]!.Value<int>().ToString("N0", CultureInfo.InvariantCulture);

    /// <summary>Puts one text in the place of another that the file has once.</summary>
    private void Replace(string file, (string Old, string New) change)
    {
        var path = Path.Combine(_folder.FullName, file);
        var text = File.ReadAllText(path);
        text.Split(change.Old).Length.ShouldBe(2, $"{change.Old} in {file}");
        File.WriteAllText(path, text.Replace(change.Old, change.New, StringComparison.Ordinal), new UTF8Encoding(false));
    }
}
