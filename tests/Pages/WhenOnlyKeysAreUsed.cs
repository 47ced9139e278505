namespace BudgetWatch.Pages.Tests;

/// <summary>Every page by keyboard alone.</summary>
public sealed class WhenOnlyKeysAreUsed(Site site)
{
    [Theory]
    [MemberData(nameof(SitePages.Names), MemberType = typeof(SitePages))]
    public async Task By_keyboard_every_control_is_reached_in_order_has_a_name_and_shows_the_focus(string name)
    {
        await using var page = await site.OpenAsync(SitePages.Of(name).Address);
        var order = await page.TabThroughAsync();
        order.Unreached.ShouldBeEmpty();
        order.Stops.Where(stop => stop.Name.Length == 0).ShouldBeEmpty();
        order.Stops.Where(stop => !stop.ShowsFocus).ShouldBeEmpty();
        order.Stops.Where(stop => !stop.Follows).ShouldBeEmpty();
    }

    [Theory]
    [MemberData(nameof(SitePages.WholeNames), MemberType = typeof(SitePages))]
    public async Task The_first_Tab_leads_to_a_link_past_what_all_pages_have(string name)
    {
        await using var page = await site.OpenAsync(SitePages.Of(name).Address);
        await page.Page.Keyboard.PressAsync("Tab");
        var focused = page.Page.Locator(":focus");
        (await focused.InnerTextAsync()).ShouldBe("Skip to content", StringCompareShould.IgnoreCase);
        (await focused.IsVisibleAsync()).ShouldBeTrue();
        await page.Page.Keyboard.PressAsync("Enter");
        await page.Page.Locator("main:target").WaitForAsync();
    }
}
