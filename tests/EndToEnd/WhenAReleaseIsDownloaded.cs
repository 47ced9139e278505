using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text.Json.Nodes;
using BudgetWatch.EndToEnd.Tests.Downloads;
using Newtonsoft.Json.Linq;

namespace BudgetWatch.EndToEnd.Tests;

/// <summary>
/// A whole release as files: the same figures in every form, described as they are, and those that the API answers. Figures named here were read by hand
/// from the published files, as in <see cref="WhenReturnsAreCompared"/>.
/// </summary>
public sealed class WhenAReleaseIsDownloaded(PublishedSnapshot snapshot)
{
    private static readonly string[] Names =
    [
        "areas",
        "members",
        "deprivation",
        "frames",
        "figures-upper-tier",
        "figures-lower-tier",
        "figures-authority",
        "figures-region",
        "figures-combined-authority",
        "cuts",
        "gradients",
        "editions",
        "returns",
        "checks",
        "flags",
    ];

    public static TheoryData<string> Tables => [.. Names];

    private string Release => snapshot.FirstRun.Outcome!.Release!;

    [Fact]
    public async Task Every_file_is_listed_and_is_where_the_list_says()
    {
        var list = await snapshot.App.JsonAsync("downloads");

        list["package"]!.Value<string>().ShouldBe($"/api/v1/downloads/{Release}/datapackage.json");
        string[] forms = ["csv", "parquet", "json", "csv-metadata.json"];
        list["files"]!
            .Select(file => file["file"]!.Value<string>()!)
            .ShouldBe(["datapackage.json", .. Names.SelectMany(name => forms.Select(form => $"{name}.{form}"))]);
        foreach (var file in list["files"]!.Where(file => !file["file"]!.Value<string>()!.StartsWith("figures", StringComparison.Ordinal)))
        {
            using var response = await snapshot.App.Host.HttpClient.GetAsync(new Uri(file["href"]!.Value<string>()!, UriKind.Relative));
            response.StatusCode.ShouldBe(HttpStatusCode.OK);
            response.Content.Headers.ContentType!.MediaType.ShouldBe(file["mediaType"]!.Value<string>());
        }
    }

    [Theory]
    [MemberData(nameof(Tables))]
    public async Task Csv_parquet_and_json_hold_the_same_in_every_cell(string name)
    {
        var fields = (await ResourceAsync(name))["schema"]!["fields"]!.AsArray();
        var csv = DownloadedTable.OfCsv(await BytesAsync($"{name}.csv"), [.. fields.Select(field => (string)field!["type"]!)]);
        var parquet = await DownloadedTable.OfParquetAsync(await BytesAsync($"{name}.parquet"));
        var json = DownloadedTable.OfJson(await BytesAsync($"{name}.json"));

        csv.Columns.ShouldBe(fields.Select(field => (string)field!["name"]!));
        parquet.Columns.ShouldBe(csv.Columns);
        json.Columns.ShouldBe(csv.Columns);
        csv.Rows.ShouldNotBeEmpty();
        parquet.Rows.Count.ShouldBe(csv.Rows.Count);
        json.Rows.Count.ShouldBe(csv.Rows.Count);
        for (var row = 0; row < csv.Rows.Count; row++)
        {
            for (var i = 0; i < csv.Columns.Count; i++)
            {
                if (!Equals(parquet.Rows[row][i], csv.Rows[row][i]) || !Equals(json.Rows[row][i], csv.Rows[row][i]))
                {
                    throw new ShouldAssertException(
                        $"row {row}, {csv.Columns[i]}: '{csv.Rows[row][i]}', '{parquet.Rows[row][i]}', '{json.Rows[row][i]}'"
                    );
                }
            }
        }
    }

