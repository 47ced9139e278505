using System.Globalization;
using System.Text;
using BudgetWatch.App.Http;
using BudgetWatch.App.Http.Answers;
using BudgetWatch.App.Http.Contract;
using BudgetWatch.Questions.ReleaseAccess;
using BudgetWatch.Questions.Vocabulary;
using Microsoft.AspNetCore.Http;

namespace BudgetWatch.App.Pages;

/// <summary>The frame that all pages share: head, menu, room for notices, footer. It loads nothing from other sites and has no inline script.</summary>
internal static class PageFrame
{
    private static readonly IReadOnlyList<(string Href, string Text)> Menu =
    [
        ("/", "Finding"),
        ("/areas", "Areas"),
        ("/compare", "Compare"),
        ("/coincidence", "Coincidence"),
        ("/claims", "Claim check"),
        ("/method", "Method"),
        ("/sources", "Sources"),
    ];

    /// <summary>What a browser may load and run for a page: its own scripts, styles and pictures; and, of pictures, those a script has just painted.</summary>
    private const string Policy =
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' blob:; connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors ";

    /// <summary>The policy of a page.</summary>
    public static string PolicyOf(SitePage page) => Policy + (page.IsEmbedded ? "*" : "'none'");

    /// <summary>A response with a page that is not kept.</summary>
    public static Response Response(HttpRequest request, SitePage page, LoadedRelease? release, int status, string caching) =>
        Response(request, page, release, status, caching, null);

    /// <summary>The same with the address that it is known by.</summary>
    public static Response Response(
        HttpRequest request,
        SitePage page,
        LoadedRelease? release,
        int status,
        string caching,
        string? canonical
    ) =>
        new(request, status, "html", null, caching, new AnswerBody(Written(page, release, isPinned: false, canonical)))
        {
            ContentSecurityPolicy = PolicyOf(page),
        };

    /// <summary>A page as HTML.</summary>
    /// <param name="page">The page.</param>
    /// <param name="release">The release whose figures it shows; null where it shows none.</param>
    /// <param name="isPinned">Whether it was asked for of this release, so that a newer one is no news.</param>
    /// <param name="canonical">The address that it is known by, whatever others added to the one that was asked for; null where it is known by none.</param>
    public static byte[] Written(SitePage page, LoadedRelease? release, bool isPinned, string? canonical) =>
        Encoding.UTF8.GetBytes(
            Markup
                .Of(
                    $"""
                    <!DOCTYPE html>
                    <html lang="en-GB" data-release="{release?.Release.Id}"{(isPinned ? Markup.Of($" data-pinned") : new Markup())}{(
                        page.IsEmbedded ? Markup.Of($" class=\"embedded\"") : new Markup()
                    )}>
                    <head>
                    <meta charset="utf-8">
                    <meta name="viewport" content="width=device-width, initial-scale=1">
                    <title>{page.Title} - BudgetWatch</title>
                    <meta name="description" content="{page.Description}">
                    <meta property="og:title" content="{page.Title}">
                    <meta property="og:description" content="{page.Description}">
                    {(
                        canonical is null ? new Markup() : Markup.Of($"<link rel=\"canonical\" href=\"{canonical}\">\n")
                    )}<link rel="stylesheet" href="{SiteAssets.Href("site.css")}">
                    <link rel="icon" href="{SiteAssets.Href("icon.svg")}" type="image/svg+xml">
                    <link rel="alternate" type="application/atom+xml" title="Releases" href="/{Routes.Feed}">
                    <script type="module" src="{SiteAssets.Href("site.js")}"></script>
                    </head>
                    <body{(page.IsEmbedded ? Markup.Of($" class=\"embedded\"") : new Markup())}>
                    <a class="skip" href="#main">Skip to content</a>
                    {(page.IsEmbedded ? new Markup() : Masthead(page))}<div id="notice" class="notice" role="status" hidden></div>
                    <p id="spoken" class="unseen" aria-live="polite"></p>
                    <main id="main" tabindex="-1">
                    {page.Main}</main>
                    {(page.IsEmbedded ? new Markup() : Footing(release))}</body>
                    </html>

                    """
                )
                .ToString()
        );

    /// <summary>A day as pages print it, in UTC.</summary>
    public static string Day(DateTimeOffset at) => at.UtcDateTime.ToString("d MMMM yyyy", CultureInfo.InvariantCulture);

    private static Markup Masthead(SitePage page) =>
        Markup.Of(
            $"""
            <header class="masthead">
            <a class="brand" href="/">BudgetWatch</a>
            <nav aria-label="Pages"><ul>
            {new Markup().AddEach(
                Menu,
                entry =>
                    $"<li><a href=\"{entry.Href}\"{(entry.Href == page.Under ? Markup.Of($" aria-current=\"page\"") : new Markup())}>{entry.Text}</a></li>\n"
            )}</ul></nav>
            </header>
            <hr>

            """
        );

    private static Markup Footing(LoadedRelease? release) =>
        Markup.Of(
            $"""
        <footer class="footing">
        {(release is null ? new Markup() : Markup.Of($"""
            <p>Release <a href="/{Routes.Base}/releases/{release.Release.Id}">{release.Release.Id}</a>, published {Day(release.Release.PublishedAt)}. A release never changes: an address with <code>release={release.Release.Id}</code> always gives these figures.</p>
            <p>In Excel, open CSV files with Data, From Text/CSV. A double click turns years such as 2010-11 into dates; <code>yearStart</code> and the other columns that end in <code>Start</code> stay as they are.</p>
            {new Markup().AddEach(Attributions.All, text => $"<p>{text}</p>\n")}
            """))}<p>Every figure is also in the <a href="/{Routes.Docs}">API</a>, which needs no key. No cookies, trackers or third-party content.</p>
        </footer>

        """
        );
}
