using System.Globalization;
using System.Text;
using BudgetWatch.Pipeline;

namespace BudgetWatch.App.Http;

/// <summary>An answer as a table: one header, one row for each thing (RFC 4180, UTF-8, invariant).</summary>
/// <param name="Header">Column names; stable, readers build on them.</param>
/// <param name="Rows">Text, numbers, truth values or null, one for each column.</param>
internal sealed record Table(IReadOnlyList<string> Header, IEnumerable<IReadOnlyList<object?>> Rows)
{
    /// <summary>The table as CSV.</summary>
    public string ToCsv()
    {
        var csv = new StringBuilder();
        Append(csv, Header);
        foreach (var row in Rows)
        {
            if (row.Count != Header.Count)
            {
                throw new InvalidOperationException($"A row has {row.Count} cells under {Header.Count} columns.");
            }

            Append(csv, row);
        }

        return csv.ToString();
    }

    private static void Append(StringBuilder csv, IEnumerable<object?> cells) =>
        csv.AppendJoin(',', cells.Select(Cell)).Append("\r\n");

    private static string Cell(object? value) => value switch
    {
        null => "",
        string text => Quoted(Defused(text)),
        bool truth => truth ? "true" : "false",
        double number when !double.IsFinite(number) => throw new InvalidOperationException("A figure is not finite."),
        Enum word => Json.Read<string>(Json.Write(word))!,
        DateTimeOffset time => time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture),
        IFormattable number => number.ToString(null, CultureInfo.InvariantCulture),
        _ => throw new InvalidOperationException($"A cell cannot be a {value.GetType().Name}."),
    };

    /// <summary>A spreadsheet must not take a text for a formula.</summary>
    private static string Defused(string text) => text.Length > 0 && "=+-@\t\r".Contains(text[0], StringComparison.Ordinal) ? "'" + text : text;

    private static string Quoted(string text) =>
        text.AsSpan().IndexOfAny(",\"\r\n") < 0 ? text : $"\"{text.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
}