    [Theory]
    [MemberData(nameof(Tables))]
    public async Task A_table_is_what_the_package_and_its_metadata_say(string name)
    {
        var resource = await ResourceAsync(name);
        (await FrictionlessProfiles.DifferencesAsync("tabular-data-resource", resource)).ShouldBeEmpty();
        foreach (var form in (string[])["csv", "parquet", "json"])
        {
            var described = form == "csv" ? resource : await ResourceAsync($"{name}-{form}");
            var bytes = await BytesAsync((string)described["path"]!);
            ((long)described["bytes"]!).ShouldBe(bytes.LongLength);
            ((string)described["hash"]!).ShouldBe($"sha256:{Convert.ToHexStringLower(SHA256.HashData(bytes))}");
        }

        var (table, schema) = (await CsvAsync(name), resource["schema"]!);
        foreach (
            var required in schema["fields"]!
                .AsArray()
                .Where(field => (bool?)field!["constraints"]?["required"] == true)
                .Select(field => (string)field!["name"]!)
        )
        {
            Cells(table, [required]).Where(cell => cell.Length == 0).ShouldBeEmpty(required);
        }

        var keys = Cells(table, Strings(schema["primaryKey"]!));
        keys.Distinct(StringComparer.Ordinal).Count().ShouldBe(keys.Count);
        foreach (var reference in schema["foreignKeys"]?.AsArray() ?? [])
        {
            var named = Cells(await CsvAsync((string)reference!["reference"]!["resource"]!), Strings(reference["reference"]!["fields"]!))
                .ToHashSet(StringComparer.Ordinal);
            Cells(table, Strings(reference["fields"]!)).Where(cell => !named.Contains(cell)).ShouldBeEmpty();
        }

        var metadata = JsonNode.Parse(await BytesAsync($"{name}.csv-metadata.json"))!;
        CsvwRules.Faults(metadata).ShouldBeEmpty();
        CsvwRules.Faults(metadata, System.Text.Encoding.UTF8.GetString(await BytesAsync($"{name}.csv"))).ShouldBeEmpty();
        ((string)metadata["url"]!).ShouldBe($"{name}.csv");
        metadata["tableSchema"]!["columns"]!.AsArray().Select(column => (string)column!["name"]!).ShouldBe(table.Columns);
    }

    [Fact]
    public async Task The_package_is_a_data_package_and_a_fault_in_one_would_be_found()
    {
        var package = JsonNode.Parse(await BytesAsync("datapackage.json"))!;
        (await FrictionlessProfiles.DifferencesAsync("data-package", package)).ShouldBeEmpty();
        ((string)package["version"]!).ShouldBe(Release);
        package["sources"]!.AsArray().Count.ShouldBeGreaterThan(5);
        package["licenses"]![0]!["name"]!.GetValue<string>().ShouldBe("OGL-UK-3.0");

        var faulty = package.DeepClone();
        faulty["resources"]![0]!.AsObject().Remove("name");
        (await FrictionlessProfiles.DifferencesAsync("data-package", faulty)).ShouldNotBeEmpty();
        var untyped = package["resources"]![0]!.DeepClone();
        untyped["schema"]!["fields"]![0]!["type"] = "word";
        (await FrictionlessProfiles.DifferencesAsync("tabular-data-resource", untyped)).ShouldNotBeEmpty();
    }

    [Theory]
    [InlineData("E08000012", "budget", "environmental", 45_245)]
    [InlineData("E08000012", "outturn", "environmental", 46_006)]
    [InlineData("E08000012", "budget", "comparable", 523_019)]
    [InlineData("E10000014", "outturn", "cultural", 72_607)]
    [InlineData("E09000007", "outturn", "highways-transport", -1_708)]
    public async Task A_figure_is_what_the_published_file_says(string area, string @return, string scope, int thousands)
    {
        var table = await CsvAsync("figures-upper-tier");
        var row = table
            .Rows.Select(table.Named)
            .Single(row =>
                Equals(row["code"], area) && Equals(row["return"], @return) && Equals(row["scope"], scope) && Equals(row["year"], "2010-11")
            );
        row["cash"].ShouldBe(thousands * 1000.0);
        row["status"].ShouldBe("reported");
    }

