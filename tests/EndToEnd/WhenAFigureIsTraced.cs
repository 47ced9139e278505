using System.Globalization;
using System.Net;
using System.Security.Cryptography;
using BudgetWatch.Domain.Observations;
using BudgetWatch.Sources;
using BudgetWatch.TestKit;
using Newtonsoft.Json.Linq;
using Sylvan.Data.Csv;

namespace BudgetWatch.EndToEnd.Tests;

public sealed class WhenAFigureIsTraced(PublishedSnapshot snapshot)
{
    /// <summary>What a county spent is shared out to the penny, so a district's figure may be a few pennies off over all its residents.</summary>
    [Theory]
    [InlineData("upper-tier", "", 148, 1e-9)]
    [InlineData("lower-tier", "", 294, 1e-5)]
    [InlineData("authority", "&class=SC", 26, 1e-9)]
    public async Task Every_area_of_the_headline_can_be_recomputed_by_hand_from_the_cells_behind_it(
        string geography,
        string @class,
        int areas,
        double tolerance
    )
    {
        var cuts = (JArray)(await snapshot.App.JsonAsync($"cuts?geography={geography}{@class}&to=2019-20"))["areas"]!;
        cuts.Count.ShouldBe(areas);
        foreach (var cut in cuts)
        {
            var from = await RecomputedAsync(geography, cut["code"]!.Value<string>()!, "2010-11");
            var to = await RecomputedAsync(geography, cut["code"]!.Value<string>()!, "2019-20");
            from.ShouldBe(cut["from"]!.Value<double>(), tolerance);
            to.ShouldBe(cut["to"]!.Value<double>(), tolerance);
            (100 * (to - from) / from).ShouldBe(cut["changePercent"]!.Value<double>(), tolerance);
        }
    }

    /// <summary>Pounds of the cells, residents of the districts and two cells of the deflator: nothing else of the answer is used.</summary>
    private async Task<double> RecomputedAsync(string geography, string area, string year)
    {
        var provenance = await snapshot.App.JsonAsync($"provenance?geography={geography}&area={area}&year={year}");
        var pounds = provenance["cells"]!
            .Where(cell => cell["pounds"]!.Type != JTokenType.Null)
            .Sum(cell =>
                cell["share"] is JObject share
                    ? cell["pounds"]!.Value<decimal>() * share["people"]!.Value<long>() / share["of"]!.Value<long>()
                    : cell["pounds"]!.Value<decimal>()
            );
        var people = provenance["population"]!["places"]!.Sum(place => place["people"]!.Value<long>());
        var deflator = provenance["deflator"]!;
        var real = (double)pounds * (deflator["indexBase"]!.Value<double>() / deflator["indexYear"]!.Value<double>());
        return real / people;
    }

    [Fact]
    public async Task Every_cell_of_a_county_stands_where_the_answer_says_in_the_publishers_workbook()
    {
        Assert.SkipUnless(PublishedFiles.IsPresent, "The published files are not here: see BUDGETWATCH_PUBLISHED_FILES.");
        var provenance = await snapshot.App.JsonAsync("provenance?area=E10000016&year=2010-11");
        var edition = provenance["cells"]![0]!["edition"]!.Value<string>();
        var reference = provenance["editions"]!.Single(candidate => candidate["sha256"]!.Value<string>() == edition);
        var path = PublishedFiles.PathOf("revenue/ra/RA_2010-11__1934015.xls");
        var bytes = await File.ReadAllBytesAsync(path);
        reference["original"]!["sha256"]!.Value<string>().ShouldBe(Convert.ToHexStringLower(SHA256.HashData(bytes)));

        var original = (RevenueReturn)
            SourceCatalogue
                .Find("revenue-budgets")!
                .Read(new PublishedFile("RA.xls", bytes), default)
                .ShouldBeOfType<Reading.Accepted>()
                .Content;
        reference["original"]!["sheet"]!.Value<string>().ShouldBe(original.Sheet);
        var cells = provenance["cells"]!.ToList();
        cells.Select(cell => cell["authority"]!.Value<string>()).Distinct().Count().ShouldBe(13, "Kent and its twelve districts");
        foreach (var cell in cells)
        {
            var filing = original.Filings.Single(candidate => candidate.Code == cell["authority"]!.Value<string>());
            var published = filing.Cells[Lines.Find(cell["line"]!.Value<string>()!)!];
            published.Address.ShouldBe(cell["originalCell"]!.Value<string>());
            published.Pounds.ShouldBe(cell["pounds"]!.Value<decimal?>());
        }
    }

    /// <summary>A line below a service is in another file than the services of its year. Birmingham's cell was looked up with SheetJS.</summary>
    [Fact]
    public async Task A_line_of_outturn_leads_to_the_table_of_details_and_its_service_to_the_summary()
    {
        var provenance = await snapshot.App.JsonAsync("provenance?area=E08000025&year=2012-13&return=outturn&line=looked-after-children");
        var cell = provenance["cells"]!.ShouldHaveSingleItem();
        (cell["originalCell"]!.Value<string>(), cell["pounds"]!.Value<decimal>()).ShouldBe(("AF320", 79_999_000m));
        var details = provenance["editions"]!.Single(candidate => candidate["sha256"]!.Value<string>() == cell["edition"]!.Value<string>());
        details["source"]!.Value<string>().ShouldBe("revenue-outturn-details");
        details["original"]!["sheet"]!.Value<string>().ShouldBe("RO3 LA Data 2012-13");

        var service = await snapshot.App.JsonAsync("provenance?area=E08000025&year=2012-13&return=outturn&line=childrens-social-care");
        service["editions"]!.Select(edition => edition["source"]!.Value<string>()).ShouldNotContain("revenue-outturn-details");

        var release = (await snapshot.App.JsonAsync("releases"))["releases"]![0]!;
        release["returns"]!.Single(used => used["return"]!.Value<string>() == "outturn" && used["year"]!.Value<string>() == "2012-13")[
            "details"
        ]!
            .Select(sha256 => sha256.Value<string>())
            .ShouldBe([details["sha256"]!.Value<string>()]);
    }

