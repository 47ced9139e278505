using System.Globalization;
using System.Text;
using Newtonsoft.Json;
using Newtonsoft.Json.Linq;
using Parquet;
using Sylvan.Data.Csv;

namespace BudgetWatch.EndToEnd.Tests.Downloads;

/// <summary>A table as anyone reads it from one of its files: a cell is a text, a number, a truth value or null.</summary>
internal sealed record DownloadedTable(IReadOnlyList<string> Columns, IReadOnlyList<object?[]> Rows)
{
    private const string Formulas = "=+-@\t\r";

    /// <summary>One cell of each row, by the name of its column.</summary>
    public IReadOnlyDictionary<string, object?> Named(object?[] row) =>
        Columns.Select((column, i) => (column, row[i])).ToDictionary(pair => pair.column, pair => pair.Item2);

    /// <summary>Reads CSV by what the data package says its columns are.</summary>
    public static DownloadedTable OfCsv(byte[] bytes, IReadOnlyList<string> types)
    {
        bytes.Take(3).ShouldNotBe([0xEF, 0xBB, 0xBF]);
        using var reader = CsvDataReader.Create(
            new StringReader(new UTF8Encoding(false, true).GetString(bytes)),
            new CsvDataReaderOptions { BufferSize = 1 << 20 }
        );
        var rows = new List<object?[]>();
        while (reader.Read())
        {
            rows.Add([.. types.Select((type, i) => OfText(reader.GetString(i), type))]);
        }

        return new DownloadedTable([.. Enumerable.Range(0, reader.FieldCount).Select(reader.GetName)], rows);
    }

    /// <summary>Reads an array of objects.</summary>
    public static DownloadedTable OfJson(byte[] bytes)
    {
        using var reader = new JsonTextReader(new StreamReader(new MemoryStream(bytes), new UTF8Encoding(false, true)))
        {
            DateParseHandling = DateParseHandling.None,
        };
        var rows = JArray.Load(reader);
        return new DownloadedTable(
            [.. ((JObject)rows[0]).Properties().Select(property => property.Name)],
            [
                .. rows.Cast<JObject>()
                    .Select(row =>
                        row.Properties()
                            .Select(property =>
                                ((JValue)property.Value).Value switch
                                {
                                    long whole => (double)whole,
                                    var other => other,
                                }
                            )
                            .ToArray()
                    ),
            ]
        );
    }

    /// <summary>Reads Parquet.</summary>
    public static async Task<DownloadedTable> OfParquetAsync(byte[] bytes)
    {
        await using var reader = await ParquetReader.CreateAsync(new MemoryStream(bytes));
        var fields = reader.Schema.DataFields;
        var rows = new List<object?[]>();
        for (var group = 0; group < reader.RowGroupCount; group++)
        {
            using var part = reader.OpenRowGroupReader(group);
            var count = (int)part.RowCount;
            var columns = new List<object?[]>();
            foreach (var field in fields)
            {
                columns.Add(await CellsAsync(part, field, count));
            }

            rows.AddRange(Enumerable.Range(0, count).Select(row => columns.Select(column => column[row]).ToArray()));
        }

        return new DownloadedTable([.. fields.Select(field => field.Name)], rows);
    }

    private static async Task<object?[]> CellsAsync(ParquetRowGroupReader part, Parquet.Schema.DataField field, int count)
    {
        if (field.ClrType == typeof(long))
        {
            var cells = new long?[count];
            await part.ReadAsync<long>(field, cells.AsMemory());
            return [.. cells.Select(cell => (object?)(double?)cell)];
        }

        if (field.ClrType == typeof(double))
        {
            var cells = new double?[count];
            await part.ReadAsync<double>(field, cells.AsMemory());
            return [.. cells.Cast<object?>()];
        }

        if (field.ClrType == typeof(bool))
        {
            var cells = new bool?[count];
            await part.ReadAsync<bool>(field, cells.AsMemory());
            return [.. cells.Cast<object?>()];
        }

        var texts = new string?[count];
        await part.ReadAsync(field, texts.AsMemory());
        return [.. texts.Cast<object?>()];
    }

    private static object? OfText(string text, string type) =>
        (type, text) switch
        {
            (_, "") => null,
            ("boolean", _) => bool.Parse(text),
            ("integer" or "number", _) => double.Parse(text, NumberStyles.Float, CultureInfo.InvariantCulture),
            _ => text is ['\'', var first, ..] && Formulas.Contains(first, StringComparison.Ordinal) ? text[1..] : text,
        };
}
