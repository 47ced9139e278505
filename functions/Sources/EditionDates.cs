using System.Globalization;
using System.Text.RegularExpressions;

namespace BudgetWatch.Sources;

/// <summary>
/// Dates an edition of the deflators gives itself in words: <c>last updated 11 February 2020</c>, <c>HMT March 2026 QNA</c>, or the name of its
/// sheet, <c>11032020 deflator update</c>.
/// </summary>
internal static partial class EditionDates
{
    /// <summary>Every date in a text; the first of the month where no day is named.</summary>
    public static IEnumerable<DateOnly> In(string text)
    {
        foreach (Match match in InWords().Matches(text))
        {
            var day = match.Groups["day"] is { Success: true } named ? named.Value : "1";
            if (Parse($"{day} {match.Groups["month"].Value} {match.Groups["year"].Value}", "d MMMM yyyy") is { } date)
            {
                yield return date;
            }
        }

        if (InDigits().Match(text) is { Success: true } digits && Parse(digits.Value, "ddMMyyyy") is { } sheet)
        {
            yield return sheet;
        }
    }

    private static DateOnly? Parse(string text, string format) =>
        DateOnly.TryParseExact(text, format, CultureInfo.InvariantCulture, DateTimeStyles.None, out var date) ? date : null;

    [GeneratedRegex(
        @"\b((?<day>[0-9]{1,2})(st|nd|rd|th)? )?(?<month>January|February|March|April|May|June|July|August|September|October|November|December) (?<year>20[0-9][0-9])\b",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture,
        matchTimeoutMilliseconds: 1000
    )]
    private static partial Regex InWords();

    [GeneratedRegex(@"^[0-9]{8}\b", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex InDigits();
}
