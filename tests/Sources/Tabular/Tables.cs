using System.Text;
using BudgetWatch.Sources.Tabular;

namespace BudgetWatch.Sources.Tests;

/// <summary>Files as the cells a cursor gives, for tests of what it gives.</summary>
internal static class Tables
{
    /// <summary>A sheet's rows; cells as they read, "" for a blank one.</summary>
    public sealed record Table(string Sheet, IReadOnlyList<IReadOnlyList<string>> Rows);

    public static PublishedFile Text(string text, string name = "test.txt") => new(name, Encoding.UTF8.GetBytes(text));

    /// <summary>Every sheet and row of a file that can be read to its end.</summary>
    public static IReadOnlyList<Table> Of(PublishedFile file)
    {
        using var rows = Open(file);
        var tables = new List<Table>();
        while (rows.NextSheet())
        {
            var table = new List<IReadOnlyList<string>>();
            while (rows.NextRow())
            {
                table.Add([.. Enumerable.Range(0, rows.Width).Select(column => rows.Cell(column).ToString())]);
            }

            tables.Add(new Table(rows.Sheet, table));
        }

        rows.Fault.ShouldBeNull();
        return tables;
    }

    /// <summary>The rows of a file of one sheet.</summary>
    public static IReadOnlyList<IReadOnlyList<string>> Rows(PublishedFile file) => Of(file).ShouldHaveSingleItem().Rows;

    /// <summary>Why a file is not read to its end, on opening it or on the way.</summary>
    public static Refusal Refusal(PublishedFile file)
    {
        if (Opening.Of(file, default) is Opening.Refused refused)
        {
            return refused.Reason;
        }

        using var rows = Open(file);
        while (rows.NextSheet())
        {
            while (rows.NextRow())
            {
                for (var column = 0; column < rows.Width; column++)
                {
                    rows.Cell(column);
                }
            }
        }

        return rows.Fault.ShouldNotBeNull();
    }

    /// <summary>A cell of a file by its sheet and address.</summary>
    public static CellValue Cell(PublishedFile file, string sheet, string address)
    {
        var at = CellAddress.Parse(address);
        using var rows = Open(file);
        while (rows.NextSheet())
        {
            while (rows.Sheet == sheet && rows.NextRow())
            {
                if (rows.Row == at.Row)
                {
                    return rows.Cell(at.Column);
                }
            }
        }

        rows.Fault.ShouldBeNull();
        return default;
    }

    public static SheetCursor Open(PublishedFile file) => Opening.Of(file, default).ShouldBeOfType<Opening.Opened>().Rows;
}
