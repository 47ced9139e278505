using System.Globalization;
using System.Text.RegularExpressions;
using BudgetWatch.Domain;

namespace BudgetWatch.Storage.Origins.Live.GovUk;

/// <summary>The time a release is of, from its path: publishers name it there, in a few ways.</summary>
internal static partial class ReleasePeriod
{
    private static readonly string[] months =
    [
        "january",
        "february",
        "march",
        "april",
        "may",
        "june",
        "july",
        "august",
        "september",
        "october",
        "november",
        "december",
    ];

    /// <summary>The first day of the time a path names, or null where it names none: <c>-2024-to-2025-</c>, <c>-2023-24-</c>, <c>-june-2026-</c>.</summary>
    public static DateOnly? Of(string path)
    {
        if (Years().Match(path) is { Success: true } years && YearOf(years) is { } year)
            return new DateOnly(year.StartYear, 4, 1);
        return Month().Match(path) is { Success: true } month
            ? new DateOnly(Number(month.Groups["year"]), Array.IndexOf(months, month.Groups["month"].Value.ToLowerInvariant()) + 1, 1)
            : null;
    }

    private static FinancialYear? YearOf(Match years)
    {
        var text = $"{years.Groups["from"].Value}-{years.Groups["to"].Value[^2..]}";
        return FinancialYear.TryParse(text, out var year) ? year : null;
    }

    private static int Number(Group digits) => int.Parse(digits.ValueSpan, NumberStyles.None, CultureInfo.InvariantCulture);

    [GeneratedRegex(
        @"-(?<from>\d{4})-(to-(?<to>\d{4})|(?<to>\d{2}))(?:-|$)",
        RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture,
        matchTimeoutMilliseconds: 1000
    )]
    private static partial Regex Years();

    [GeneratedRegex(
        @"-(?<month>january|february|march|april|may|june|july|august|september|october|november|december)-(?<year>[12]\d{3})(?:-|$)",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture,
        matchTimeoutMilliseconds: 1000
    )]
    private static partial Regex Month();
}
