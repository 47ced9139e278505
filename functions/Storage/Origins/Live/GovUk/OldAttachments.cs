using System.Net;
using System.Text.RegularExpressions;

namespace BudgetWatch.Storage.Origins.Live.GovUk;

/// <summary>
/// Files of pages from before attachments were listed: links in HTML, each file twice, as a picture and by its title. Addresses may be
/// relative to the site, which redirects to where the file is.
/// </summary>
internal static partial class OldAttachments
{
    private const int Limit = 500;

    /// <summary>The files an HTML fragment links to, in order.</summary>
    public static IReadOnlyList<GovUkAttachment> In(string html, Uri site) =>
        [
            .. Link()
                .Matches(html)
                .Take(Limit)
                .Select(link =>
                    (
                        Address: Uri.TryCreate(site, WebUtility.HtmlDecode(link.Groups["href"].Value), out var address) ? address : null,
                        Text: ShownText.Of(WebUtility.HtmlDecode(Tag().Replace(link.Groups["text"].Value, " ")))
                    )
                )
                .Where(link => link.Address is { Scheme: "https" or "http" } address && !address.AbsolutePath.EndsWith('/'))
                .GroupBy(link => link.Address!)
                .Select(links => GovUkAttachments.Of(links.Key, null, links.Select(link => link.Text).MaxBy(text => text?.Length ?? 0))),
        ];

    [GeneratedRegex(
        "<a\\s(?:[^>]*?\\s)?href\\s*=\\s*[\"'](?<href>[^\"'<>]{1,2000})[\"'][^>]*>(?<text>(?:(?!</a>).){0,2000})</a>",
        RegexOptions.IgnoreCase | RegexOptions.Singleline | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture,
        matchTimeoutMilliseconds: 2000
    )]
    private static partial Regex Link();

    [GeneratedRegex("<[^>]*>", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 2000)]
    private static partial Regex Tag();
}
