using BudgetWatch.Pages.Tests.Browsing;
using Microsoft.Playwright;

namespace BudgetWatch.Pages.Tests;

/// <summary>A page that is open while figures are published, or while nothing answers, keeps what it has and says so.</summary>
public sealed class WhenSomethingHappensWhileAPageIsOpen(Site site)
{
    private const string Live = "**/api/v1/releases/live";

    [Fact]
    public async Task Another_release_is_told_quietly_and_no_figure_moves()
    {
        await using var page = await site.OpenAsync("/");
        var shown = await page.Page.Locator("main").InnerTextAsync();
        await page.Page.RouteAsync(
            Live,
            route => route.FulfillAsync(new RouteFulfillOptions { Json = new { id = "2027-01-01-0123456789ab" } })
        );
        await page.LookAsync();
        var notice = page.Page.GetByRole(AriaRole.Status);
        await notice.GetByText("New figures have been published").WaitForAsync();
        (await page.Page.Locator("main").InnerTextAsync()).ShouldBe(shown);
        (await page.Page.EvaluateAsync<string>("document.activeElement.tagName")).ShouldBe("BODY", "nobody's focus is taken");
        await page.Page.UnrouteAsync(Live);
        await notice.GetByRole(AriaRole.Link, new LocatorGetByRoleOptions { Name = "Show them" }).ClickAsync();
        await page.Page.Locator("#notice").WaitForAsync(new LocatorWaitForOptions { State = WaitForSelectorState.Hidden });
    }

    [Fact]
    public async Task The_same_release_and_a_page_of_a_release_that_is_named_are_no_news()
    {
        await using var page = await site.OpenAsync("/");
        await page.AnsweredAsync(IsLive, page.LookAsync);
        (await page.Page.Locator("#notice").IsHiddenAsync()).ShouldBeTrue();
        var release = await page.Page.Locator("html").GetAttributeAsync("data-release");
        await using var pinned = await site.OpenAsync($"/?release={release}");
        await pinned.Page.RouteAsync(
            Live,
            route => route.FulfillAsync(new RouteFulfillOptions { Json = new { id = "2027-01-01-0123456789ab" } })
        );
        await pinned.LookAsync();
        await pinned.Page.EvaluateAsync(PageScripts.ATurn);
        (await pinned.Page.Locator("#notice").IsHiddenAsync()).ShouldBeTrue();
    }

