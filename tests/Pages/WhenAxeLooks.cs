using BudgetWatch.Pages.Tests.Browsing;

namespace BudgetWatch.Pages.Tests;

/// <summary>The rules of accessibility that a program can check, on every page, as wide and as dark as it may be.</summary>
public sealed class WhenAxeLooks(Site site)
{
    public static TheoryData<string, int> Looks =>
        [.. from page in SitePages.All from width in (int[])[320, 1280] select (page.Name, width)];

    [Theory]
    [MemberData(nameof(Looks))]
    public async Task Axe_finds_nothing_against_it(string name, int width)
    {
        await using var page = await site.OpenAsync(SitePages.Of(name).Address, new Visit { Width = width });
        (await page.AxeViolationsAsync()).ShouldBeEmpty("light");
        await page.DarkenAsync();
        (await page.AxeViolationsAsync()).ShouldBeEmpty("dark");
    }
}
