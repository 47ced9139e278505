using System.Globalization;
using BudgetWatch.Pipeline;

namespace BudgetWatch.App.Http;

/// <summary>An answer as a table: one header, one row for each thing (RFC 4180, UTF-8, invariant).</summary>
/// <param name="Columns">The columns.</param>
/// <param name="Rows">Text, numbers, truth values or null, one for each column.</param>
internal sealed record Table(IReadOnlyList<Column> Columns, IEnumerable<IReadOnlyList<object?>> Rows)
{
    /// <summary>The table as CSV.</summary>
    public string ToCsv()
    {
        using var csv = new StringWriter(CultureInfo.InvariantCulture);
        WriteCsv(csv);
        return csv.ToString();
    }

    /// <summary>Writes the table as CSV, row by row.</summary>
    public void WriteCsv(TextWriter csv)
    {
        csv.Write(string.Join(',', Columns.Select(column => column.Name)));
        csv.Write("\r\n");
        foreach (var row in Checked())
        {
            for (var i = 0; i < row.Count; i++)
            {
                csv.Write(i == 0 ? "" : ",");
                csv.Write(Cell(row[i]));
            }

            csv.Write("\r\n");
        }
    }

    /// <summary>The rows, each with a cell for each column.</summary>
    public IEnumerable<IReadOnlyList<object?>> Checked()
    {
        foreach (var row in Rows)
        {
            if (row.Count != Columns.Count)
            {
                throw new InvalidOperationException($"A row has {row.Count} cells under {Columns.Count} columns.");
            }

            for (var i = 0; i < row.Count; i++)
            {
                if (row[i] is double number && !double.IsFinite(number))
                {
                    throw new InvalidOperationException("A figure is not finite.");
                }
            }

            yield return row;
        }
    }

    /// <summary>A word as it is written everywhere.</summary>
    public static string Word(Enum word) => Json.Read<string>(Json.Write(word))!;

    /// <summary>A moment as it is written in tables.</summary>
    public static string Moment(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);

    private static string Cell(object? value) => value switch
    {
        null => "",
        string text => Quoted(Defused(text)),
        bool truth => truth ? "true" : "false",
        Enum word => Word(word),
        DateTimeOffset time => Moment(time),
        IFormattable number => number.ToString(null, CultureInfo.InvariantCulture),
        _ => throw new InvalidOperationException($"A cell cannot be a {value.GetType().Name}."),
    };

    /// <summary>A spreadsheet must not take a text for a formula.</summary>
    private static string Defused(string text) => text.Length > 0 && "=+-@\t\r".Contains(text[0], StringComparison.Ordinal) ? "'" + text : text;

    private static string Quoted(string text) =>
        text.AsSpan().IndexOfAny(",\"\r\n") < 0 ? text : $"\"{text.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
}
