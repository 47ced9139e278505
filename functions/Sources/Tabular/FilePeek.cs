namespace BudgetWatch.Sources.Tabular;

/// <summary>The first cells of each sheet of a file: enough to recognise it, cheap enough to look at every file of a folder.</summary>
/// <param name="Format">What the bytes are.</param>
/// <param name="Sheets">The sheets in order; a CSV file is one sheet, a JSON document one for each array of objects, an archive one for each CSV file.</param>
public sealed record FilePeek(FileFormat Format, IReadOnlyList<SheetPeek> Sheets);

/// <summary>The first rows of one sheet.</summary>
/// <param name="Name">The sheet's name; empty for CSV.</param>
/// <param name="Rows">At most <see cref="RowLimit"/> rows of at most <see cref="ColumnLimit"/> cells of text, as a person would read them.</param>
public sealed record SheetPeek(string Name, IReadOnlyList<IReadOnlyList<string>> Rows)
{
    /// <summary>How many rows of a sheet are checked.</summary>
    public const int RowLimit = 16;

    /// <summary>How many columns of a row are checked.</summary>
    public const int ColumnLimit = 64;
}

/// <summary>What the bytes of a file are, whatever it is called.</summary>
public enum FileFormat
{
    /// <summary>Comma-separated text.</summary>
    Csv,

    /// <summary>Excel 97-2003 (BIFF in a compound file).</summary>
    Xls,

    /// <summary>Office Open XML workbook.</summary>
    Xlsx,

    /// <summary>OpenDocument spreadsheet.</summary>
    Ods,

    /// <summary>JSON text.</summary>
    Json,

    /// <summary>A zip archive of a JSON file that is one array of flat objects.</summary>
    ZippedJson,

    /// <summary>A zip archive with comma-separated text in it, which is no workbook.</summary>
    ZippedCsv,
}
