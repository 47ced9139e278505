using System.Net;
using System.Net.Http.Headers;
using Newtonsoft.Json.Linq;

namespace BudgetWatch.EndToEnd.Tests;

/// <summary>A range of a download (RFC 9110, section 14): the same bytes as of the whole, whatever the file is kept as.</summary>
public sealed class WhenAPartOfAFileIsAsked(PublishedSnapshot snapshot)
{
    private string Release => snapshot.FirstRun.Outcome!.Release!;

    private string Downloads => $"api/v1/downloads/{Release}/";

    [Theory]
    [InlineData("areas.parquet")]
    [InlineData("figures-lower-tier.csv")]
    [InlineData("areas.json")]
    [InlineData("areas.csv-metadata.json")]
    public async Task It_is_the_part_of_the_whole(string file)
    {
        using var answer = await AskAsync(Downloads + file);
        var (whole, tag) = (await answer.Content.ReadAsByteArrayAsync(), answer.Headers.ETag!);
        tag.IsWeak.ShouldBeFalse();
        answer.Headers.AcceptRanges.ShouldBe(["bytes"]);
        foreach (
            var (range, from, to) in ((string, int, int)[])
                [
                    ("bytes=0-3", 0, 4),
                    ("bytes=100-", 100, whole.Length),
                    ("bytes=-4", whole.Length - 4, whole.Length),
                    ("bytes=100-99999999", 100, whole.Length),
                    ($"bytes={whole.Length - 1}-", whole.Length - 1, whole.Length),
                ]
        )
        {
            using var part = await AskAsync(Downloads + file, ("Range", range), ("Accept-Encoding", "br, gzip"));
            part.StatusCode.ShouldBe(HttpStatusCode.PartialContent, range);
            (await part.Content.ReadAsByteArrayAsync()).ShouldBe(whole[from..to], range);
            part.Content.Headers.ContentRange!.ToString().ShouldBe($"bytes {from}-{to - 1}/{whole.Length}");
            part.Content.Headers.ContentLength.ShouldBe(to - from);
            part.Content.Headers.ContentEncoding.ShouldBeEmpty();
            part.Headers.ETag.ShouldBe(tag);
        }
    }

    [Fact]
    public async Task Parquet_begins_and_ends_as_parquet_does()
    {
        using var first = await AskAsync(Downloads + "areas.parquet", ("Range", "bytes=0-3"));
        using var last = await AskAsync(Downloads + "areas.parquet", ("Range", "bytes=-4"));
        (await first.Content.ReadAsStringAsync(), await last.Content.ReadAsStringAsync()).ShouldBe(("PAR1", "PAR1"));
    }

    [Fact]
    public async Task What_is_compressed_in_itself_has_one_tag_however_it_is_asked_for()
    {
        using var plain = await AskAsync(Downloads + "areas.parquet");
        using var accepting = await AskAsync(Downloads + "areas.parquet", ("Accept-Encoding", "gzip, br"));
        accepting.Headers.ETag.ShouldBe(plain.Headers.ETag);
        accepting.Content.Headers.ContentEncoding.ShouldBeEmpty();
    }

    [Fact]
    public async Task Head_says_how_long_a_file_is_and_that_parts_can_be_asked_for()
    {
        using var whole = await AskAsync(Downloads + "areas.csv");
        using var request = new HttpRequestMessage(HttpMethod.Head, new Uri(Downloads + "areas.csv", UriKind.Relative));
        request.Headers.Range = new RangeHeaderValue(0, 3);
        using var head = await snapshot.App.Host.HttpClient.SendAsync(request);
        head.StatusCode.ShouldBe(HttpStatusCode.OK);
        head.Headers.AcceptRanges.ShouldBe(["bytes"]);
        head.Content.Headers.ContentLength.ShouldBe((await whole.Content.ReadAsByteArrayAsync()).Length);
    }

