using System.Globalization;
using BudgetWatch.Pages.Tests.Browsing;
using Microsoft.Playwright;
using Newtonsoft.Json.Linq;

namespace BudgetWatch.Pages.Tests;

/// <summary>The pages beside the finding: every control by keyboard, every chart in every form, every figure as the API has it.</summary>
public sealed class WhenOtherPagesAreOperated(Site site)
{
    private const string Liverpool = "E08000012";

    public static TheoryData<string> Operated =>
        ["/areas/E08000012", "/compare?area=E08000012&with=E06000041", "/coincidence", "/claims?claim=-30&area=E08000012"];

    [Theory]
    [MemberData(nameof(Operated))]
    public async Task Every_control_answers_to_the_keyboard(string address)
    {
        await using var page = await site.OpenAsync(address);
        var names = await page.Page.EvaluateAsync<string[]>("[...document.querySelectorAll('form.controls select')].map(own => own.name)");
        names.Length.ShouldBeGreaterThan(5);
        foreach (var name in names)
        {
            await page.Page.GotoAsync(new Uri(site.Address, address).AbsoluteUri);

            // Until a page is painted Chromium drops what is typed.
            await page.Page.EvaluateAsync("() => new Promise(painted => requestAnimationFrame(() => requestAnimationFrame(painted)))");
            var select = page.Page.Locator($"form.controls select[name={name}]");
            var before = await select.InputValueAsync();
            await select.FocusAsync();
            var isLast = await select.EvaluateAsync<bool>("own => own.selectedIndex === own.options.length - 1");

            // Asked before the key is pressed: the page that it leads to may choose otherwise, and may be there at once.
            var after = await select.EvaluateAsync<string>($"own => own.options[own.selectedIndex + ({(isLast ? -1 : 1)})].value");
            after.ShouldNotBe(before, name);
            await page.Page.Keyboard.PressAsync(isLast ? "ArrowUp" : "ArrowDown");
            await page.ReachedAsync(url =>
                after.Length == 0
                    ? !url.Contains($"{name}={before}", StringComparison.Ordinal)
                    : url.Contains($"{name}={Uri.EscapeDataString(after)}", StringComparison.Ordinal)
            );
            (await page.Page.Locator("h1").CountAsync()).ShouldBe(1, name);
            // A fourth area where there is no third is the third.
            (
                await page.Page.EvaluateAsync<string[]>("[...document.querySelectorAll('form.controls select')].map(own => own.value)")
            ).ShouldContain(after, name);
            (await page.Page.EvaluateAsync<string>("document.activeElement.name ?? ''")).ShouldBe(name, "focus stays where the reader is");
        }

        page.PolicyViolations.ShouldBeEmpty();
        page.Errors.Where(error => !error.Contains("the server responded with a status of 4", StringComparison.Ordinal)).ShouldBeEmpty();
    }

    [Theory]
    [MemberData(nameof(Operated))]
    public async Task Every_chart_can_be_taken_along_in_every_form(string address)
    {
        await using var page = await site.OpenAsync(address);
        var charts = await page.Page.EvaluateAsync<string[]>("[...document.querySelectorAll('figure.chart')].map(own => own.id)");
        charts.ShouldNotBeEmpty();
        foreach (var chart in charts)
        {
            var figure = page.Page.Locator($"#{chart}");
            var title = await figure.Locator("h3").InnerTextAsync();
            var svg = await page.DownloadedAsync(figure.GetByRole(AriaRole.Link, new LocatorGetByRoleOptions { Name = "SVG" }));
            System.Xml.Linq.XDocument.Parse(System.Text.Encoding.UTF8.GetString(svg)).Root!.Elements().First().Value.ShouldBe(title);
            var png = await page.DownloadedAsync(figure.GetByRole(AriaRole.Button, new LocatorGetByRoleOptions { Name = "PNG" }));
            png.AsSpan(0, 4).ToArray().ShouldBe([0x89, 0x50, 0x4E, 0x47]);
            foreach (
                var figures in await page.Page.EvaluateAsync<string[]>(
                    $"[...document.querySelectorAll('#{chart} .tools a')].map(own => own.getAttribute('href')).filter(href => href.startsWith('/api/'))"
                )
            )
            {
                figures.ShouldContain("release=");
                using var answer = await site.Client.GetAsync(new Uri(figures, UriKind.Relative), TestContext.Current.CancellationToken);
                answer.IsSuccessStatusCode.ShouldBeTrue(figures);
            }

            var permalink = await figure
                .GetByRole(AriaRole.Link, new LocatorGetByRoleOptions { Name = "Permalink" })
                .GetAttributeAsync("href");
            await using var pinned = await site.OpenAsync(permalink!);
            (await pinned.Page.Locator($"#{chart} h3").InnerTextAsync()).ShouldBe(title);
            (await pinned.Page.Locator("html").GetAttributeAsync("data-pinned")).ShouldNotBeNull();
        }

        page.PolicyViolations.ShouldBeEmpty();
    }

