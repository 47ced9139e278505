using System.Globalization;
using System.Text.RegularExpressions;
using BudgetWatch.Pages.Tests.Browsing;
using Microsoft.Playwright;
using Newtonsoft.Json.Linq;

namespace BudgetWatch.Pages.Tests;

/// <summary>The home page is operated by keyboard, and says what the API says.</summary>
public sealed partial class WhenTheFindingIsAskedOtherwise(Site site)
{
    /// <summary>Each control with a key that chooses another of its options, and what the address says then.</summary>
    public static TheoryData<string, string, string> Controls =>
        new()
        {
            { "scope", "ArrowDown", "scope=" },
            { "return", "ArrowDown", "return=outturn" },
            { "from", "ArrowDown", "from=2011-12" },
            { "to", "ArrowUp", "to=2021-22" },
            { "measure", "ArrowDown", "measure=real" },
            { "imd", "ArrowDown", "imd=2025" },
            { "show", "ArrowDown", "show=deprivation" },
            { "area", "ArrowDown", "area=" },
        };

    [Theory]
    [MemberData(nameof(Controls))]
    public async Task A_control_answers_to_the_keyboard_and_the_address_holds_what_is_shown(string control, string key, string address)
    {
        await using var page = await site.OpenAsync("/");
        var select = page.Page.Locator($"#control-{control}");
        await select.FocusAsync();
        await page.Page.Keyboard.PressAsync(key);
        await page.ReachedAsync(url => url.Contains(address, StringComparison.Ordinal));
        (await page.Page.EvaluateAsync<string>("document.activeElement.id")).ShouldBe(
            $"control-{control}",
            "focus stays where the reader is"
        );
        var shown = await TextAsync(page);

        // Anyone who gets the address sees the same, without scripts too.
        await using var other = await site.OpenAsync(new Uri(page.Page.Url).PathAndQuery, new Visit { Scripts = false });
        (await TextAsync(other)).ShouldBe(shown);

        // And back is back.
        await page.Page.GoBackAsync();
        await page.ReachedAsync(url => new Uri(url).Query.Length == 0);
        page.PolicyViolations.ShouldBeEmpty();
        page.Errors.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("")]
    [InlineData("scope=community-support&from=2010-11&to=2018-19&imd=2015")]
    [InlineData("return=outturn&measure=cash-per-head&london=excluded")]
    public async Task Its_figures_are_those_of_the_API(string query)
    {
        await using var page = await site.OpenAsync($"/?{query}");
        var gradient = await AnswerAsync($"gradient?{query}");
        var cuts = await AnswerAsync($"cuts?{query}");
        var summary = await AnswerAsync($"summary?{query}");
        var sentence = (await page.Page.Locator("blockquote").InnerTextAsync()).Trim();
        sentence.ShouldBe(summary["sentence"]!.ToString());
        sentence.ShouldStartWith(
            query.Contains("london=excluded", StringComparison.Ordinal) ? "Outside London, English councils'" : "English councils'"
        );
        sentence.ShouldContain(
            query.Contains("return=outturn", StringComparison.Ordinal) ? "councils' spending on" : "councils' budgets for"
        );
        var fifths = await RowsAsync(page, "fifths");
        fifths.Take(5).Select(row => row[^1]).ShouldBe(gradient["fifths"]!.Select(fifth => Percent(fifth["changePercent"])));
        fifths[^1][^1].ShouldBe(Percent(gradient["england"]!["changePercent"]));
        var areas = await RowsAsync(page, "deprivation");
        areas
            .Select(row => (row[0], row[3], row[^1]))
            .ShouldBe(
                cuts["areas"]!
                    .Where(area => area["rank"]!.Type != JTokenType.Null)
                    .Select(area => (area["name"]!.ToString(), area["rank"]!.ToString(), area["display"]!["changePercent"]!.ToString()))
            );
        (await page.Page.Locator("#deprivation svg.wide .spots [data-area]").CountAsync()).ShouldBe(areas.Count, "every area has a mark");
        (await page.Page.Locator("#fifths svg.wide .bar").CountAsync()).ShouldBe(5);
    }