    /// <summary>Several ranges, another unit, a range that is none, and a range of another file: the file, whole.</summary>
    [Theory]
    [InlineData("bytes=0-3,10-13", null)]
    [InlineData("lines=0-3", null)]
    [InlineData("bytes=b-a", null)]
    [InlineData("bytes=0-3", "\"another\"")]
    [InlineData("bytes=0-3", "Tue, 24 Nov 2026 09:00:00 GMT")]
    public async Task Where_no_part_can_be_given_it_is_the_whole(string range, string? ifRange)
    {
        using var whole = await AskAsync(Downloads + "areas.csv");
        using var answer = ifRange is null
            ? await AskAsync(Downloads + "areas.csv", ("Range", range))
            : await AskAsync(Downloads + "areas.csv", ("Range", range), ("If-Range", ifRange));
        answer.StatusCode.ShouldBe(HttpStatusCode.OK);
        (await answer.Content.ReadAsByteArrayAsync()).ShouldBe(await whole.Content.ReadAsByteArrayAsync());
    }

    [Fact]
    public async Task A_download_goes_on_where_it_broke_off()
    {
        using var whole = await AskAsync(Downloads + "areas.csv");
        using var rest = await AskAsync(Downloads + "areas.csv", ("Range", "bytes=5000-"), ("If-Range", whole.Headers.ETag!.ToString()));
        rest.StatusCode.ShouldBe(HttpStatusCode.PartialContent);
        (await rest.Content.ReadAsByteArrayAsync()).ShouldBe((await whole.Content.ReadAsByteArrayAsync())[5000..]);

        // A part of what was compressed on the way is no part of the file.
        using var packed = await AskAsync(Downloads + "areas.csv", ("Accept-Encoding", "gzip"));
        using var other = await AskAsync(
            Downloads + "areas.csv",
            ("Range", "bytes=5000-"),
            ("If-Range", packed.Headers.ETag!.ToString()),
            ("Accept-Encoding", "gzip")
        );
        other.StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task A_range_that_is_not_in_the_file_is_a_problem_that_says_how_long_it_is()
    {
        using var whole = await AskAsync(Downloads + "areas.csv");
        var length = (await whole.Content.ReadAsByteArrayAsync()).Length;
        using var answer = await AskAsync(Downloads + "areas.csv", ("Range", "bytes=99999999-"));
        answer.StatusCode.ShouldBe(HttpStatusCode.RequestedRangeNotSatisfiable);
        answer.Content.Headers.ContentType!.MediaType.ShouldBe("application/problem+json");
        answer.Content.Headers.ContentRange!.ToString().ShouldBe($"bytes */{length}");
        answer.Headers.CacheControl!.ToString().ShouldBe("no-store");
        answer.Headers.ETag.ShouldBeNull();
        var problem = JObject.Parse(await answer.Content.ReadAsStringAsync());
        problem["status"]!.Value<int>().ShouldBe(416);
        problem["detail"]!.Value<string>()!.ShouldContain($"{length} bytes");

        using var meant = await AskAsync(Downloads + "areas.csv", ("If-Match", "\"another\""));
        meant.StatusCode.ShouldBe(HttpStatusCode.PreconditionFailed);
        meant.Content.Headers.ContentType!.MediaType.ShouldBe("application/problem+json");
    }

    [Fact]
    public async Task An_edition_is_given_in_parts_too()
    {
        var edition = (await snapshot.App.JsonAsync($"releases/{Release}"))["inputs"]!.First(input =>
            input["sourceId"]!.Value<string>() == "gdp-deflators"
        )["sha256"]!.Value<string>();
        using var whole = await AskAsync($"api/v1/editions/{edition}/content");
        using var part = await AskAsync($"api/v1/editions/{edition}/content", ("Range", "bytes=10-19"));
        part.StatusCode.ShouldBe(HttpStatusCode.PartialContent);
        (await part.Content.ReadAsByteArrayAsync()).ShouldBe((await whole.Content.ReadAsByteArrayAsync())[10..20]);
        part.Content.Headers.ContentDisposition!.DispositionType.ShouldBe("attachment");
    }

    private async Task<HttpResponseMessage> AskAsync(string path, params (string Name, string Value)[] headers)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(path, UriKind.Relative));
        foreach (var (name, value) in headers)
        {
            request.Headers.TryAddWithoutValidation(name, value).ShouldBeTrue();
        }

        return await snapshot.App.Host.HttpClient.SendAsync(request);
    }
}
