using BudgetWatch.Sources.Tabular;

namespace BudgetWatch.Sources;

internal static class FirstCellsOfRow
{
    /// <summary>The current row as a preview shows it, so that a reader finds its headings by the same rule that recognises them.</summary>
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
