using BudgetWatch.Pages.Tests.Browsing;
using Microsoft.Playwright;

namespace BudgetWatch.Pages.Tests;

/// <summary>What holds for every page of <see cref="SitePages"/>, in the browser, against the running app.</summary>
public sealed class WhenAnyPageIsOpened(Site site)
{
    private const int Phone = 320;

    // A sentence or two: less is no answer.
    private const int LeastText = 150;

    [Theory]
    [MemberData(nameof(SitePages.Names), MemberType = typeof(SitePages))]
    public async Task It_has_its_parts_and_no_error(string name)
    {
        var opened = SitePages.Of(name);
        await using var page = await site.OpenAsync(opened.Address);
        page.PolicyViolations.ShouldBeEmpty();
        page.Errors.ShouldBeEmpty();
        page.FailedRequests.ShouldBeEmpty();
        page.RequestsElsewhere.ShouldBeEmpty();
        (await page.Page.Locator("html").GetAttributeAsync("lang")).ShouldBe("en-GB");
        (await page.Page.TitleAsync()).Trim().ShouldNotBeEmpty();
        (await page.Page.Locator("h1").CountAsync()).ShouldBe(1);
        (await page.Page.GetByRole(AriaRole.Main).CountAsync()).ShouldBe(1);
        if (opened.IsWhole)
        {
            (await page.Page.GetByRole(AriaRole.Banner).CountAsync()).ShouldBe(1);
            (await page.Page.GetByRole(AriaRole.Contentinfo).CountAsync()).ShouldBe(1);
            (await page.Page.GetByRole(AriaRole.Navigation).CountAsync()).ShouldBeGreaterThan(0);
        }
    }

    [Theory]
    [MemberData(nameof(SitePages.Names), MemberType = typeof(SitePages))]
    public async Task On_a_small_phone_it_does_not_scroll_sideways(string name)
    {
        await using var page = await site.OpenAsync(SitePages.Of(name).Address, new Visit { Width = Phone });
        (await page.WiderThanTheWindowAsync()).ShouldBeEmpty();
    }

    [Theory]
    [MemberData(nameof(SitePages.Names), MemberType = typeof(SitePages))]
    public async Task Without_scripts_it_says_what_it_has_to_say(string name)
    {
        await using var page = await site.OpenAsync(SitePages.Of(name).Address, new Visit { Scripts = false });
        (await page.Page.Locator("h1").InnerTextAsync()).Trim().ShouldNotBeEmpty();
        (await page.Page.GetByRole(AriaRole.Main).InnerTextAsync()).Length.ShouldBeGreaterThan(LeastText);
    }

    [Theory]
    [MemberData(nameof(SitePages.Names), MemberType = typeof(SitePages))]
    public async Task Nothing_moves_for_a_reader_who_wants_it_still(string name)
    {
        await using var page = await site.OpenAsync(SitePages.Of(name).Address, new Visit { ReducedMotion = true });
        (await page.RunningAnimationsAsync()).ShouldBeEmpty();
    }
}
