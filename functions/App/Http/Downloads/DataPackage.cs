using BudgetWatch.Pipeline.Build;
using BudgetWatch.Questions.Tables;
using BudgetWatch.Questions.Vocabulary;
using BudgetWatch.Sources;
using Newtonsoft.Json.Linq;

namespace BudgetWatch.App.Http.Downloads;

/// <summary>What the files of a release are, as a Frictionless Data Package, written from the declaration of their tables.</summary>
internal static class DataPackage
{
    private static readonly JObject OpenGovernment = LicenceOf(
        "OGL-UK-3.0",
        "Open Government Licence v3.0",
        "https://www.nationalarchives.gov.uk/doc/open-government-licence/version/3/"
    );

    private static readonly JObject ByAttribution = LicenceOf(
        "CC-BY-4.0",
        "Creative Commons Attribution 4.0",
        "https://creativecommons.org/licenses/by/4.0/"
    );

    /// <summary>The package of a release.</summary>
    /// <param name="release">The release.</param>
    /// <param name="files">Its tables in every form.</param>
    public static JObject Of(PublishedRelease release, IEnumerable<(ReleaseFile File, MadeFile Made)> files) =>
        new()
        {
            ["profile"] = "data-package",
            ["name"] = $"budgetwatch-{release.Id}",
            ["id"] = ReleaseFiles.Href(release.Id, ReleaseFile.Package),
            ["title"] = $"BudgetWatch, release {release.Id}",
            ["description"] =
                "What councils in England spend, how far it was cut, and how the cuts lie against deprivation. Every table is there as CSV, Parquet and JSON with the same figures."
                + $" {string.Join(' ', Attributions.All)} Findings about deprivation are about areas, not about the people in them.",
            ["version"] = release.Id,
            ["created"] = Table.Moment(release.PublishedAt),
            ["contributors"] = new JArray(new JObject { ["title"] = "BudgetWatch", ["role"] = "publisher" }),
            ["licenses"] = new JArray(OpenGovernment),
            ["sources"] = new JArray(
                release
                    .Inputs.Select(input => input.SourceId)
                    .Distinct()
                    .Order(StringComparer.Ordinal)
                    .Select(id => SourceCatalogue.Find(id)?.Description)
                    .OfType<SourceDescription>()
                    .Select(source => new JObject { ["title"] = $"{source.Publisher}: {source.Title}", ["path"] = source.Home.ToString() })
            ),
            ["resources"] = new JArray(files.Select(file => Resource(file.File, file.Made))),
        };

    private static JObject Resource(ReleaseFile file, MadeFile made)
    {
        var (table, form) = (file.Table!, file.Form!);
        var isCsv = form == TableForm.Csv;
        var resource = new JObject
        {
            ["profile"] = isCsv ? "tabular-data-resource" : "data-resource",
            ["name"] = isCsv ? table.Name : $"{table.Name}-{form.Extension}",
            ["path"] = file.Name,
            ["title"] = table.Title,
            ["description"] = table.Text,
            ["format"] = form.Extension,
            ["mediatype"] = form.MediaType,
            ["bytes"] = made.Length,
            ["hash"] = $"sha256:{made.Sha256}",
            ["licenses"] = table.IsOfTheRegister ? new JArray(OpenGovernment, ByAttribution) : new JArray(OpenGovernment),
        };
        if (!form.IsPacked)
        {
            resource["encoding"] = "utf-8";
        }

        if (isCsv)
        {
            resource["dialect"] = new JObject
            {
                ["delimiter"] = ",",
                ["quoteChar"] = "\"",
                ["doubleQuote"] = true,
                ["lineTerminator"] = "\r\n",
                ["header"] = true,
                ["caseSensitiveHeader"] = true,
            };
            resource["schema"] = Schema(table);
        }

        return resource;
    }

    private static JObject Schema(ReleaseTable table)
    {
        var schema = new JObject
        {
            ["fields"] = new JArray(table.Columns.Select(Field)),
            ["missingValues"] = new JArray(""),
            ["primaryKey"] = new JArray(table.Key),
        };
        if (table.References.Count > 0)
        {
            schema["foreignKeys"] = new JArray(
                table.References.Select(reference => new JObject
                {
                    ["fields"] = new JArray(reference.Columns),
                    ["reference"] = new JObject { ["resource"] = reference.Table, ["fields"] = new JArray(reference.Named) },
                })
            );
        }

        return schema;
    }

    private static JObject Field(Column column)
    {
        var field = new JObject
        {
            ["name"] = column.Name,
            ["type"] = column.Type switch
            {
                ColumnType.Whole => "integer",
                ColumnType.Number => "number",
                ColumnType.Truth => "boolean",
                ColumnType.Instant => "datetime",
                _ => "string",
            },
            ["description"] = column.Meaning,
        };
        if (column.Unit is { } unit)
        {
            field["unit"] = unit;
        }

        if (column.IsRequired)
        {
            field["constraints"] = new JObject { ["required"] = true };
        }

        return field;
    }

    private static JObject LicenceOf(string name, string title, string path) =>
        new()
        {
            ["name"] = name,
            ["title"] = title,
            ["path"] = path,
        };
}
