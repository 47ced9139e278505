using System.Globalization;
using System.Text.RegularExpressions;

namespace BudgetWatch.Sources;

/// <summary>
/// What the name or title of a file says of its being a correction: <c>Revised 22-Oct-2014</c>, <c>(revised)</c>, <c>v2</c>. Publishers put a corrected
/// file in the place of the one before under such a name and often leave the date inside as it was. It decides nothing but which of two editions is the newer,
/// where they say the same inside.
/// </summary>
/// <param name="Date">The day of the correction; null where none is named.</param>
/// <param name="Number">Which edition it is: 0 the first, 2 for <c>v2</c>; 1 for a correction without a number.</param>
public readonly partial record struct RevisionMark(DateOnly? Date, int Number) : IComparable<RevisionMark>
{
    /// <summary>What a name or a title says: the one that says more.</summary>
    /// <param name="name">The name it is offered under.</param>
    /// <param name="title">What the publisher calls it, where known.</param>
    public static RevisionMark Of(string name, string? title)
    {
        var (ofName, ofTitle) = (In(name), In(title ?? ""));
        return ofName.CompareTo(ofTitle) >= 0 ? ofName : ofTitle;
    }

    /// <inheritdoc/>
    public int CompareTo(RevisionMark other) =>
        Comparer<(DateOnly, int)>.Default.Compare((Date ?? DateOnly.MinValue, Number), (other.Date ?? DateOnly.MinValue, other.Number));

    private static RevisionMark In(string text)
    {
        DateOnly? date = null;
        var number = 0;
        foreach (Match match in Words().Matches(text))
        {
            number = 1;
            var day = match.Groups["day"] is { Success: true } named ? named.Value : "1";
            var found = match.Groups["month"] is { Success: true } month
                ? Parse($"{day} {month.Value[..3]} {match.Groups["year"].Value}", "d MMM yyyy")
                : Parse(
                    string.Join('/', Digits().Matches(match.Groups["digits"].Value).Select(part => part.Value)),
                    "d/M/yyyy",
                    "yyyy/M/d"
                );
            date = date is null || found > date ? found ?? date : date;
        }

        foreach (Match match in Versions().Matches(text))
        {
            var version = int.Parse(match.Groups["number"].ValueSpan, NumberStyles.None, CultureInfo.InvariantCulture);
            number = version > 1 ? Math.Max(number, version) : number;
        }

        return new RevisionMark(date, number);
    }

    private static DateOnly? Parse(string text, params string[] formats) =>
        DateOnly.TryParseExact(text, formats, CultureInfo.InvariantCulture, DateTimeStyles.None, out var date) ? date : null;

    // "Revised 22-Oct-2014", "(revised 3rd December 2009)", "_Corrected_22_10_2014", "updated October 2014", "amended-2014-10-22", "(revised)"
    [GeneratedRegex(
        @"(?<![a-z])(revised|corrected|amended|updated|re-?issued|republished)(?![a-z])([\s_\-:(]*(on[\s_]+)?(((?<day>[0-9]{1,2})(st|nd|rd|th)?[\s_\-.]+)?(?<month>Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]*[\s_\-.,]+(?<year>20[0-9][0-9])|(?<digits>[0-9]{1,2}[\-_./ ][0-9]{1,2}[\-_./ ]20[0-9][0-9]|20[0-9][0-9][\-_./ ][0-9]{1,2}[\-_./ ][0-9]{1,2}))(?![0-9]))?",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture,
        matchTimeoutMilliseconds: 1000
    )]
    private static partial Regex Words();

    [GeneratedRegex(@"[0-9]+", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Digits();

    // "__lower-tier__v2.xlsx", "(v3)"
    [GeneratedRegex(
        @"(?<![a-z0-9])v(?<number>[0-9]{1,2})(?![a-z0-9])",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture,
        matchTimeoutMilliseconds: 1000
    )]
    private static partial Regex Versions();
}
