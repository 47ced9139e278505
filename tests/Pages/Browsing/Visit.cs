namespace BudgetWatch.Pages.Tests.Browsing;

/// <summary>How a page is opened.</summary>
internal sealed record Visit
{
    /// <summary>The width of the window in CSS pixels: 320 a small phone or 1280 zoomed to 400%, 768 a tablet, 1280 a laptop.</summary>
    public int Width { get; init; } = 1280;

    /// <summary>Its height in CSS pixels.</summary>
    public int Height { get; init; } = 800;

    /// <summary>Whether the reader wants nothing to move.</summary>
    public bool ReducedMotion { get; init; }

    /// <summary>Whether scripts run.</summary>
    public bool Scripts { get; init; } = true;

    /// <summary>The line and processor it is opened on; null for what there is.</summary>
    public SlowLine? On { get; init; }

    /// <summary>A page of the test's own that is opened in the place of the site's; null for the site's.</summary>
    public PlantedPage? Planted { get; init; }
}

/// <summary>A slow line and processor.</summary>
/// <param name="BitsPerSecond">What comes down in a second.</param>
/// <param name="RoundTrip">From a request to the first byte of its answer, at least.</param>
/// <param name="Slowdown">How many times longer the processor takes.</param>
internal sealed record SlowLine(int BitsPerSecond, TimeSpan RoundTrip, int Slowdown)
{
    /// <summary>
    /// Slow 4G and a mid-range phone in the figures of Lighthouse (mobileSlow4G in its core/config/constants.js: 150 ms, 1.6 * 1024 kbit/s, a processor
    /// four times slower). The browser makes every request wait one round trip; of setting up a connection it makes nothing.
    /// </summary>
    public static readonly SlowLine Slow4G = new(1_638_400, TimeSpan.FromMilliseconds(150), 4);
}

/// <summary>A page of a test's own making.</summary>
/// <param name="Html">Its text.</param>
/// <param name="Policy">Its Content-Security-Policy; null for none.</param>
internal sealed record PlantedPage(string Html, string? Policy = null);
