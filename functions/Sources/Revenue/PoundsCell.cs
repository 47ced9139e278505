using BudgetWatch.Sources.Tabular;

namespace BudgetWatch.Sources.Revenue;

/// <summary>Reads a cell of a return as pounds. What no return can hold is refused by cell, before anything is added up or multiplied.</summary>
internal static class PoundsCell
{
    /// <summary>
    /// The most a cell may hold, either way, in pounds: seven times the largest figure ever published, England's total service expenditure of
    /// 2024-25 (£134.2 thousand million). A file in pounds that is read in thousands is a hundred times beyond it.
    /// </summary>
    public const decimal MostPounds = 1_000_000_000_000m;

    /// <summary>What a person should expect of a cell in thousands of pounds or pounds.</summary>
    private static readonly string Within = $"at most {MostPounds:N0} pounds in a cell, either way";

    /// <summary>The figure in pounds or the publisher's word for why there is none; null with the reason.</summary>
    /// <param name="rows">The rows, at the cell's.</param>
    /// <param name="column">The cell's column, from 0.</param>
    /// <param name="poundsInUnit">How many pounds the file's unit is.</param>
    /// <param name="outcome">Where the reason is added.</param>
    public static Figure? Read(SheetCursor rows, int column, decimal poundsInUnit, ReadingOutcome outcome)
    {
        var cell = rows.Cell(column);
        if (cell.IsBeyond(MostPounds / poundsInUnit))
        {
            outcome.Refuse(rows.Here(column, Within, $"'{cell}', in {(poundsInUnit == 1 ? "pounds" : "thousands of pounds")}"));
            return null;
        }

        if (Figure.Read(cell) is { } figure)
        {
            return figure with { Value = figure.Value * poundsInUnit };
        }

        outcome.Refuse(rows.Here(column, Figure.Expected, $"'{cell}'"));
        return null;
    }

    /// <summary>Adds a reason for each of the columns whose number no return can hold.</summary>
    public static void RefuseBeyond(SheetCursor rows, IEnumerable<int> columns, decimal poundsInUnit, ReadingOutcome outcome)
    {
        foreach (var column in columns)
        {
            if (rows.Cell(column).IsBeyond(MostPounds / poundsInUnit))
            {
                Read(rows, column, poundsInUnit, outcome);
            }
        }
    }
}