    [Theory]
    [InlineData("scope=comparable", "upper-tier", "", "comparable")]
    [InlineData("scope=libraries", "upper-tier", "", "libraries")]
    [InlineData("scope=community-support&geography=lower-tier", "lower-tier", "", "community-support")]
    [InlineData("scope=environmental&geography=authority&class=MD", "authority", "MD", "environmental")]
    public async Task Cuts_and_their_sums_are_those_that_the_api_answers(string query, string geography, string @class, string scope)
    {
        var answer = await snapshot.App.JsonAsync($"cuts?{query}");
        var (cuts, figures, frames) = (await CsvAsync("cuts"), await CsvAsync($"figures-{geography}"), await CsvAsync("frames"));
        var rows = cuts
            .Rows.Select(cuts.Named)
            .Where(row => Equals(row["geography"], geography) && Equals(row["class"] ?? "", @class) && Equals(row["scope"], scope))
            .ToList();

        var ranked = rows.Where(row => row["excluded"] is null).ToList();
        ranked
            .Select(row =>
                $"{row["code"]} {Number(row["from"])} {Number(row["to"])} {Number(row["change"])} {Number(row["changePercent"])} {row["rank"]}"
            )
            .ShouldBe(
                answer["areas"]!.Select(area =>
                    $"{area["code"]} {Number(area["from"]!.Value<double>())} {Number(area["to"]!.Value<double>())} {Number(area["change"]!.Value<double>())} {Number(area["changePercent"]!.Value<double?>())} {area["rank"]}"
                )
            );
        rows.Where(row => row["excluded"] is not null)
            .Select(row => $"{row["code"]}: {row["excluded"]}")
            .ShouldBe(answer["excluded"]!.Select(area => $"{area["code"]}: {area["reason"]}"));

        // England from the files alone: what was filed, what turns it into real pounds, and who lives there.
        var codes = ranked.Select(row => (string)row["code"]!).ToHashSet(StringComparer.Ordinal);
        foreach (var end in (string[])["from", "to"])
        {
            var year = answer["query"]![end]!.Value<string>();
            var frame = frames
                .Rows.Select(frames.Named)
                .Where(row =>
                    Equals(row["geography"], geography)
                    && Equals(row["year"], year)
                    && Equals(row["population"], "newest")
                    && codes.Contains((string)row["code"]!)
                )
                .ToList();
            frame.Count.ShouldBe(codes.Count);
            var cash = figures
                .Rows.Select(figures.Named)
                .Where(row =>
                    Equals(row["return"], "budget")
                    && Equals(row["scope"], scope)
                    && Equals(row["year"], year)
                    && codes.Contains((string)row["code"]!)
                )
                .ToList();
            cash.Count.ShouldBe(codes.Count);
            var real = cash.Sum(row => (double)row["cash"]!) * (double)frame[0]["realFactor"]!;
            (real / frame.Sum(row => (double)row["residents"]!)).ShouldBe(answer["england"]![end]!.Value<double>(), 1e-6);
        }
    }

    [Fact]
    public async Task Gradients_are_those_that_the_api_answers()
    {
        var answer = await snapshot.App.JsonAsync("gradient?scope=comparable&to=2019-20");
        var table = await CsvAsync("gradients");
        var row = table
            .Rows.Select(table.Named)
            .Single(row =>
                Equals(row["return"], "budget")
                && Equals(row["scope"], "comparable")
                && Equals(row["fromYear"], "2010-11")
                && Equals(row["toYear"], "2019-20")
            );
        Math.Round((double)row["englandChangePercent"]!, 2).ShouldBe(-20.17);
        ((double[])[-26.4, -24.7, -21.3, -17.2, -12.6]).ShouldBe(
            Enumerable
                .Range(1, 5)
                .Select(fifth => Math.Round((double)row[$"fifth{fifth.ToString(CultureInfo.InvariantCulture)}ChangePercent"]!, 1))
        );
        row["sii"].ShouldBe(answer["sii"]!["changePercent"]!["value"]!.Value<double>());
        row["gapLow"].ShouldBe(answer["gap"]!["low"]!.Value<double>());
        row["concentrationTo"].ShouldBe(answer["concentration"]!["to"]!["value"]!.Value<double>());
    }

