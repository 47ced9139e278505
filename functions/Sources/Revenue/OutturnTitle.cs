using System.Text.RegularExpressions;
using BudgetWatch.Domain;

namespace BudgetWatch.Sources.Revenue;

/// <summary>
/// Titles of outturn sheets: "Revenue Outturn Summary (RS): 2010-11 data", "Revenue Outturn (RO) 2017-18: Revenue Outturn Summary (RS) data",
/// "Revenue Outturn (RO) 2023-24: Service Expenditure Summary (RSX) data". What the sheet is, is its mark in brackets: (RO2) and (RO3) are others.
/// </summary>
internal static partial class OutturnTitle
{
    /// <summary>Whether a text is the title of a sheet of that form.</summary>
    public static bool IsOf(string mark, string text) =>
        text.Contains("Revenue Outturn", StringComparison.OrdinalIgnoreCase) && text.Contains($"({mark})", StringComparison.Ordinal);

    /// <summary>The financial year in the title of a sheet of that form; null for any other text.</summary>
    public static FinancialYear? YearIn(string mark, string text) =>
        IsOf(mark, text) && Year().Match(text) is { Success: true } match && FinancialYear.TryParse(match.Value, out var year)
            ? year
            : null;

    [GeneratedRegex(@"\b[0-9]{4}-[0-9]{2}\b", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Year();
}
