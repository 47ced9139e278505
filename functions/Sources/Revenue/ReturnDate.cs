using System.Globalization;
using System.Text.RegularExpressions;
using BudgetWatch.Sources.Tabular;

namespace BudgetWatch.Sources.Revenue;

/// <summary>
/// The date a return gives itself. Since 2009 every one does: on the view of one authority ("Last Updated: 15 November 2018",
/// "Revised 3 December 2009") in workbooks, above the table since 2021-22. The date of the release that first used the figures is another one.
/// </summary>
internal static partial class ReturnDate
{
    /// <summary>The date in a cell, if the cell is one that gives it.</summary>
    public static DateOnly? In(CellValue cell) =>
        cell.Kind == CellKind.Text
        && Statement().Match(cell.ToString()) is { Success: true } match
        && DateOnly.TryParseExact(
            string.Create(
                CultureInfo.InvariantCulture,
                $"{match.Groups["day"].ValueSpan} {match.Groups["month"].ValueSpan} {match.Groups["year"].ValueSpan}"
            ),
            "d MMM yyyy",
            CultureInfo.InvariantCulture,
            DateTimeStyles.None,
            out var date
        )
            ? date
            : null;

    /// <summary>The latest date in the present row.</summary>
    public static DateOnly? In(SheetCursor rows)
    {
        DateOnly? latest = null;
        for (var column = 0; column < rows.Width; column++)
        {
            latest = Later(latest, In(rows.Cell(column)));
        }

        return latest;
    }

    /// <summary>The later of two dates; the one there is.</summary>
    public static DateOnly? Later(DateOnly? one, DateOnly? other) => one is null || other > one ? other ?? one : one;

    /// <summary>How the snapshot states it, so that it is read back.</summary>
    public static string Write(DateOnly date) => date.ToString("'Last updated: 'd MMMM yyyy", CultureInfo.InvariantCulture);

    // "Last Updated:3 October 2024", "Last Updated: 17 Nov 2011", "Revised 3 December 2009"
    [GeneratedRegex(
        @"^\s*(Last updated(?>\s*):?|Revised)(?>\s*)(?<day>[0-9]{1,2})\s*(?<month>Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]*\s*(?<year>[0-9]{4})\s*$",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture,
        matchTimeoutMilliseconds: 1000
    )]
    private static partial Regex Statement();
}
