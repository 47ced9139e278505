namespace BudgetWatch.Sources.Tabular;

/// <summary>
/// What a published file may cost to read. The largest edition is under 4 MB, 2,600 columns and 1,100 rows; each limit leaves room for
/// a tenfold one and still keeps a hostile file from exhausting the host.
/// </summary>
internal static class ReadingLimits
{
    public const int FileBytes = 64 * 1024 * 1024;

    /// <summary>Comma-separated text is never held whole: the ONS's list of postcodes has 400 MB, the list of grants 2 GB.</summary>
    public const long TextBytes = 4L * 1024 * 1024 * 1024;

    public const int ArchiveEntries = 2_000;
    public const long InflatedBytes = 512L * 1024 * 1024;

    /// <summary>Deflate reaches 1,032; a real workbook's XML 10 to 40.</summary>
    public const int InflationRatio = 200;

    /// <summary>Below this a ratio says nothing: an empty sheet compresses well.</summary>
    public const long InflationFloor = 16L * 1024 * 1024;

    /// <summary>What comma-separated text in an archive may come to: the ONS Postcode Directory has 1.4 GB.</summary>
    public static readonly UnpackLimits ArchivedText = new(4L * 1024 * 1024 * 1024, InflationRatio, InflationFloor);

    public const int Sheets = 200;
    public const int Rows = 50_000;
    public const int Columns = 4_096;

    /// <summary>
    /// How many cells the rows of a workbook may have together: a few bytes may say that there are fifty thousand rows of the widest. Published
    /// ones have at most three million.
    /// </summary>
    public const long Cells = 20_000_000;

    /// <summary>How many texts a workbook may hold for its cells; of published workbooks one holds 66,000.</summary>
    public const int Texts = 1_000_000;

    /// <summary>How many characters those texts may have together: 64 MB of memory; the workbook of 66,000 has 810,000.</summary>
    public const long TextCharacters = 32L * 1024 * 1024;

    /// <summary>Excel's own limit for one cell.</summary>
    public const int CellText = 32_767;

    /// <summary>The largest JSON edition is 1.6 MB; a document is held in memory at several times its size.</summary>
    public const int JsonBytes = 16 * 1024 * 1024;

    /// <summary>How deep a workbook's XML may nest; published workbooks reach 20.</summary>
    public const int XmlDepth = 256;

    /// <summary>How long one tag of a workbook's XML, or the text between two, may be.</summary>
    public const int XmlRun = 4 * 1024 * 1024;

    /// <summary>How large XML in UTF-16 and the like may be; Word's and Excel's item1.xml is, of some hundred bytes.</summary>
    public const int OtherEncodingBytes = 0x10000;

    /// <summary>How deep JSON may nest; published documents reach 9.</summary>
    public const int Depth = 64;

    /// <summary>How long the dotted path of a JSON member may be: it is repeated for each member inside.</summary>
    public const int MemberPath = 500;
}
