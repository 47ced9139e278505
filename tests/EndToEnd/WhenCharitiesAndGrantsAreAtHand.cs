using System.Net;
using System.Security.Cryptography;
using System.Text;
using BudgetWatch.Pipeline.Operations;
using BudgetWatch.Sources.Tests.Charities;
using BudgetWatch.Sources.Tests.Grants;
using BudgetWatch.TestKit.Publishers;
using Newtonsoft.Json.Linq;

namespace BudgetWatch.EndToEnd.Tests;

/// <summary>
/// The register's archives and a list of single grants beside the snapshot, from the folder to the answer: made ones in the publishers' layouts, the register
/// as large as its source demands.
/// </summary>
public sealed class WhenCharitiesAndGrantsAreAtHand(ITestOutputHelper output) : IDisposable
{
    private const int Charities = 300_000;

    private static readonly DateOnly Day = new(2010, 6, 30);

    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("budgetwatch-charities-");

    [Fact]
    public async Task Charities_planted_are_in_the_index_and_where_they_come_from_is_told()
    {
        PublishedSnapshotFiles.CopyTo(folder.FullName, "*", "revenue-budgets-2010-11", "revenue-budgets-2019-20");

        foreach (var table in MadeExtract.Tables)
        {
            var path = Path.Combine(folder.FullName, table + ".zip");
            MadeExtract.OnDisk(path, table, Charities);
            output.WriteLine($"{table}: {new FileInfo(path).Length:N0} bytes");
        }

        var list = Encoding.UTF8.GetBytes(MadeGrants.Text(MadeGrants.Newer, Grants()));
        await File.WriteAllBytesAsync(Path.Combine(folder.FullName, "grantnav.csv"), list);
        await using var app = await RunningApp.StartAsync("Folder", folder.FullName);
        var run = await app.TickAsync();
        run.Outcome.ShouldNotBeNull().Kind.ShouldBe(RunOutcomeKind.Published, run.Outcome.Detail);

        var source = await app.JsonAsync("sources/charity-register");
        source["source"]!["inForce"]!
            .Select(edition => edition["slot"]!.Value<string>())
            .ShouldBe(["annual-return-history", "area-of-operation", "charity", "classification"], ignoreOrder: true);

        // The made charities name all authorities of 26 areas, and of Dorset only Bournemouth and Poole: the others lack a component and say so.
        var answer = await app.JsonAsync("coincidence");
        answer["areas"]!.Count().ShouldBe(26);
        answer["excluded"]!
            .Count(area =>
                area["reason"]!.Value<string>()!.StartsWith("no figure of capacity: charity-reach-per-1000", StringComparison.Ordinal)
            )
            .ShouldBe(148 - 26);
        var planted = Planted();
        foreach (var area in answer["areas"]!)
        {
            var component = area["capacity"]!["components"]!.Single(own => own["component"]!.Value<string>() == "charity-reach-per-1000");
            (component["value"]!.Value<double>() * component["size"]!.Value<long>() / 1000).ShouldBe(
                planted[area["code"]!.Value<string>()!],
                1e-6
            );
        }

        // £1,000 a year and 2n pounds more in year n of the six, n from 1: by any publisher under CC BY. Of the other two nothing is counted.
        var hartlepool = answer["areas"]!.Single(area => area["code"]!.Value<string>() == "E06000001")["capacity"]!["components"]!.Single(
            own => own["component"]!.Value<string>() == "grants-per-head"
        );
        (hartlepool["value"]!.Value<double>() * hartlepool["size"]!.Value<long>()).ShouldBe(1_004, 1e-6);
        answer["capacity"]!["components"]!.Single(own => own["id"]!.Value<string>() == "grants-per-head")["period"]!
            .Value<string>()!
            .ShouldContain("2008-09 to 2010-11");
        var change = answer["resources"]!["change"]!;
        (change["areas"]!.Value<int>(), change["publishers"]!.Value<int>()).ShouldBe((Places.Count, 1));
        answer["notes"]!.Single(note => note["flag"]!.Value<string>() == "grants-left-out")["text"]!
            .Value<string>()!
            .ShouldContain("1 published under a licence");

        // What holds rows under other licences is described and not given out.
        var sha256 = Convert.ToHexStringLower(SHA256.HashData(list));
        (await app.JsonAsync($"editions/{sha256}"))["manifest"]!["sha256"]!.Value<string>().ShouldBe(sha256);
        using var content = await app.Host.HttpClient.GetAsync(new Uri($"api/v1/editions/{sha256}/content", UriKind.Relative));
        content.StatusCode.ShouldBe(HttpStatusCode.UnavailableForLegalReasons);

        answer["capacity"]!["missing"]!
            .Select(component => component["id"]!.Value<string>())
            .ShouldBe(["charities-per-1000", "volunteering"]);
        answer["attribution"]!.Values<string>().ShouldContain(text => text!.Contains("Charity Commission"));
    }

    /// <inheritdoc/>
    public void Dispose() => folder.Delete(recursive: true);

    /// <summary>A district of each authority that the made charities name.</summary>
    private static List<string> Places =>
        [
            .. MadeCharity
                .Authorities.Select(authority =>
                    authority.Code switch
                    {
                        "E10000006" => "E07000026",
                        "E10000015" => "E07000240",
                        "E10000016" => "E07000105",
                        "E10000018" => "E07000129",
                        var single => single,
                    }
                )
                .Distinct(),
        ];

    private static IEnumerable<Dictionary<string, string>> Grants()
    {
        int[] years = [2008, 2009, 2010, 2017, 2018, 2019];
        var counted = Places.SelectMany(place =>
            years.Select(
                (year, n) =>
                    MadeGrants
                        .Sound($"{place}-{year}")
                        .With("District", place)
                        .With("Award Date", $"{year}-06-01")
                        .With("Amount Awarded", $"{1_000 + (2 * (n + 1))}")
            )
        );
        return
        [
            MadeGrants.Sound("first").With("Award Date", "2007-06-01"),
            .. counted,
            MadeGrants.Sound("alike").With("Licence", "https://creativecommons.org/licenses/by-sa/4.0/"),
            MadeGrants.Sound("abroad").With("District", "S12000033"),
        ];
    }

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
