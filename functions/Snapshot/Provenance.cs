using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using BudgetWatch.Domain.Observations;
using BudgetWatch.Sources.Revenue;
using BudgetWatch.Sources.Tabular;

namespace BudgetWatch.Snapshot;

/// <summary>Writes where the figures of a snapshot file are from: publisher, licence, the original by its hash, and each cell's place in it.</summary>
internal static class Provenance
{
    /// <summary>The text of a <c>.provenance.json</c>.</summary>
    public static string Describe(Edition edition, Extract extract)
    {
        var source = edition.Source.Description;
        using var stream = new MemoryStream();
        using (
            var json = new Utf8JsonWriter(
                stream,
                new JsonWriterOptions
                {
                    Indented = true,
                    NewLine = "\n",
                    Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
                }
            )
        )
        {
            json.WriteStartObject();
            json.WriteString("source", source.Id);
            json.WriteString("slot", edition.Content.Slot);
            json.WriteString("title", Title(edition, extract));
            json.WriteString("publisher", source.Publisher);
            json.WriteString("licence", source.Licence);
            json.WriteString("attribution", source.Attribution);
            json.WriteString("url", Addresses.Of(edition).ToString());
            json.WriteStartObject("original");
            json.WriteString("file", edition.File.Name);
            json.WriteString("sha256", Convert.ToHexStringLower(SHA256.HashData(edition.File.Bytes.Span)));
            json.WriteNumber("length", edition.File.Length);
            json.WriteString("sheet", extract.Sheet);
            if (extract.IsInPounds)
            {
                json.WriteString("unit", "pound");
            }

            if (Addresses.NoteOn(edition) is { } note)
            {
                json.WriteString("note", note);
            }

            json.WriteEndObject();
            Cells(json, extract);
            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(stream.ToArray()) + "\n";
    }

    private static string Title(Edition edition, Extract extract) =>
        edition.Content is RevenueReturn or ServiceDetails && edition.Source is not OutturnTimeSeries
            ? extract.Rows[0].Cells[0]
            : edition.Source.Description.Title;

    private static void Cells(Utf8JsonWriter json, Extract extract)
    {
        json.WriteStartObject("cells");
        json.WriteStartArray("columns");
        for (var column = 0; column < extract.Columns.Count; column++)
        {
            if (extract.Columns[column].Column is not { } there)
            {
                continue; // stated here and not there
            }

            json.WriteStartObject();
            json.WriteString("here", CellAddress.Letters(column));
            json.WriteString("original", CellAddress.Letters(there));
            json.WriteString("heading", extract.Columns[column].Heading);
            json.WriteEndObject();
        }

        json.WriteEndArray();

        // Rows run together: "here 4, original 10, count 443" says that row 4 was row 10, row 5 was row 11, and so on.
        json.WriteStartArray("rows");
        for (var row = 0; row < extract.Rows.Count; )
        {
            if (extract.Rows[row].Original is not { } original)
            {
                row++;
                continue;
            }

            var count = 1;
            while (row + count < extract.Rows.Count && extract.Rows[row + count].Original == original + count)
            {
                count++;
            }

            json.WriteStartObject();
            json.WriteNumber("here", row + 1);
            json.WriteNumber("original", original);
            json.WriteNumber("count", count);
            json.WriteEndObject();
            row += count;
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }
}
