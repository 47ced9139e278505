using BudgetWatch.Questions.Tables;
using Newtonsoft.Json.Linq;

namespace BudgetWatch.App.Http;

/// <summary>What the columns of a CSV are, as metadata of W3C's CSV on the Web, written from their declaration.</summary>
internal static class Csvw
{
    private const string Licence = "https://www.nationalarchives.gov.uk/doc/open-government-licence/version/3/";

    /// <summary>The metadata of one CSV.</summary>
    /// <param name="url">The address of the CSV, absolute or relative to that of the metadata.</param>
    /// <param name="columns">Its columns.</param>
    /// <param name="title">What it is called; null where it has no name.</param>
    /// <param name="key">The columns that together name a row; empty where none do.</param>
    public static JObject Of(string url, IReadOnlyList<Column> columns, string? title = null, IReadOnlyList<string>? key = null)
    {
        var schema = new JObject { ["columns"] = new JArray(columns.Select(Described)) };
        if (key is { Count: > 0 })
        {
            schema["primaryKey"] = new JArray(key);
        }

        var metadata = new JObject
        {
            ["@context"] = new JArray("http://www.w3.org/ns/csvw", new JObject { ["@language"] = "en" }),
            ["url"] = url,
        };
        if (title is not null)
        {
            metadata["dc:title"] = title;
        }

        metadata["dc:license"] = new JObject { ["@id"] = Licence };
        metadata["dc:description"] =
            "A text that begins with =, +, -, @, a tab or a carriage return has a ' put before it, so that no spreadsheet takes it for a formula.";
        metadata["dialect"] = new JObject
        {
            ["encoding"] = "utf-8",
            ["delimiter"] = ",",
            ["quoteChar"] = "\"",
            ["doubleQuote"] = true,
            ["lineTerminators"] = new JArray("\r\n"),
            ["header"] = true,
            ["headerRowCount"] = 1,
        };
        metadata["tableSchema"] = schema;
        return metadata;
    }

    private static JObject Described(Column column)
    {
        var described = new JObject
        {
            ["name"] = column.Name,
            ["titles"] = column.Name,
            ["dc:description"] = column.Meaning,
            ["datatype"] = column.Type switch
            {
                ColumnType.Whole => "integer",
                ColumnType.Number => "double",
                ColumnType.Truth => "boolean",
                ColumnType.Instant => "dateTime",
                _ => "string",
            },
            ["null"] = "",
        };
        if (column.Type == ColumnType.Words)
        {
            described["separator"] = " ";
        }

        if (column.IsRequired)
        {
            described["required"] = true;
        }

        if (column.Unit is { } unit)
        {
            described["schema:unitText"] = unit;
        }

        return described;
    }
}