    [Theory]
    [InlineData("cuts.csv", "gzip")]
    [InlineData("cuts.csv", "br")]
    [InlineData("datapackage.json", "br")]
    [InlineData("cuts.parquet", null)]
    public async Task A_file_is_for_good_and_sent_once_compressed_where_that_saves(string file, string? encoding)
    {
        var plain = await BytesAsync(file);
        using var sent = await SendAsync(HttpMethod.Get, file, request => request.Headers.AcceptEncoding.ParseAdd(encoding ?? "br, gzip"));
        sent.Headers.CacheControl!.ToString().ShouldBe("public, max-age=31536000, immutable");
        sent.Content.Headers.ContentEncoding.ShouldBe(encoding is null ? [] : [encoding]);
        var bytes = await sent.Content.ReadAsByteArrayAsync();
        bytes.LongLength.ShouldBe(sent.Content.Headers.ContentLength!.Value);
        Unpacked(bytes, encoding).ShouldBe(plain);
        sent.Headers.ETag!.IsWeak.ShouldBeFalse();

        using var head = await SendAsync(HttpMethod.Head, file, request => request.Headers.AcceptEncoding.ParseAdd(encoding ?? "br, gzip"));
        head.Content.Headers.ContentLength.ShouldBe(sent.Content.Headers.ContentLength);
        head.Headers.ETag.ShouldBe(sent.Headers.ETag);
        (await head.Content.ReadAsByteArrayAsync()).ShouldBeEmpty();

        using var again = await SendAsync(HttpMethod.Get, file, request => request.Headers.IfNoneMatch.Add(sent.Headers.ETag!));
        again.StatusCode.ShouldBe(HttpStatusCode.NotModified);
    }

    [Fact]
    public async Task A_file_that_is_not_there_is_a_problem_that_says_where_to_look()
    {
        using var response = await SendAsync(HttpMethod.Get, "wages.csv", _ => { });
        response.StatusCode.ShouldBe(HttpStatusCode.NotFound);
        JObject.Parse(await response.Content.ReadAsStringAsync())["detail"]!
            .Value<string>()!
            .ShouldContain($"/api/v1/downloads?release={Release}");
    }

    private static byte[] Unpacked(byte[] bytes, string? encoding)
    {
        using var plain = new MemoryStream();
        using Stream packed = encoding switch
        {
            "gzip" => new System.IO.Compression.GZipStream(new MemoryStream(bytes), System.IO.Compression.CompressionMode.Decompress),
            "br" => new System.IO.Compression.BrotliStream(new MemoryStream(bytes), System.IO.Compression.CompressionMode.Decompress),
            _ => new MemoryStream(bytes),
        };
        packed.CopyTo(plain);
        return plain.ToArray();
    }

    private static string Number(object? number) => ((double?)number)?.ToString("R", CultureInfo.InvariantCulture) ?? "none";

    private static List<string> Strings(JsonNode list) => [.. list.AsArray().Select(text => (string)text!)];

    private static List<string> Cells(DownloadedTable table, IReadOnlyList<string> columns)
    {
        var places = columns.Select(column => table.Columns.ToList().IndexOf(column)).ToList();
        return
        [
            .. table.Rows.Select(row =>
                string.Join('|', places.Select(place => Convert.ToString(row[place], CultureInfo.InvariantCulture)))
            ),
        ];
    }

    private async Task<DownloadedTable> CsvAsync(string name) =>
        DownloadedTable.OfCsv(
            await BytesAsync($"{name}.csv"),
            [.. (await ResourceAsync(name))["schema"]!["fields"]!.AsArray().Select(field => (string)field!["type"]!)]
        );

    private async Task<JsonNode> ResourceAsync(string name) =>
        JsonNode.Parse(await BytesAsync("datapackage.json"))!["resources"]!
            .AsArray()
            .Single(resource => (string)resource!["name"]! == name)!;

    private async Task<byte[]> BytesAsync(string file)
    {
        using var response = await SendAsync(HttpMethod.Get, file, _ => { });
        response.StatusCode.ShouldBe(HttpStatusCode.OK, file);
        return await response.Content.ReadAsByteArrayAsync();
    }

    private Task<HttpResponseMessage> SendAsync(HttpMethod method, string file, Action<HttpRequestMessage> change)
    {
        var request = new HttpRequestMessage(method, new Uri($"api/v1/downloads/{Release}/{file}", UriKind.Relative));
        change(request);
        return snapshot.App.Host.HttpClient.SendAsync(request);
    }
}
