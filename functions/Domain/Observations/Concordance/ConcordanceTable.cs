using System.Globalization;
using System.Resources;
using System.Text;

namespace BudgetWatch.Domain.Observations;

/// <summary>The rows of a table of the concordance, each as its cells by heading. The tables are part of the program.</summary>
internal static class ConcordanceTable
{
    private static readonly ResourceManager Tables = new("concordance", typeof(ConcordanceTable).Assembly);

    /// <summary>Reads a table: headings first, then rows of as many cells.</summary>
    /// <param name="name">Its name: <c>lines</c>.</param>
    /// <exception cref="InvalidOperationException">It is not there, or a row has another number of cells than headings.</exception>
    public static IReadOnlyList<IReadOnlyDictionary<string, string>> Read(string name) =>
        Parse(
            Tables.GetString(name, CultureInfo.InvariantCulture)
                ?? throw new InvalidOperationException($"The concordance has no table '{name}'."),
            name
        );

    /// <summary>The rows of a text of comma-separated cells; a cell in quotes may hold commas and doubled quotes, and no line breaks.</summary>
    /// <param name="text">The text.</param>
    /// <param name="name">What to call it if it is wrong.</param>
    public static IReadOnlyList<IReadOnlyDictionary<string, string>> Parse(string text, string name)
    {
        var rows = text.ReplaceLineEndings("\n").Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(Cells).ToList();
        return
        [
            .. rows.Skip(1)
                .Select(
                    (cells, i) =>
                        cells.Count == rows[0].Count
                            ? rows[0].Zip(cells).ToDictionary(pair => pair.First, pair => pair.Second, StringComparer.Ordinal)
                            : throw new InvalidOperationException(
                                $"Row {i + 2} of '{name}' has {cells.Count} cells and not {rows[0].Count}: {string.Join(" | ", cells)}"
                            )
                ),
        ];
    }

    private static List<string> Cells(string row)
    {
        var cells = new List<string>();
        var cell = new StringBuilder();
        var quoted = false;
        for (var i = 0; i < row.Length; i++)
        {
            if (row[i] == '"' && quoted && i + 1 < row.Length && row[i + 1] == '"')
            {
                cell.Append(row[i++]);
            }
            else if (row[i] == '"')
            {
                quoted = !quoted;
            }
            else if (row[i] == ',' && !quoted)
            {
                cells.Add(cell.ToString());
                cell.Clear();
            }
            else
            {
                cell.Append(row[i]);
            }
        }

        cells.Add(cell.ToString());
        return cells;
    }
}