    /// <summary>Liverpool lost half of what it budgeted for services outside social care.</summary>
    [Fact]
    public async Task An_area_s_figures_are_those_of_the_API()
    {
        await using var page = await site.OpenAsync($"/areas/{Liverpool}");
        (await page.Page.Locator("h1").InnerTextAsync()).ShouldContain("52.6%");
        var answer = await AnswerAsync($"areas/{Liverpool}");
        var shown = (await RowsAsync(page, "services")).ToDictionary(row => row[0], StringComparer.Ordinal);
        foreach (var cut in answer["cuts"]!.Where(cut => cut["display"]!.Type == JTokenType.Object))
        {
            var row = shown[cut["title"]!.ToString()];
            row[1..4]
                .ShouldBe(
                    [cut["display"]!["from"]!.ToString(), cut["display"]!["to"]!.ToString(), cut["display"]!["change"]!.ToString()],
                    cut["title"]!.ToString()
                );
        }

        var series = await AnswerAsync($"areas/{Liverpool}/series");
        var years = (await RowsAsync(page, "years")).ToDictionary(row => row[0], StringComparer.Ordinal);
        foreach (var value in series["values"]!.Where(value => value["display"]!.Type != JTokenType.Null))
        {
            years[value["year"]!.ToString()].ShouldContain(value["display"]!.ToString());
        }

        // From a figure to the cell it stands in.
        var cell = await page.Page.Locator("#services tbody a[href*=provenance]").First.GetAttributeAsync("href");
        (await AnswerAsync(cell!["/api/v1/".Length..]))["cells"]!.ShouldNotBeEmpty();
    }

    [Theory]
    [InlineData("christchurch", "Dorset")]
    [InlineData("Kingston upon Hull", "Hull")]
    [InlineData("ST HELENS", "St. Helens")]
    [InlineData("E07000048", "Dorset")]
    public async Task A_council_is_found_by_any_name_it_had(string sought, string found)
    {
        await using var page = await site.OpenAsync("/areas");
        await page.Page.Locator("main input[name=q]").FocusAsync();
        await page.Page.Keyboard.TypeAsync(sought);
        await page.Page.Keyboard.PressAsync("Enter");
        await page.ReachedAsync(url => url.Contains("q=", StringComparison.Ordinal));
        await page.Page.Locator("main a[href^='/areas/']").GetByText(found).First.ClickAsync();
        await page.ReachedAsync(url => new Uri(url).AbsolutePath.StartsWith("/areas/", StringComparison.Ordinal));
        (await page.Page.Locator("h1").InnerTextAsync()).ShouldContain(found);
    }

    [Fact]
    public async Task Areas_side_by_side_have_the_figures_of_the_API()
    {
        await using var page = await site.OpenAsync($"/compare?area={Liverpool}&with=E06000041");
        var cuts = (await AnswerAsync("cuts"))["areas"]!.ToDictionary(area => area["code"]!.ToString(), StringComparer.Ordinal);
        var text = await page.Page.Locator("main").InnerTextAsync();
        foreach (var code in (string[])[Liverpool, "E06000041"])
        {
            var row = page.Page.Locator($"main tr:has(a[href^='/areas/{code}'])").First;
            (await row.InnerTextAsync()).ShouldContain(cuts[code]["display"]!["changePercent"]!.ToString());
            text.ShouldContain(cuts[code]["name"]!.ToString());
        }
    }

    [Fact]
    public async Task Coincidence_is_told_as_the_API_tells_it()
    {
        await using var page = await site.OpenAsync("/coincidence");
        var answer = await AnswerAsync("coincidence");
        (await page.Page.Locator("blockquote").InnerTextAsync()).Trim().ShouldBe(answer["sentence"]!.ToString());
        var text = await page.Page.Locator("main").InnerTextAsync();
        text.ShouldContain(string.Create(CultureInfo.InvariantCulture, $"{answer["coincidence"]!["p"]!.Value<double>():0.000}"));
        foreach (var area in answer["areas"]!.Where(area => area["coincides"]!.Value<bool>()))
        {
            (await page.Page.Locator($"main table a[href^='/areas/{area["code"]}']").CountAsync()).ShouldBeGreaterThan(
                0,
                area["name"]!.ToString()
            );
        }

        // A drawing says it without colours: the hexagons where all three meet bear a 3.
        (await page.Page.Locator("#coincidence svg.wide .hexagons .level-5 text").AllTextContentsAsync())
            .Distinct()
            .ShouldBe(["3"]);
    }

    [Fact]
    public async Task A_claim_is_judged_as_the_API_judges_it()
    {
        await using var page = await site.OpenAsync("/claims");
        await page.Page.Locator("input[name=claim]").FocusAsync();
        await page.Page.Keyboard.TypeAsync("-30");
        await page.Page.Locator("select[name=area]").SelectOptionAsync(Liverpool);
        await page.ReachedAsync(url => url.Contains($"area={Liverpool}", StringComparison.Ordinal));
        (await page.Page.Locator("blockquote").First.InnerTextAsync())
            .Trim()
            .ShouldBe((await AnswerAsync($"claims?claim=-30&area={Liverpool}"))["sentence"]!.ToString());
    }

    [Fact]
    public async Task A_mistake_in_a_claim_is_told_beside_it()
    {
        await using var page = await site.OpenAsync("/claims?claim=lots");
        var field = page.Page.Locator("input[name=claim]");
        (await field.InputValueAsync()).ShouldBe("lots");
        (await field.GetAttributeAsync("aria-invalid")).ShouldBe("true");
        var described = (await field.GetAttributeAsync("aria-describedby"))!.Split(' ');
        string.Concat(await Task.WhenAll(described.Select(id => page.Page.Locator($"#{id}").InnerTextAsync())))
            .ShouldContain("not a number");
    }

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
}
