using BudgetWatch.Pages.Tests.Browsing;

namespace BudgetWatch.Pages.Tests;

/// <summary>Pages with a planted fault each, opened in the place of the site's: what the other tests hold can be seen to fail.</summary>
public sealed class WhenAPageIsWrong(Site site)
{
    private const string Address = "/planted";

    [Fact]
    public async Task A_page_with_no_fault_is_found_to_have_none()
    {
        await using var page = await OpenAsync(
            """<main id="main"><h1>Right</h1><p>It says <a href="#main">something</a>.</p><button>Do</button></main>"""
        );
        (await page.AxeViolationsAsync()).ShouldBeEmpty();
        page.PolicyViolations.ShouldBeEmpty();
        page.Errors.ShouldBeEmpty();
        page.FailedRequests.ShouldBeEmpty();
        page.RequestsElsewhere.ShouldBeEmpty();
        (await page.WiderThanTheWindowAsync()).ShouldBeEmpty();
        (await page.RunningAnimationsAsync()).ShouldBeEmpty();
        var order = await page.TabThroughAsync();
        order.Unreached.ShouldBeEmpty();
        order.Stops.ShouldBe([new Stop("a", "link", "something", "#main", true, true), new Stop("button", "button", "Do", "", true, true)]);
    }

    [Fact]
    public async Task What_its_policy_refuses_is_told()
    {
        await using var page = await OpenAsync(
            "<main><h1>x</h1><p style=\"color:red\">x</p></main><script>document.title='x'</script>",
            policy: "default-src 'none'"
        );
        page.PolicyViolations.ShouldContain(said => said.StartsWith("style-src-attr refused inline", StringComparison.Ordinal));
        page.PolicyViolations.ShouldContain(said => said.StartsWith("script-src-elem refused inline", StringComparison.Ordinal));
        (await page.Page.TitleAsync()).ShouldBe("Planted");
    }

    [Fact]
    public async Task What_its_policy_refuses_is_told_without_scripts_too()
    {
        await using var page = await OpenAsync(
            "<main><h1>x</h1><p style=\"color:red\">x</p></main>",
            new Visit { Scripts = false },
            "default-src 'none'"
        );
        page.PolicyViolations.ShouldNotBeEmpty();
    }

