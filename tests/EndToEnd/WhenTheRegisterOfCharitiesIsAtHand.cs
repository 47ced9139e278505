using Newtonsoft.Json.Linq;
using BudgetWatch.Pipeline.Operations;
using BudgetWatch.Sources.Tests.Charities;
using BudgetWatch.TestKit.Publishers;

namespace BudgetWatch.EndToEnd.Tests;

/// <summary>The register's archives beside the snapshot, from the folder to the answer: made ones in the publisher's layout, as large as the source demands.</summary>
public sealed class WhenTheRegisterOfCharitiesIsAtHand(ITestOutputHelper output) : IDisposable
{
    private const int Charities = 300_000;

    private static readonly DateOnly Day = new(2010, 6, 30);

    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("budgetwatch-charities-");

    [Fact]
    public async Task Charities_planted_are_in_the_index_and_where_they_come_from_is_told()
    {
        foreach (var file in Directory.EnumerateFiles(PublishedSnapshotFiles.Folder))
        {
            File.Copy(file, Path.Combine(folder.FullName, Path.GetFileName(file)));
        }

        foreach (var table in MadeExtract.Tables)
        {
            var path = Path.Combine(folder.FullName, table + ".zip");
            MadeExtract.OnDisk(path, table, Charities);
            output.WriteLine($"{table}: {new FileInfo(path).Length:N0} bytes");
        }

        await using var app = await RunningApp.StartAsync("Folder", folder.FullName);
        var run = await app.TickAsync();
        run.Outcome.ShouldNotBeNull().Kind.ShouldBe(RunOutcomeKind.Published, run.Outcome.Detail);

        var source = await app.JsonAsync("sources/charity-register");
        source["source"]!["inForce"]!.Select(edition => edition["slot"]!.Value<string>()).ShouldBe(
            ["annual-return-history", "area-of-operation", "charity", "classification"], ignoreOrder: true);

        // The made charities name all authorities of 26 areas, and of Dorset only Bournemouth and Poole: the others lack a component and say so.
        var answer = await app.JsonAsync("coincidence");
        answer["areas"]!.Count().ShouldBe(26);
        answer["excluded"]!.Count(area => area["reason"]!.Value<string>()!.StartsWith("no figure of capacity: charity-reach-per-1000", StringComparison.Ordinal))
            .ShouldBe(148 - 26);
        var planted = Planted();
        foreach (var area in answer["areas"]!)
        {
            var component = area["capacity"]!["components"]!.Single(own => own["component"]!.Value<string>() == "charity-reach-per-1000");
            (component["value"]!.Value<double>() * component["size"]!.Value<long>() / 1000).ShouldBe(planted[area["code"]!.Value<string>()!], 1e-6);
        }

        answer["capacity"]!["missing"]!.Select(component => component["id"]!.Value<string>()).ShouldBe(["volunteering"]);
        answer["attribution"]!.Values<string>().ShouldContain(text => text!.Contains("Charity Commission"));
    }

    /// <inheritdoc/>
    public void Dispose() => folder.Delete(recursive: true);

    private static Dictionary<string, int> Planted()
    {
        var counts = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var charity in Enumerable.Range(0, Charities).Select(MadeCharity.At).Where(charity => charity.IsOnRegister(Day)))
        {
            foreach (var code in charity.CountedIn.Select(code => code == "E10000006" ? "X-CUMBRIA" : code))
            {
                counts[code] = counts.GetValueOrDefault(code) + 1;
            }
        }

        return counts;
    }
}
