namespace BudgetWatch.Pages.Tests;

/// <summary>A page of the site, with what it may cost.</summary>
/// <param name="Name">What tests and pictures call it: lower-case words joined by hyphens.</param>
/// <param name="Address">From the root, with its query.</param>
/// <param name="Bytes">The most that may come over the wire when it is opened with nothing in the cache, headers included.</param>
/// <param name="Requests">The most requests it may make then, itself included.</param>
public sealed record SitePage(string Name, string Address, int Bytes, int Requests)
{
    /// <summary>Whether it has the site's header, contents, footer and a link past them; a chart for a frame has not.</summary>
    public bool IsWhole { get; init; } = true;

    /// <summary>Whether docs/gallery shows it.</summary>
    public bool InGallery { get; init; } = true;
}

/// <summary>Every page that is tested in the browser. A line here is all that a new one takes.</summary>
public static class SitePages
{
    /// <summary>Largest contentful paint on the throttled profile (<see cref="Browsing.SlowLine"/>).</summary>
    public static readonly TimeSpan LargestPaint = TimeSpan.FromMilliseconds(1500);

    /// <summary>The sum of all layout shifts while it opens.</summary>
    public const double LayoutShift = 0.02;

    /// <summary>The pages.</summary>
    public static IReadOnlyList<SitePage> All { get; } =
    [
        new("home", "/", Bytes: 80_000, Requests: 4),
        new("home-outturn-map", "/?return=outturn&show=coincidence&area=E08000006", Bytes: 80_000, Requests: 4) { InGallery = false },
        new("areas", "/areas", Bytes: 60_000, Requests: 4),
        new("areas-search", "/areas?q=christchurch", Bytes: 60_000, Requests: 4) { InGallery = false },
        new("area", "/areas/E08000012", Bytes: 80_000, Requests: 4),
        new("area-district", "/areas/E07000098?geography=lower-tier", Bytes: 80_000, Requests: 4) { InGallery = false },
        new("compare", "/compare", Bytes: 80_000, Requests: 4),
        new("coincidence", "/coincidence", Bytes: 80_000, Requests: 4),
        new("claims", "/claims?claim=-43&area=E08000006", Bytes: 80_000, Requests: 4),
        new("method", "/method", Bytes: 60_000, Requests: 4),
        new("sources", "/sources", Bytes: 60_000, Requests: 4),
        new("embed", "/embed/fifths", Bytes: 30_000, Requests: 4) { IsWhole = false, InGallery = false },
        new("contract", "/api/v1/docs", Bytes: 65_000, Requests: 1) { InGallery = false },
    ];

    /// <summary>Their names, as the data of a theory.</summary>
    public static TheoryData<string> Names => [.. All.Select(page => page.Name)];

    /// <summary>Those with the header, contents and footer of the site.</summary>
    public static TheoryData<string> WholeNames => [.. All.Where(page => page.IsWhole).Select(page => page.Name)];

    /// <summary>The page of a name.</summary>
    public static SitePage Of(string name) => All.Single(page => page.Name == name);
}