    [Fact]
    public async Task Errors_of_its_scripts_are_told()
    {
        await using var page = await OpenAsync(
            "<h1>x</h1><script>console.error('planted one')</script><script>throw new Error('planted two')</script>"
        );
        page.Errors.ShouldContain(said => said.Contains("planted one", StringComparison.Ordinal));
        page.Errors.ShouldContain(said => said.Contains("planted two", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_request_that_fails_and_one_to_elsewhere_are_told()
    {
        await using var page = await OpenAsync(
            "<h1>x</h1><img alt=\"\" src=\"/api/v1/nothing\"><img alt=\"\" src=\"http://localhost:9/x.png\">"
        );
        page.FailedRequests.ShouldContain($"{new Uri(site.Address, "/api/v1/nothing")}: 404");
        page.RequestsElsewhere.ShouldBe(["http://localhost:9/x.png"]);
    }

    [Fact]
    public async Task What_came_over_the_wire_is_counted_as_it_was_sent()
    {
        await using var page = await OpenAsync("<h1>x</h1><script>fetch('/api/v1/summary')</script>");
        var transfer = page.Transfers.Single(one => one.Address.EndsWith("/api/v1/summary", StringComparison.Ordinal));
        using var answer = await site.Client.GetAsync(new Uri("api/v1/summary", UriKind.Relative));
        var whole = (await answer.Content.ReadAsByteArrayAsync()).Length;
        transfer.Bytes.ShouldBeInRange(1, whole - 1, "the browser asks for it compressed");
    }

    [Fact]
    public async Task Faults_that_axe_knows_are_told_by_rule_and_element()
    {
        await using var page = await OpenAsync(
            "<main><h1>x</h1><p style=\"color:#bbb;background:#fff\">pale</p><img src=\"data:,\"></main>"
        );
        var found = await page.AxeViolationsAsync();
        found.ShouldContain(said =>
            said.StartsWith("color-contrast: ", StringComparison.Ordinal) && said.Contains("pale", StringComparison.Ordinal)
        );
        found.ShouldContain(said => said.StartsWith("image-alt: ", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_fault_in_the_dark_alone_is_seen_in_the_dark()
    {
        const string Body =
            "<style>:root{color-scheme:light dark}@media(prefers-color-scheme:dark){p{color:#444;background:#222}}</style><main><h1>x</h1><p>dim</p></main>";
        await using var page = await OpenAsync(Body);
        (await page.AxeViolationsAsync()).ShouldBeEmpty();
        await page.DarkenAsync();
        (await page.AxeViolationsAsync()).ShouldHaveSingleItem().ShouldStartWith("color-contrast: ");
    }

    [Fact]
    public async Task What_is_wider_than_a_phone_is_told_and_what_scrolls_by_itself_is_not()
    {
        var phone = new Visit { Width = 320 };
        await using (var wide = await OpenAsync("<h1>x</h1><div id=\"wide\" style=\"width:400px\">x</div>", phone))
        {
            (await wide.WiderThanTheWindowAsync()).ShouldContain(said => said.Contains("id=\"wide\"", StringComparison.Ordinal));
        }

        await using var held = await OpenAsync("<h1>x</h1><div style=\"overflow-x:auto\"><div style=\"width:400px\">x</div></div>", phone);
        (await held.WiderThanTheWindowAsync()).ShouldBeEmpty();
    }

    [Fact]
    public async Task Controls_without_a_name_a_visible_focus_or_a_way_to_them_are_told()
    {
        await using var page = await OpenAsync(
            """
            <style>#plain:focus{outline:none}#framed,#framed:focus{outline:none;box-shadow:0 0 1px red}#shadowed:focus{outline:none;box-shadow:0 0 3px blue}
            #away{position:absolute;left:-99rem}</style>
            <main><h1>x</h1><button id="nameless"></button><button id="plain">x</button><button id="framed">x</button><button id="shadowed">x</button><a id="away" href="#x">x</a>
            <button id="last">x</button><button id="first" tabindex="1">x</button><button id="hidden" hidden>x</button>
            <button id="fled" onfocus="this.blur();document.getElementById('last').focus()">x</button></main>
            """
        );
        var order = await page.TabThroughAsync();
        order.Stops[0].Element.ShouldBe("button#first");
        order.Stops[1].Follows.ShouldBeFalse("the first control is in the middle of the document");
        order.Stops.Where(stop => stop.Name.Length == 0).Select(stop => stop.Element).ShouldBe(["button#nameless"]);
        order.Stops.Where(stop => !stop.ShowsFocus).Select(stop => stop.Element).ShouldBe(["button#plain", "button#framed", "a#away"]);
        order.Unreached.ShouldHaveSingleItem().ShouldContain("id=\"fled\"");
    }

    [Fact]
    public async Task What_moves_is_told()
    {
        await using var page = await OpenAsync(
            "<style>@keyframes turn{to{opacity:0}}h1{animation:turn 1s infinite}@media(prefers-reduced-motion:reduce){h2{animation:none}}h2{animation:turn 1s infinite}"
                + "@media(prefers-reduced-motion:reduce){h2{animation:none}}</style><h1>x</h1><h2>y</h2>",
            new Visit { ReducedMotion = true }
        );
        (await page.RunningAnimationsAsync()).ShouldBe(["turn of <h1>x</h1>"]);
    }

    [Fact]
    public async Task A_late_paint_and_a_shift_are_measured()
    {
        await using var page = await OpenAsync(
            """
            <h1>x</h1><div id="gap"></div><p style="font-size:60px">moved by what comes late</p>
            <script>
            setTimeout(() => { document.getElementById('gap').style.height = '400px'; }, 400);
            setTimeout(() => { const p = document.createElement('p'); p.id = 'late'; p.style.fontSize = '80px'; p.textContent = 'late and large '.repeat(9); document.body.append(p); fetch('/api/v1/docs'); }, 450);
            </script>
            """
        );
        await page.Page.Locator("#late").WaitForAsync();
        var paint = await page.PaintAsync();
        paint.Largest.ShouldBeGreaterThanOrEqualTo(TimeSpan.FromMilliseconds(450));
        paint.What.ShouldContain("id=\"late\"");
        paint.Shift.ShouldBeGreaterThan(SitePages.LayoutShift);
    }

    [Fact]
    public async Task On_a_slow_line_an_answer_takes_a_round_trip_and_its_bytes()
    {
        const double BytesPerSecond = 40_000;
        var line = new SlowLine((int)BytesPerSecond * 8, TimeSpan.FromMilliseconds(300), 1);
        await using var page = await site.OpenAsync("/api/v1/docs", new Visit { On = line });
        var took = TimeSpan.FromMilliseconds(
            await page.Page.EvaluateAsync<double>("() => performance.getEntriesByType('navigation')[0].responseEnd")
        );
        took.ShouldBeGreaterThan((line.RoundTrip + TimeSpan.FromSeconds(page.Transfers.Single().Bytes / BytesPerSecond)) * 0.9);
    }

    private Task<OpenPage> OpenAsync(string body, Visit? visit = null, string? policy = null) =>
        site.OpenAsync(
            Address,
            (visit ?? new Visit()) with
            {
                Planted = new PlantedPage(
                    $"<!DOCTYPE html><html lang=\"en-GB\"><head><title>Planted</title><link rel=\"icon\" href=\"data:,\"></head><body>{body}</body></html>",
                    policy
                ),
            }
        );
}
