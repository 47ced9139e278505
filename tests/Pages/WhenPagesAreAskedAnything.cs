using System.Net;
using BudgetWatch.Domain.Observations;

namespace BudgetWatch.Pages.Tests;

/// <summary>Whatever a page, a chart or a frame is asked with, there is an answer or a reason, never a failure; and of what was sent nothing is markup.</summary>
public sealed class WhenPagesAreAskedAnything(Site site)
{
    private static readonly string[] Addresses =
    [
        "/",
        "/areas",
        "/areas/E08000012",
        "/compare",
        "/coincidence",
        "/claims",
        "/method",
        "/sources",
        "/charts/deprivation.svg",
        "/charts/map.svg",
        "/charts/specifications.svg",
        "/charts/years.svg",
        "/charts/claim.svg",
        "/charts/compare.svg",
        "/charts/grants.svg",
        "/embed/fifths",
        "/embed/coincidence",
        "/assets/site.css",
        "/nothing",
    ];

    private static readonly string[] Names =
    [
        "return",
        "scope",
        "from",
        "to",
        "measure",
        "imd",
        "london",
        "groups",
        "weights",
        "population",
        "deflator",
        "geography",
        "class",
        "show",
        "area",
        "with",
        "third",
        "claim",
        "unit",
        "about",
        "threshold",
        "year",
        "q",
        "release",
        "asOf",
        "v",
        "toString",
        "__proto__",
    ];

    private static readonly string[] Values =
    [
        "",
        "outturn",
        "2019-20",
        "2010-11",
        "E08000012",
        "E99999999",
        "X-DORSET",
        "E09000001",
        "total",
        "education",
        "capacity",
        "lower-tier",
        "-30",
        "NaN",
        "1e400",
        "../../etc/passwd",
        "<script>alert(1)</script>",
        "' or 1 eq 1",
        "\0",
        "%",
        "&amp;",
        "\ud800",
        "2026-13-45",
        "9999999999999999999",
        "=cmd|' /C calc'!A0",
    ];

    [Fact]
    public async Task There_is_an_answer_or_a_reason()
    {
        var random = new Random(20101020);
        var failed = new List<string>();
        var seen = new Dictionary<HttpStatusCode, int>();
        for (var i = 0; i < 600; i++)
        {
            var query = string.Join(
                '&',
                Enumerable
                    .Range(0, random.Next(0, 4))
                    .Select(_ =>
                        $"{Pick(random, Names)}={Uri.EscapeDataString(Pick(random, Values).Replace("\ud800", "\ufffd", StringComparison.Ordinal))}"
                    )
            );
            var address = $"{Pick(random, Addresses)}?{query}";
            using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(address, UriKind.Relative));
            request.Headers.Accept.ParseAdd("text/html");
            using var answer = await site.Client.SendAsync(request, TestContext.Current.CancellationToken);
            var body = await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
            seen[answer.StatusCode] = seen.GetValueOrDefault(answer.StatusCode) + 1;
            var isMarkup = answer.Content.Headers.ContentType?.MediaType is "text/html" or "image/svg+xml";

            // The method speaks of NaN; nothing else has a reason to.
            var isFinite =
                address.StartsWith("/method", StringComparison.Ordinal)
                || query.Contains("NaN", StringComparison.Ordinal)
                || !(body.Contains("NaN", StringComparison.Ordinal) || body.Contains("Infinity", StringComparison.Ordinal));
            if (
                (int)answer.StatusCode >= 500
                || (isMarkup && body.Contains("<script>alert", StringComparison.Ordinal))
                || !isFinite
                || body.Contains("   at BudgetWatch", StringComparison.Ordinal)
            )
            {
                failed.Add($"{(int)answer.StatusCode} {address}");
            }
        }

        failed.ShouldBeEmpty();
        seen.Keys.ShouldContain(HttpStatusCode.OK);
        seen.Keys.ShouldContain(HttpStatusCode.BadRequest);
        seen.Keys.ShouldContain(HttpStatusCode.NotFound);
    }

    /// <summary>Some lines are nothing, or income, in every area: they have no percentage to draw.</summary>
    [Fact]
    public async Task Every_scope_and_line_has_a_page_and_charts_or_a_reason()
    {
        var failed = new List<string>();
        foreach (var scope in Scopes.All)
        {
            foreach (var page in (string[])["/", "/charts/deprivation.svg", "/charts/fifths.svg", "/charts/map.svg", "/areas/E06000039"])
            {
                using var answer = await site.Client.GetAsync(
                    new Uri($"{page}?scope={scope.Id}", UriKind.Relative),
                    TestContext.Current.CancellationToken
                );
                if ((int)answer.StatusCode >= 500)
                {
                    failed.Add($"{(int)answer.StatusCode} {page}?scope={scope.Id}");
                }
            }
        }

        failed.ShouldBeEmpty();
        Scopes.All.Count.ShouldBeGreaterThan(100);
    }

    /// <summary>What looks like another question once it is unescaped is not that question: its page is not served for it.</summary>
    [Theory]
    [InlineData("/?scope=comparable%26to%3D2018-19", "/?scope=comparable&to=2018-19", "2018-19")]
    [InlineData("/charts/fifths.svg?area=E08000012%26from%3D2011-12", "/charts/fifths.svg?area=E08000012&from=2011-12", "2011-12")]
    [InlineData("/charts/fifths.svg?show=cut%26to%3D2017-18", "/charts/fifths.svg?show=cut&to=2017-18", "2017-18")]
    [InlineData("/areas/E08000012&from=2011-12", "/areas/E08000012?from=2011-12", "2011-12")]
    public async Task No_question_is_answered_for_another(string other, string question, string says)
    {
        using var first = await site.Client.GetAsync(new Uri(other, UriKind.Relative), TestContext.Current.CancellationToken);
        ((int)first.StatusCode).ShouldBeOneOf(400, 404);
        using var second = await site.Client.GetAsync(new Uri(question, UriKind.Relative), TestContext.Current.CancellationToken);
        second.StatusCode.ShouldBe(HttpStatusCode.OK);
        (await second.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)).ShouldContain(says);
    }

    private static string Pick(Random random, string[] from) => from[random.Next(from.Length)];
}
