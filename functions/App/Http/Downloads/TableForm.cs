using System.Text;
using BudgetWatch.Questions.Tables;
using Newtonsoft.Json;

namespace BudgetWatch.App.Http.Downloads;

/// <summary>A form that tables are written in.</summary>
/// <param name="Extension">What its files end in.</param>
/// <param name="MediaType">Their media type.</param>
/// <param name="IsPacked">Whether files are compressed in themselves.</param>
/// <param name="WriteAsync">Writes a table.</param>
internal sealed record TableForm(string Extension, string MediaType, bool IsPacked, Func<Table, Stream, CancellationToken, Task> WriteAsync)
{
    /// <summary>CSV, as answers are.</summary>
    public static readonly TableForm Csv = new(
        "csv",
        Http.MediaType.Csv,
        false,
        async (table, stream, _) =>
        {
            await using var text = TextOn(stream);
            table.WriteCsv(text);
        }
    );

    /// <summary>Parquet, with typed columns.</summary>
    public static readonly TableForm Parquet = new("parquet", "application/vnd.apache.parquet", true, ParquetTable.WriteAsync);

    /// <summary>A JSON array with an object for each row, a line for each.</summary>
    public static readonly TableForm JsonRows = new(
        "json",
        Http.MediaType.Json,
        false,
        async (table, stream, _) =>
        {
            await using var text = TextOn(stream);
            WriteJson(table, text);
        }
    );

    /// <summary>Every form, the usual one first.</summary>
    public static readonly IReadOnlyList<TableForm> All = [Csv, Parquet, JsonRows];

    private static StreamWriter TextOn(Stream stream) =>
        new(stream, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false), leaveOpen: true);

    private static void WriteJson(Table table, StreamWriter text)
    {
        using var json = new JsonTextWriter(text) { CloseOutput = false };
        json.WriteStartArray();
        foreach (var row in table.Checked())
        {
            json.WriteWhitespace("\n");
            json.WriteStartObject();
            for (var i = 0; i < row.Count; i++)
            {
                json.WritePropertyName(table.Columns[i].Name);
                json.WriteValue(row[i]);
            }

            json.WriteEndObject();
        }

        json.WriteWhitespace("\n");
        json.WriteEndArray();
    }
}
