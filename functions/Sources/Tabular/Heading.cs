using System.Text;
using System.Text.RegularExpressions;

namespace BudgetWatch.Sources.Tabular;

/// <summary>
/// Headings drift from year to year: double spaces, "(total of lines 332 to 356)", footnote marks, straight and curly apostrophes or none,
/// capitals. Two headings that differ only so are the same one.
/// </summary>
internal static partial class Heading
{
    /// <summary>How many characters of a heading are checked; the longest published has 253, the longest note above a table 604.</summary>
    private const int Longest = 1_000;

    /// <summary>The heading without what drifts.</summary>
    public static string Normalise(string heading)
    {
        var text = TotalOfLines().Replace(heading.Length <= Longest ? heading : heading[..Longest], " ");
        text = Apostrophes().Replace(text, "");
        text = FootnoteMarks().Replace(text, "");
        return WhiteSpace().Replace(text, " ").Trim().ToLowerInvariant();
    }

    /// <summary>
    /// Its words alone, without notes in brackets: they say what a figure includes and come, go and are reworded from one year to the next.
    /// A bracket that is never closed takes the rest with it.
    /// </summary>
    public static string Words(string heading)
    {
        var words = new StringBuilder(heading.Length);
        var depth = 0;
        foreach (var character in heading.AsSpan(0, Math.Min(heading.Length, Longest)))
        {
            if (character is '(' or '[')
            {
                depth++;
                words.Append(' ');
            }
            else if (character is ')' or ']')
            {
                depth = Math.Max(0, depth - 1);
            }
            else if (depth == 0)
            {
                words.Append(character);
            }
        }

        return Normalise(words.ToString());
    }

    [GeneratedRegex(
        @"\(total\s+of\s+lines[^)]*\)",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant,
        matchTimeoutMilliseconds: 1000
    )]
    private static partial Regex TotalOfLines();

    [GeneratedRegex("['\u2018\u2019]", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Apostrophes();

    // "levy *", "levy (a)", "levy [note 1]": marks at the end only, so that "(GFRA only)" stays. One mark at a time: marks could be
    // parted among repeats within repeats in more ways than there is time to try.
    [GeneratedRegex(
        @"(\s*(\*|\([a-z]\)|\[note [0-9]+\]))+\s*$",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture,
        matchTimeoutMilliseconds: 1000
    )]
    private static partial Regex FootnoteMarks();

    [GeneratedRegex(@"\s+", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex WhiteSpace();
}