    [Theory]
    [InlineData(0)]
    [InlineData(500)]
    [InlineData(503)]
    [InlineData(429)]
    public async Task Where_nothing_answers_the_page_keeps_what_it_had_and_says_so(int status)
    {
        await using var page = await site.OpenAsync("/");
        var shown = await page.Page.Locator("main").InnerTextAsync();
        await page.Page.RouteAsync(
            "**/?*",
            route =>
                status == 0 ? route.AbortAsync() : route.FulfillAsync(new RouteFulfillOptions { Status = status, Body = "<main>no</main>" })
        );
        await page.Page.Locator("#control-measure").SelectOptionAsync("cash");
        await page.Page.GetByRole(AriaRole.Status).GetByText("could not be fetched").WaitForAsync();
        (await page.Page.Locator("main h1").InnerTextAsync()).ShouldBe(shown.Split('\n')[0]);
        (await page.Page.Locator("main").GetAttributeAsync("aria-busy")).ShouldBeNull();
        await page.Page.UnrouteAsync("**/?*");
        await page.Page.GetByRole(AriaRole.Link, new PageGetByRoleOptions { Name = "Try again" }).ClickAsync();
        await page.ReachedAsync(url => url.Contains("measure=cash", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Of_two_questions_the_last_is_answered_however_late_the_first_comes()
    {
        await using var page = await site.OpenAsync("/");
        var held = new TaskCompletionSource();
        await page.Page.RouteAsync(
            "**/?*measure=cash-per-head*",
            async route =>
            {
                await held.Task;
                await route.ContinueAsync();
            }
        );
        await page.Page.Locator("#control-measure").SelectOptionAsync("cash-per-head");
        await page.Page.Locator("#control-measure").SelectOptionAsync("cash");
        await page.ReachedAsync(url =>
            url.Contains("measure=cash&", StringComparison.Ordinal) || url.EndsWith("measure=cash", StringComparison.Ordinal)
        );
        var shown = await page.Page.Locator("main h1").InnerTextAsync();
        await page.AnsweredAsync(
            url => url.Contains("cash-per-head", StringComparison.Ordinal),
            () => Task.FromResult(held.TrySetResult())
        );
        (await page.Page.Locator("main h1").InnerTextAsync()).ShouldBe(shown);
        page.Page.Url.ShouldNotContain("per-head");
    }

    /// <summary>Back, and forward again before what was asked for going back has come.</summary>
    [Fact]
    public async Task The_figures_are_those_of_the_address_however_one_goes_back_and_forth()
    {
        await using var page = await site.OpenAsync("/");
        await page.Page.Locator("#control-measure").SelectOptionAsync("cash");
        await page.ReachedAsync(url => url.Contains("measure=cash", StringComparison.Ordinal));
        var shown = await page.Page.Locator("main h1").InnerTextAsync();
        var held = new TaskCompletionSource();
        await page.Page.RouteAsync(
            new Uri(site.Address, "/").AbsoluteUri,
            async route =>
            {
                await held.Task;
                await route.ContinueAsync();
            }
        );
        await page.Page.EvaluateAsync("history.back()");
        await page.AtAsync(url => new Uri(url).Query.Length == 0);
        await page.Page.EvaluateAsync("history.forward()");
        await page.AtAsync(url => url.Contains("measure=cash", StringComparison.Ordinal));
        await page.AnsweredAsync(url => new Uri(url).PathAndQuery == "/", () => Task.FromResult(held.TrySetResult()));
        (await page.Page.Locator("main h1").InnerTextAsync()).ShouldBe(shown);
        (await page.Page.Locator("#control-measure").InputValueAsync()).ShouldBe("cash");
        (await page.Page.Locator("main").GetAttributeAsync("aria-busy")).ShouldBeNull();
    }

    [Fact]
    public async Task Where_going_back_fails_the_address_stays_that_of_what_is_shown()
    {
        await using var page = await site.OpenAsync("/");
        await page.Page.Locator("#control-measure").SelectOptionAsync("cash");
        await page.ReachedAsync(url => url.Contains("measure=cash", StringComparison.Ordinal));
        await page.Page.RouteAsync(new Uri(site.Address, "/").AbsoluteUri, route => route.AbortAsync());
        await page.Page.EvaluateAsync("history.back()");
        await page.Page.GetByRole(AriaRole.Status).GetByText("could not be fetched").WaitForAsync();
        page.Page.Url.ShouldContain("measure=cash");
        (await page.Page.Locator("#control-measure").InputValueAsync()).ShouldBe("cash");
    }

    [Theory]
    [InlineData("/?scope=%3Cimg%20src%3Dx%20onerror%3Dalert(1)%3E")]
    [InlineData("/?area=%3Cscript%3Ealert(1)%3C%2Fscript%3E")]
    [InlineData("/?%22%3E%3Cscript%3Ealert(1)%3C%2Fscript%3E=1")]
    [InlineData("/nothing%3Cscript%3Ealert(1)%3C%2Fscript%3E")]
    [InlineData("/embed/%3Cscript%3Ealert(1)%3C%2Fscript%3E")]
    public async Task What_a_reader_sends_is_never_markup(string address)
    {
        await using var page = await site.OpenAsync(address);
        (await page.Page.Locator("main script, main img").CountAsync()).ShouldBe(0);
        (await page.Page.Locator("h1").CountAsync()).ShouldBe(1);
        page.PolicyViolations.ShouldBeEmpty();
    }

    private static bool IsLive(string url) => url.EndsWith("/releases/live", StringComparison.Ordinal);
}
