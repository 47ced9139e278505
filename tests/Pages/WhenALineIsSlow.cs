using System.Globalization;
using BudgetWatch.Pages.Tests.Browsing;

namespace BudgetWatch.Pages.Tests;

/// <summary>What opening a page may cost. By itself, so that no other page is opened meanwhile.</summary>
[CollectionDefinition(nameof(WhenALineIsSlow), DisableParallelization = true)]
[Collection(nameof(WhenALineIsSlow))]
public sealed class WhenALineIsSlow(Site site)
{
    private const int Openings = 20;

    [Theory]
    [MemberData(nameof(SitePages.Names), MemberType = typeof(SitePages))]
    public async Task It_takes_no_more_bytes_and_requests_than_it_may(string name)
    {
        var budget = SitePages.Of(name);
        await using var page = await site.OpenAsync(budget.Address);
        var said = string.Join('\n', page.Transfers);
        page.Transfers.Count.ShouldBeInRange(1, budget.Requests, said);
        page.Transfers.Sum(transfer => transfer.Bytes).ShouldBeInRange(1, budget.Bytes, said);
    }

    [Theory]
    [MemberData(nameof(SitePages.Names), MemberType = typeof(SitePages))]
    public async Task It_is_painted_in_time_and_stays_where_it_is(string name)
    {
        // What else the machine does slows a page down and never speeds it up: the best of some openings is the page's own, and on a machine that is busy it takes more of them.
        var paints = new List<Paint>();
        do
        {
            await using var page = await site.OpenAsync(
                SitePages.Of(name).Address,
                new Visit
                {
                    Width = 412,
                    Height = 823,
                    On = SlowLine.Slow4G,
                }
            );
            paints.Add(await page.PaintAsync());
        } while (paints.Count < Openings && paints[^1].Largest >= SitePages.LargestPaint);

        TestContext.Current.TestOutputHelper?.WriteLine(string.Join('\n', paints));
        paints.Min(paint => paint.Largest).ShouldBeLessThan(SitePages.LargestPaint, string.Join('\n', paints));
        paints
            .Max(paint => paint.Shift)
            .ShouldBeLessThan(SitePages.LayoutShift, string.Create(CultureInfo.InvariantCulture, $"{string.Join('\n', paints)}"));
    }
}