    [Theory]
    [InlineData("deprivation")]
    [InlineData("fifths")]
    [InlineData("specifications")]
    [InlineData("map")]
    public async Task A_chart_can_be_taken_along_in_every_form(string chart)
    {
        await using var page = await site.OpenAsync("/?show=coincidence&area=E08000006");
        var figure = page.Page.Locator($"#{chart}");
        var title = await figure.Locator("h3").InnerTextAsync();

        var svg = await page.DownloadedAsync(figure.GetByRole(AriaRole.Link, new LocatorGetByRoleOptions { Name = "SVG" }));
        var text = System.Text.Encoding.UTF8.GetString(svg);
        System.Xml.Linq.XDocument.Parse(text).Root!.Elements().First().Value.ShouldBe(title, "the file says what it shows");
        text.ShouldContain("not official statistics", Case.Insensitive);

        var png = await page.DownloadedAsync(figure.GetByRole(AriaRole.Button, new LocatorGetByRoleOptions { Name = "PNG" }));
        png.AsSpan(0, 8).ToArray().ShouldBe([0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]);
        (System.Buffers.Binary.BinaryPrimitives.ReadInt32BigEndian(png.AsSpan(16)) >= 1500).ShouldBeTrue("it is painted at twice its size");

        var csv = await figure.GetByRole(AriaRole.Link, new LocatorGetByRoleOptions { Name = "CSV" }).GetAttributeAsync("href");
        csv.ShouldNotBeNull().ShouldContain("release=");
        using var rows = await site.Client.GetAsync(new Uri(csv!, UriKind.Relative), TestContext.Current.CancellationToken);
        rows.EnsureSuccessStatusCode();
        rows.Content.Headers.ContentType!.MediaType.ShouldBe("text/csv");

        await figure.GetByRole(AriaRole.Link, new LocatorGetByRoleOptions { Name = "Permalink" }).ClickAsync();
        await page.ReachedAsync(url => url.Contains("release=", StringComparison.Ordinal));
        (await page.Page.Locator($"#{chart} h3").InnerTextAsync()).ShouldBe(title);
        (await page.Page.Locator("html").GetAttributeAsync("data-pinned")).ShouldNotBeNull();
        page.PolicyViolations.ShouldBeEmpty();
        page.Errors.ShouldBeEmpty();
    }

    [Fact]
    public async Task What_is_pointed_at_is_told_in_words_and_shown_in_the_other_drawings()
    {
        await using var page = await site.OpenAsync("/?scope=comparable&to=2019-20");
        await page.Page.Locator("#deprivation svg.wide [data-area=E06000039]").HoverAsync(new LocatorHoverOptions { Force = true });
        (await page.Page.Locator("#deprivation .told").InnerTextAsync()).ShouldStartWith("Slough: -51.1%");
        (await page.Page.Locator("#map svg.wide .told-of").CountAsync()).ShouldBe(1);
    }

    [Fact]
    public async Task The_line_to_embed_leads_to_the_same_chart_in_a_frame()
    {
        await using var page = await site.OpenAsync("/?scope=libraries");
        var line = await page.Page.Locator("#fifths .embed-line").TextContentAsync();
        var address = Source().Match(line!).Groups["address"].Value.Replace("&amp;", "&", StringComparison.Ordinal);
        new Uri(address).Authority.ShouldBe(site.Address.Authority);
        await using var framed = await site.OpenAsync(new Uri(address).PathAndQuery, new Visit { Width = 320 });
        (await framed.Page.Locator("h1").InnerTextAsync()).ShouldBe(await page.Page.Locator("#fifths h3").InnerTextAsync());
        (await framed.Page.Locator("#fifths svg.narrow").IsVisibleAsync()).ShouldBeTrue();
        (await framed.WiderThanTheWindowAsync()).ShouldBeEmpty();
        using var answer = await site.Client.GetAsync(new Uri(address), TestContext.Current.CancellationToken);
        answer.Headers.GetValues("Content-Security-Policy").Single().ShouldContain("frame-ancestors *");
        using var home = await site.Client.GetAsync(new Uri("/", UriKind.Relative), TestContext.Current.CancellationToken);
        home.Headers.GetValues("Content-Security-Policy").Single().ShouldContain("frame-ancestors 'none'");
    }

    /// <summary>What a reader reads, with every table open.</summary>
    private static Task<string> TextAsync(OpenPage page) =>
        page.Page.EvaluateAsync<string>(
            "[...document.querySelectorAll('main h1, main .figures, main .chart figcaption, main table')].map(own => own.textContent.replace(/\\s+/g, ' ').trim()).join('\\n')"
        );

    private static async Task<IReadOnlyList<string[]>> RowsAsync(OpenPage page, string chart) =>
        (
            await page.Page.EvaluateAsync<string[][]>(
                $"[...document.querySelectorAll('#{chart} tbody tr')].map(row => [...row.cells].map(cell => cell.textContent))"
            )
        )!;

    private async Task<JObject> AnswerAsync(string path) =>
        JObject.Parse(
            await site.Client.GetStringAsync(new Uri($"/api/v1/{path}", UriKind.Relative), TestContext.Current.CancellationToken)
        );

    private static string Percent(JToken? value) =>
        string.Create(CultureInfo.InvariantCulture, $"{Math.Round(value!.Value<double>(), 1, MidpointRounding.AwayFromZero):0.0}%");

    [GeneratedRegex("src=\"(?<address>[^\"]+)\"", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Source();
}
