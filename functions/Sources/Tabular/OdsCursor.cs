using System.IO.Compression;
using System.Xml;

namespace BudgetWatch.Sources.Tabular;

/// <summary>
/// OpenDocument spreadsheets, streamed. Rows and columns are numbered as they show: a blank row that is stored once and repeated a thousand
/// times is a thousand rows, though none is kept, and none that follows the last cell with something in it is a row. What merged cells cover
/// is blank; hidden rows and columns are read. Sheets that only cache a sheet of another file are left out, and so are tracked changes.
/// </summary>
internal sealed class OdsCursor : SheetCursor
{
    private readonly ZipArchive archive;
    private readonly XmlReader xml;
    private readonly int sheetDepth;
    private readonly OdsCell cell = new();
    private readonly IReadOnlySet<string> hiding;

    /// <summary>Whether the present node, which comes before a sheet's rows, is yet to be checked.</summary>
    private bool isHeld;
    private bool isInSheet;

    /// <summary>Blank rows yet to be given before the one that was read.</summary>
    private int blanks;

    /// <summary>How often the row that was read is yet to be given.</summary>
    private int repeats;
    private CellValue[] cells = new CellValue[64];
    private int filled;
    private int width;

    private OdsCursor(string file, ZipArchive archive, XmlReader xml, IReadOnlySet<string> hiding, CancellationToken cancellation)
        : base(file, cancellation)
    {
        this.hiding = hiding;
        this.archive = archive;
        this.xml = xml;
        sheetDepth = xml.Depth + 1;
    }

    /// <inheritdoc/>
    public override FileFormat Format => FileFormat.Ods;

    /// <inheritdoc/>
    public override int Width => width;

    /// <summary>Opens a spreadsheet that was inspected before; the reason why not, if it cannot be read.</summary>
    public static Opening Open(PublishedFile file, CancellationToken cancellation)
    {
        var package = new ZipArchive(file.OpenRead(), ZipArchiveMode.Read);
        var found = "a document of another kind";
        var unseen = new HashSet<string>(StringComparer.Ordinal);
        try
        {
            if (OdsDocument.IsEncrypted(package))
            {
                found = "a document that is encrypted with a password";
            }
            else if (OdsDocument.OpenSpreadsheet(package, unseen) is { } spreadsheet)
            {
                return new Opening.Opened(new OdsCursor(file.Name, package, spreadsheet, unseen, cancellation));
            }
        }
        catch (Exception fault) when (IsOfTheBytes(fault))
        {
            found = Describe(fault);
        }

        package.Dispose();
        return new Opening.Refused(new Refusal(file.Name, null, null, "an OpenDocument spreadsheet that can be opened", found));
    }

    /// <inheritdoc/>
    protected override bool MoveToNextSheet()
    {
        (blanks, repeats, width) = (0, 0, 0);
        try
        {
            LeaveSheet();
            if (!EnterSheet())
            {
                return false;
            }
        }
        catch (Exception fault) when (IsOfTheBytes(fault))
        {
            Stop(Here(null, "a sheet after it that can be read", Describe(fault)));
            return false;
        }

        return true;
    }

    /// <inheritdoc/>
    protected override bool MoveToNextRow()
    {
        if (blanks == 0 && repeats == 0)
        {
            try
            {
                if (!ReadRow())
                {
                    return false;
                }
            }
            catch (Exception fault) when (IsOfTheBytes(fault))
            {
                StopInRow(0, "a row that can be read", Describe(fault));
                return false;
            }
        }

        if (blanks > 0)
        {
            blanks--;
            width = 0;
        }
        else
        {
            repeats--;
            width = filled;
        }

        return true;
    }

