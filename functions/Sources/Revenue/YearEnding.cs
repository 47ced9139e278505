using System.Globalization;
using BudgetWatch.Domain;
using BudgetWatch.Sources.Tabular;

namespace BudgetWatch.Sources.Revenue;

/// <summary>A financial year by the month it ends in: 201803 is 2017-18.</summary>
internal static class YearEnding
{
    /// <summary>What one looks like.</summary>
    public const string Example = "201803";

    /// <summary>The year, or null if the cell is no month of March in range.</summary>
    public static FinancialYear? Read(CellValue cell) =>
        cell.TryDecimal(out var month) && month % 100 == 3 && month is >= 1950_03 and <= 2199_03
            ? new FinancialYear((int)(month / 100) - 1)
            : null;

    /// <summary>The year as the publisher writes it.</summary>
    public static string Write(FinancialYear year) => string.Create(CultureInfo.InvariantCulture, $"{year.StartYear + 1:0000}03");
}