    [Fact]
    public async Task Every_districts_residents_stand_where_the_answer_says_in_the_edition()
    {
        var population = (await snapshot.App.JsonAsync("provenance?area=E10000016&year=2010-11"))["population"]!;
        using var content = await snapshot.App.Host.HttpClient.GetAsync(
            new Uri($"api/v1/editions/{population["edition"]!.Value<string>()}/content", UriKind.Relative)
        );
        using var csv = CsvDataReader.Create(
            new StringReader(await content.Content.ReadAsStringAsync()),
            new CsvDataReaderOptions { HasHeaders = false }
        );
        var rows = new List<string[]>();
        while (csv.Read())
        {
            rows.Add([.. Enumerable.Range(0, csv.RowFieldCount).Select(csv.GetString)]);
        }

        population["places"]!.Count().ShouldBe(12, "the districts of Kent");
        foreach (var place in population["places"]!)
        {
            var cell = place["cell"]!.Value<string>()!;
            var row = rows[int.Parse(cell.TrimStart([.. "ABCDEFGHIJKLMNOPQRSTUVWXYZ"]), CultureInfo.InvariantCulture) - 1];
            row[0].ShouldBe(place["place"]!.Value<string>());
            var letters = cell.TrimEnd([.. "0123456789"]);
            row[letters.Aggregate(0, (column, letter) => (26 * column) + letter - 'A' + 1) - 1].ShouldBe(place["people"]!.Value<string>());
        }
    }

    [Fact]
    public async Task An_edition_tells_where_it_is_from_and_gives_its_bytes()
    {
        var sha256 = (await snapshot.App.JsonAsync("provenance?area=E06000001&year=2019-20"))["cells"]![0]!["edition"]!.Value<string>();
        var edition = await snapshot.App.JsonAsync($"editions/{sha256}");
        edition["manifest"]!["fileName"]!.Value<string>().ShouldBe("revenue-budgets-2019-20.csv");
        edition["decisions"]![0]!["state"]!.Value<string>().ShouldBe("in-force");

        using var content = await snapshot.App.Host.HttpClient.GetAsync(new Uri($"api/v1/editions/{sha256}/content", UriKind.Relative));
        content.Content.Headers.ContentDisposition!.DispositionType.ShouldBe("attachment");
        var bytes = await content.Content.ReadAsByteArrayAsync();
        Convert.ToHexStringLower(SHA256.HashData(bytes)).ShouldBe(sha256);
        bytes.ShouldBe(await File.ReadAllBytesAsync(Path.Combine(AppContext.BaseDirectory, "snapshot", "revenue-budgets-2019-20.csv")));
    }

    [Fact]
    public async Task A_release_says_which_edition_each_year_is_from()
    {
        var release = (await snapshot.App.JsonAsync("releases"))["releases"]![0]!;
        var inputs = release["inputs"]!.Select(input => input["sha256"]!.Value<string>()).ToHashSet(StringComparer.Ordinal);
        var years = release["returns"]!
            .Select(used => (Return: used["return"]!.Value<string>(), Year: used["year"]!.Value<string>()))
            .ToList();
        years.ShouldContain(("budget", "2010-11"));
        years.Distinct().Count().ShouldBe(years.Count);
        release["returns"]!.ShouldAllBe(used => inputs.Contains(used["sha256"]!.Value<string>()));
    }

    [Theory]
    [InlineData("provenance?year=2019-20", "area", HttpStatusCode.BadRequest)]
    [InlineData("provenance?area=E06000001", "year", HttpStatusCode.BadRequest)]
    [InlineData("provenance?area=E06000001&year=1999-00", "year", HttpStatusCode.BadRequest)]
    [InlineData("provenance?area=E06000001&year=2019-20&line=comparable&scope=comparable", "line", HttpStatusCode.BadRequest)]
    [InlineData("provenance?area=E06000001&year=2019-20&line=pies", "line", HttpStatusCode.BadRequest)]
    [InlineData("provenance?area=E99999999&year=2019-20", "area", HttpStatusCode.NotFound)]
    [InlineData("editions/..%2F..%2Fsecret", "sha256", HttpStatusCode.NotFound)]
    [InlineData("editions/0000/content", "sha256", HttpStatusCode.NotFound)]
    [InlineData("sources/nobody", "source", HttpStatusCode.NotFound)]
    public async Task A_mistake_is_a_problem_that_names_the_parameter(string path, string parameter, HttpStatusCode status)
    {
        using var response = await snapshot.App.Host.HttpClient.GetAsync(new Uri($"api/v1/{path}", UriKind.Relative));
        var problem = JObject.Parse(await response.Content.ReadAsStringAsync());
        response.StatusCode.ShouldBe(status, problem.ToString());
        problem["parameter"]!.Value<string>().ShouldBe(parameter);
    }

    [Fact]
    public async Task A_source_shows_every_decision_about_its_editions()
    {
        var source = await snapshot.App.JsonAsync("sources/revenue-budgets");
        source["decisions"]!.Count().ShouldBe(source["source"]!["inForce"]!.Count());
        source["decisions"]!.ShouldAllBe(decision => decision["state"]!.Value<string>() == "in-force");
        source["source"]!["lastChecked"]!["accepted"]!
            .Value<int>()
            .ToString(CultureInfo.InvariantCulture)
            .ShouldBe(source["decisions"]!.Count().ToString(CultureInfo.InvariantCulture));
    }
}
