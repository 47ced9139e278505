using System.Text;
using System.Text.RegularExpressions;
using BudgetWatch.Pipeline.Ingest;

namespace BudgetWatch.Storage.Origins.Live;

/// <summary>
/// Looks at the first bytes of what was fetched as a file: error pages come with HTTP 200 and any content type. What it is to the full,
/// readers find out.
/// </summary>
internal static partial class Sniffing
{
    private const int Looked = 4_096;

    /// <summary>Why content cannot be a published table, or null.</summary>
    public static async Task<Rejected?> RefuseAsync(OfferedContent content, CancellationToken cancellation)
    {
        await using var bytes = content.OpenRead();
        var beginning = new byte[Looked];
        return Refuse(beginning.AsSpan(0, await bytes.ReadAtLeastAsync(beginning, Looked, throwOnEndOfStream: false, cancellation)));
    }

    /// <summary>Why bytes cannot be a published table, or null.</summary>
    public static Rejected? Refuse(ReadOnlySpan<byte> bytes)
    {
        if (bytes.IsEmpty)
            return Not("nothing");
        var start = Encoding.UTF8.GetString(bytes[..Math.Min(bytes.Length, Looked)]).TrimStart('\uFEFF', ' ', '\t', '\r', '\n');

        // No workbook begins so, and no table of figures.
        if (start.StartsWith('<'))
            return Not(
                ShownText.Of(Title().Match(start) is { Success: true } match ? match.Groups["title"].Value : null) is { } title
                    ? $"a web page, '{title}'"
                    : "a web page"
            );
        if (start.StartsWith("%PDF", StringComparison.Ordinal))
            return Not("a PDF document");
        return null;
    }

    private static Rejected Not(string found) => new("a workbook or comma-separated text", found);

    [GeneratedRegex(
        "<title[^>]*>(?<title>[^<]{1,200})",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture,
        matchTimeoutMilliseconds: 1000
    )]
    private static partial Regex Title();
}
