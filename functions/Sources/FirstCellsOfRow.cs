using BudgetWatch.Sources.Tabular;

namespace BudgetWatch.Sources;

internal static class FirstCellsOfRow
{
    /// <summary>The present row as a peek shows it, so that a reader finds its headings by the very rule it recognises them by.</summary>
    public static IReadOnlyList<string> FirstCells(this SheetCursor rows)
    {
        var cells = new string[Math.Min(rows.Width, SheetPeek.ColumnLimit)];
        for (var column = 0; column < cells.Length; column++)
        {
            cells[column] = rows.Text(column);
        }

        return cells;
    }
}
