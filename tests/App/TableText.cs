using System.Globalization;
using BudgetWatch.Questions.Tables;

namespace BudgetWatch.App.Tests;

/// <summary>Tables as text.</summary>
internal static class TableText
{
    public static string ToCsv(this Table table)
    {
        using var csv = new StringWriter(CultureInfo.InvariantCulture);
        table.WriteCsv(csv);
        return csv.ToString();
    }
}
