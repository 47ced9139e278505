using System.Globalization;
using System.Text;
using Sylvan.Data.Csv;

namespace BudgetWatch.TestKit.Publishers;

/// <summary>A CSV file of the snapshot as rows of cells, for a test to change a cell as a publisher might.</summary>
/// <param name="Rows">Its rows, of differing lengths.</param>
public sealed record PublishedTable(IReadOnlyList<IReadOnlyList<string>> Rows)
{
    /// <summary>A file of the snapshot.</summary>
    /// <param name="name">Its name.</param>
    /// <returns>Its table.</returns>
    public static PublishedTable Read(string name) => Of(PublishedSnapshotFiles.Read(name));

    /// <summary>The table in a CSV file.</summary>
    /// <param name="file">The file.</param>
    /// <returns>Its table.</returns>
    public static PublishedTable Of(byte[] file)
    {
        using var csv = CsvDataReader.Create(
            new StringReader(Encoding.UTF8.GetString(file).TrimStart('\uFEFF')),
            new CsvDataReaderOptions { HasHeaders = false }
        );
        var rows = new List<IReadOnlyList<string>>();
        while (csv.Read())
            rows.Add([.. Enumerable.Range(0, csv.RowFieldCount).Select(csv.GetString)]);
        return new PublishedTable(rows);
    }

    /// <summary>The table with each row changed.</summary>
    /// <param name="change">What a row becomes, given its place.</param>
    /// <returns>The changed table.</returns>
    public PublishedTable With(Func<IReadOnlyList<string>, int, IReadOnlyList<string>> change) => new([.. Rows.Select(change)]);

    /// <summary>The rows as a CSV file.</summary>
    /// <returns>The file.</returns>
    public byte[] AsCsv() => Encoding.UTF8.GetBytes(string.Concat(Rows.Select(row => string.Join(',', row.Select(Quoted)) + "\n")));

    /// <summary>A number as a publisher writes it.</summary>
    /// <param name="value">The number.</param>
    /// <returns>Its text.</returns>
    public static string Text(decimal value) => value.ToString(CultureInfo.InvariantCulture);

    private static string Quoted(string cell) =>
        cell.AsSpan().IndexOfAny(",\"\n") < 0 ? cell : $"\"{cell.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
}
