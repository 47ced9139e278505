using System.Globalization;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Sylvan.Data.Csv;

namespace BudgetWatch.EndToEnd.Tests.Downloads;

/// <summary>
/// The rules of W3C's "Metadata Vocabulary for Tabular Data" (17 December 2015) that bear on one table: the Consortium publishes no JSON schema of it. And
/// whether a CSV is what its metadata says: its header, and of every cell the datatype.
/// </summary>
internal static partial class CsvwRules
{
    private static readonly string[] OfATable =
    [
        "@context",
        "@type",
        "@id",
        "url",
        "dialect",
        "tableSchema",
        "notes",
        "tableDirection",
        "transformations",
        "suppressOutput",
    ];
    private static readonly string[] OfADialect =
    [
        "@id",
        "@type",
        "commentPrefix",
        "delimiter",
        "doubleQuote",
        "encoding",
        "header",
        "headerRowCount",
        "lineTerminators",
        "quoteChar",
        "skipBlankRows",
        "skipColumns",
        "skipInitialSpace",
        "skipRows",
        "trim",
    ];

    private static readonly string[] OfASchema = ["@id", "@type", "columns", "foreignKeys", "primaryKey", "rowTitles"];
    private static readonly string[] Inherited =
    [
        "aboutUrl",
        "datatype",
        "default",
        "lang",
        "null",
        "ordered",
        "propertyUrl",
        "required",
        "separator",
        "textDirection",
        "valueUrl",
    ];
    private static readonly string[] OfAColumn = ["@id", "@type", "name", "suppressOutput", "titles", "virtual", .. Inherited];
    private static readonly string[] Datatypes = ["string", "integer", "double", "boolean", "dateTime"];

    /// <summary>What is wrong with metadata alone.</summary>
    public static IReadOnlyList<string> Faults(JsonNode metadata)
    {
        var faults = new List<string>();
        void Must(bool holds, string fault)
        {
            if (!holds)
            {
                faults.Add(fault);
            }
        }

        void Only(JsonNode? node, IEnumerable<string> allowed, string where) =>
            faults.AddRange(
                (node as JsonObject ?? [])
                    .Select(pair => pair.Key)
                    .Where(key => !allowed.Contains(key) && !CommonProperty().IsMatch(key))
                    .Select(key => $"{where} has {key}")
            );

        // 5.2: the context is the namespace, alone or first of two with the language or base.
        var context = metadata["@context"] is JsonArray both ? both[0] : metadata["@context"];
        Must((string?)context == "http://www.w3.org/ns/csvw", "@context");
        Must(metadata["@context"] is not JsonArray { Count: not 2 }, "@context has other than two parts");
        Only(metadata, OfATable.Concat(Inherited), "the table");

        // 5.4: a table has the address of its CSV.
        Must(metadata["url"] is JsonValue url && Uri.TryCreate((string?)url, UriKind.RelativeOrAbsolute, out _), "url");
        Only(metadata["dialect"], OfADialect, "the dialect");
        Only(metadata["tableSchema"], OfASchema.Concat(Inherited), "the schema");
        var columns = metadata["tableSchema"]?["columns"]?.AsArray() ?? [];
        Must(columns.Count > 0, "no columns");

        // 5.6: names are unique, in the characters of variables of URI templates, and do not begin with an underscore.
        var names = columns.Select(column => (string?)column!["name"] ?? "").ToList();
        Must(names.Distinct(StringComparer.Ordinal).Count() == names.Count, "a name stands twice");
        foreach (var column in columns)
        {
            var name = (string?)column!["name"] ?? "";
            Must(Name().IsMatch(name), $"the name '{name}'");
            Must(!string.IsNullOrWhiteSpace((string?)column["titles"]), $"{name} has no title");
            Must(((string?)column["dc:description"])?.EndsWith('.') == true, $"{name} is not described in a sentence");
            Must(Datatypes.Contains((string?)column["datatype"]), $"{name} is a {column["datatype"]}");
            Must((string?)column["null"] == "", $"{name} does not say what stands for nothing");
            Must(
                column["required"] is null
                    || column["required"]!.GetValueKind() is System.Text.Json.JsonValueKind.True or System.Text.Json.JsonValueKind.False,
                $"{name} is required otherwise than true or false"
            );
            Only(column, OfAColumn, name);
        }

        var key = metadata["tableSchema"]?["primaryKey"]?.AsArray() ?? [];
        Must(key.All(column => names.Contains((string)column!)), "the primary key names no column");
        return faults;
    }

    /// <summary>Where a CSV is not as its metadata says.</summary>
    public static IReadOnlyList<string> Faults(JsonNode metadata, string csv)
    {
        var columns = metadata["tableSchema"]!["columns"]!.AsArray();
        using var reader = CsvDataReader.Create(new StringReader(csv), new CsvDataReaderOptions { BufferSize = 1 << 20 });
        var header = Enumerable.Range(0, reader.FieldCount).Select(reader.GetName).ToList();
        if (!header.SequenceEqual(columns.Select(column => (string)column!["titles"]!)))
        {
            return [$"the header is {string.Join(',', header)}"];
        }

        var faults = new List<string>();
        for (var row = 1; reader.Read() && faults.Count < 10; row++)
        {
            for (var i = 0; i < columns.Count; i++)
            {
                var cell = reader.GetString(i);
                var isRequired = (bool?)columns[i]!["required"] == true;
                if (cell.Length == 0 ? isRequired : !Is(cell, (string)columns[i]!["datatype"]!))
                {
                    faults.Add(
                        string.Create(CultureInfo.InvariantCulture, $"row {row}, {header[i]}: '{cell}' is no {columns[i]!["datatype"]}")
                    );
                }
            }
        }

        return faults;
    }

    private static bool Is(string cell, string datatype) =>
        datatype switch
        {
            "integer" => Integer().IsMatch(cell),
            "double" => Double().IsMatch(cell),
            "boolean" => cell is "true" or "false",
            "dateTime" => Moment().IsMatch(cell),
            _ => true,
        };

    [GeneratedRegex("^(dc|schema):[A-Za-z]+$", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex CommonProperty();

    [GeneratedRegex("^[A-Za-z0-9][A-Za-z0-9_.]*$", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Name();

    [GeneratedRegex("^-?[0-9]+$", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Integer();

    [GeneratedRegex("^-?[0-9]+(\\.[0-9]+)?(E[+-]?[0-9]+)?$", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Double();

    [GeneratedRegex("^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}Z$", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Moment();
}