    /// <inheritdoc/>
    protected override CellValue ValueAt(int column) => cells[column];

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        xml.Dispose();
        archive.Dispose();
    }

    /// <summary>Goes to the next sheet that is the document's own. A table of a table's shape elsewhere (tracked changes, links) is none.</summary>
    private bool EnterSheet()
    {
        while (xml.Read() && xml.Depth >= sheetDepth)
        {
            if (xml.NodeType != XmlNodeType.Element)
            {
                continue;
            }

            if (xml is not { LocalName: "table", NamespaceURI: OdsDocument.Table })
            {
                xml.PassElement();
                continue;
            }

            Sheet = xml.GetAttribute("name", OdsDocument.Table) ?? "";
            IsHidden = hiding.Contains(xml.GetAttribute("style-name", OdsDocument.Table) ?? "");
            isInSheet = !xml.IsEmptyElement;
            if (!IsOfAnotherFile())
            {
                return true;
            }

            LeaveSheet();
        }

        return false;
    }

    /// <summary>Whether the sheet names another file as its source, which it does before its rows.</summary>
    private bool IsOfAnotherFile()
    {
        while (isInSheet && Advance())
        {
            if (xml.NodeType != XmlNodeType.Element)
            {
                continue;
            }

            if (xml is { LocalName: "table-source", NamespaceURI: OdsDocument.Table })
            {
                return true;
            }

            if (xml.LocalName is not ("title" or "desc"))
            {
                isHeld = true;
                return false;
            }

            xml.PassElement();
        }

        return false;
    }

    private void LeaveSheet()
    {
        while (isInSheet && Advance()) { }
    }

    /// <summary>Goes to the sheet's next node; false at its end.</summary>
    private bool Advance()
    {
        if (!isHeld)
        {
            isInSheet = xml.Read() && xml.Depth > sheetDepth;
        }

        isHeld = false;
        return isInSheet;
    }

    /// <summary>Reads on to the next row with something in it, counting the blank ones before it; false if there is none.</summary>
    private bool ReadRow()
    {
        while (isInSheet && Advance())
        {
            if (xml.NodeType != XmlNodeType.Element)
            {
                continue;
            }

            switch (xml.NamespaceURI == OdsDocument.Table ? xml.LocalName : "")
            {
                case "table-row":
                    if (!ReadCells(out var times))
                    {
                        return false;
                    }

                    if (filled > 0)
                    {
                        repeats = times;
                        return true;
                    }

                    // Past the limit it no longer matters how many there are.
                    blanks = (int)Math.Min((long)blanks + times, ReadingLimits.Rows);
                    break;
                case "table-rows" or "table-header-rows" or "table-row-group":
                    break;
                default:
                    xml.PassElement();
                    break;
            }
        }

        blanks = 0;
        return false;
    }

    /// <summary>Reads the cells of the row at the present element; false if it cannot be read.</summary>
    private bool ReadCells(out int times)
    {
        filled = 0;
        times = 1;
        if (xml.GetAttribute("number-rows-repeated", OdsDocument.Table) is { } stated && !OdsRepeats.TryParse(stated, out times))
        {
            StopInRow(null, "a number of times that a row is repeated", $"'{stated}'");
            return false;
        }

        if (xml.IsEmptyElement)
        {
            return true;
        }

        var column = 0;
        for (var depth = xml.Depth; xml.Read() && xml.Depth > depth; )
        {
            if (xml.NodeType != XmlNodeType.Element)
            {
                continue;
            }

            if (xml is not { LocalName: "table-cell" or "covered-table-cell", NamespaceURI: OdsDocument.Table })
            {
                xml.PassElement();
                continue;
            }

            var isCovered = xml.LocalName == "covered-table-cell";
            var value = cell.Read(xml);
            if (cell.Repeats is not { } beside)
            {
                StopInRow(column, "a number of times that a cell is repeated", "something else");
                return false;
            }

            var next = (int)Math.Min((long)column + beside, int.MaxValue);
            if (!isCovered && !value.IsBlank)
            {
                if (next > ReadingLimits.Columns)
                {
                    StopInRow(null, $"at most {ReadingLimits.Columns:N0} columns", $"{next:N0} columns");
                    return false;
                }

                Fill(column, next, value);
            }

            column = next;
        }

        return true;
    }

    private void Fill(int from, int to, CellValue value)
    {
        if (to > cells.Length)
        {
            Array.Resize(ref cells, Math.Max(to, cells.Length * 2));
        }

        cells.AsSpan(filled, from - filled).Clear();
        cells.AsSpan(from, to - from).Fill(value);
        filled = to;
    }

    /// <summary>Stops in the row that is being read, which comes after the blank ones.</summary>
    private void StopInRow(int? column, string expected, string found)
    {
        Row += blanks + 1;
        Stop(Here(column, expected, found));
    }

    private static bool IsOfTheBytes(Exception fault) =>
        fault is XmlException or InvalidDataException or IOException or ArgumentException or NotSupportedException;

    private static string Describe(Exception fault) => $"damaged content ({fault.GetType().Name}: {fault.Message})";
}
