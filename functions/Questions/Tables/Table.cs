using System.Globalization;
using BudgetWatch.Domain;
using BudgetWatch.Pipeline;
using CsvHelper;

namespace BudgetWatch.Questions.Tables;

/// <summary>An answer as a table: one header, one row for each thing (RFC 4180, UTF-8, invariant).</summary>
internal sealed class Table
{
    private static readonly CsvWriterOptions Rfc4180 = new() { TrueValue = "true", FalseValue = "false" };

    private readonly IEnumerable<IReadOnlyList<object?>> _rows;
    private readonly IReadOnlyList<int> _years;

    /// <summary>Makes a table. After its columns comes, for each of financial years, one with the calendar year they start in: a spreadsheet may take 2010-11 for a date.</summary>
    /// <param name="columns">The columns.</param>
    /// <param name="rows">Text, numbers, truth values or null, one for each column.</param>
    public Table(IReadOnlyList<Column> columns, IEnumerable<IReadOnlyList<object?>> rows)
    {
        Columns = Column.WithYearStarts(columns);
        _years = [.. Enumerable.Range(0, columns.Count).Where(i => columns[i].IsFinancialYear)];
        _rows = rows;
    }

    /// <summary>The columns.</summary>
    public IReadOnlyList<Column> Columns { get; }

    /// <summary>Writes the table as CSV, row by row.</summary>
    public void WriteCsv(TextWriter csv)
    {
        using var writer = CsvWriter.Create(csv, Rfc4180, leaveOpen: true);
        writer.WriteHeader([.. Columns.Select(column => column.Name)]);
        foreach (var row in Checked())
        {
            foreach (var value in row)
            {
                writer.WriteField(Cell(value));
            }

            writer.EndRecord();
        }
    }

    /// <summary>The rows, each with a cell for each column.</summary>
    public IEnumerable<IReadOnlyList<object?>> Checked()
    {
        foreach (var row in _rows)
        {
            if (row.Count != Columns.Count - _years.Count)
            {
                throw new InvalidOperationException($"A row has {row.Count} cells under {Columns.Count - _years.Count} columns.");
            }

            for (var i = 0; i < row.Count; i++)
            {
                if (row[i] is double number && !double.IsFinite(number))
                {
                    throw new InvalidOperationException("A figure is not finite.");
                }
            }

            yield return _years.Count == 0 ? row : [.. row, .. _years.Select(i => (object?)StartOf(row[i]))];
        }
    }

    private static long? StartOf(object? year) =>
        year switch
        {
            FinancialYear known => known.StartYear,
            string text when FinancialYear.TryParse(text, out var found) => found.StartYear,
            _ => null,
        };

    /// <summary>A word as it is written everywhere.</summary>
    public static string Word(Enum word) => Json.Read<string>(Json.Write(word))!;

    /// <summary>A moment as it is written in tables.</summary>
    public static string Moment(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);

    private static object? Cell(object? value) =>
        value switch
        {
            string text => Defused(text),
            Enum word => Word(word),
            DateTimeOffset time => Moment(time),
            null or bool or IFormattable => value,
            _ when Json.TextOf(value) is { } text => Defused(text),
            _ => throw new InvalidOperationException($"A cell cannot be a {value.GetType().Name}."),
        };

    /// <summary>A spreadsheet must not take a text for a formula. CsvHelper's own guard would also put quotes around it.</summary>
    private static string Defused(string text) =>
        text.Length > 0 && "=+-@\t\r".Contains(text[0], StringComparison.Ordinal) ? "'" + text : text;
}
