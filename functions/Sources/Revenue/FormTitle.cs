using System.Text.RegularExpressions;
using BudgetWatch.Sources.Tabular;

namespace BudgetWatch.Sources.Revenue;

/// <summary>
/// Titles of the forms that make up the revenue returns, each with its mark in brackets: "Revenue Outturn (RO) 2017-18: Specific and special grants (RG)
/// data", "Revenue Account Budget (RA) 2019-20: Specific grants (SG)". Publishers put them all on one page, and most are not read.
/// </summary>
internal static partial class FormTitle
{
    private const int Limit = 150;

    /// <summary>How many characters of a cell are checked; a title is shorter than what is shown of it.</summary>
    private const int Longest = 1_000;

    /// <summary>The first title of a form in a file, cut to be shown; null where there is none.</summary>
    public static string? In(FilePeek file) =>
        file
            .Sheets.SelectMany(sheet => sheet.Rows.SelectMany(row => row))
            .Where(cell => Form().IsMatch(cell.AsSpan(0, Math.Min(cell.Length, Longest))))
            .Select(cell => cell.Length <= Limit ? cell : cell[..Limit])
            .FirstOrDefault();

    [GeneratedRegex(
        @"\bRevenue (Outturn|Account)\b.*\((RO?[0-9A-Z]{0,3}|SG|SAR|TSR)\)",
        RegexOptions.IgnoreCase | RegexOptions.Singleline | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture,
        matchTimeoutMilliseconds: 1000
    )]
    private static partial Regex Form();
}
