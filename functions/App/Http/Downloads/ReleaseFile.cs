namespace BudgetWatch.App.Http.Downloads;

/// <summary>A file of a release.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Title">What it holds.</param>
/// <param name="MediaType">Its media type.</param>
/// <param name="Table">The table this file holds or describes; null for a file about all tables.</param>
/// <param name="Form">The form it is in; null where it describes.</param>
internal sealed record ReleaseFile(string Name, string Title, string MediaType, ReleaseTable? Table, TableForm? Form)
{
    /// <summary>The file that describes all others.</summary>
    public const string Package = "datapackage.json";

    /// <summary>The metadata of a CSV is named as CSV on the Web looks for it.</summary>
    private const string MetadataSuffix = "-metadata.json";

    /// <summary>The metadata of the CSV that it is; null where it is none.</summary>
    public string? Metadata => Form == TableForm.Csv ? Name + MetadataSuffix : null;

    /// <summary>A table in a form.</summary>
    public static ReleaseFile Of(ReleaseTable table, TableForm form) =>
        new($"{table.Name}.{form.Extension}", table.Title, form.MediaType, table, form);

    /// <summary>Every file of tables, the package first.</summary>
    public static IEnumerable<ReleaseFile> AllOf(IEnumerable<ReleaseTable> tables) =>
        tables
            .SelectMany(table => TableForm.All.Select(form => Of(table, form)).Append(MetadataOf(table)))
            .Prepend(new ReleaseFile(Package, "All tables, described (Frictionless Data Package)", Http.MediaType.Json, null, null));

    private static ReleaseFile MetadataOf(ReleaseTable table) =>
        new(
            $"{table.Name}.{TableForm.Csv.Extension}{MetadataSuffix}",
            $"{table.Title}: what the columns are (CSV on the Web)",
            Http.MediaType.Csvw,
            table,
            null
        );
}
