using System.Globalization;
using System.IO.Compression;
using System.Xml;

namespace BudgetWatch.Sources.Tabular;

/// <summary>
/// Office Open XML workbooks, streamed: of a sheet that is not read to its end only the beginning is parsed. A row holds its cells as they are
/// written; what they mean is worked out for those that are asked for.
/// </summary>
internal sealed class XlsxCursor : SheetCursor
{
    private readonly XlsxWorkbook workbook;
    private XmlReader? xml;
    private int nextSheet;
    private StoredCell[] cells = new StoredCell[64];
    private int filled;
    private int width;

    /// <summary>The row that was read, which may be yet to come.</summary>
    private int rowRead;

    private XlsxCursor(string file, XlsxWorkbook workbook, CancellationToken cancellation)
        : base(file, cancellation) => this.workbook = workbook;

    /// <inheritdoc/>
    public override FileFormat Format => FileFormat.Xlsx;

    /// <inheritdoc/>
    public override int Width => width;

    /// <summary>Opens a workbook that was inspected before; the reason why not, if it cannot be read.</summary>
    public static Opening Open(PublishedFile file, CancellationToken cancellation)
    {
        var archive = new ZipArchive(file.OpenRead(), ZipArchiveMode.Read);
        try
        {
            return new Opening.Opened(new XlsxCursor(file.Name, new XlsxWorkbook(archive), cancellation));
        }
        catch (Exception fault) when (IsOfTheBytes(fault))
        {
            archive.Dispose();
            return new Opening.Refused(new Refusal(file.Name, null, null, "an Excel workbook that can be opened", Describe(fault)));
        }
    }

    /// <inheritdoc/>
    protected override bool MoveToNextSheet()
    {
        (rowRead, width) = (0, 0);
        xml?.Dispose();
        xml = null;
        if (nextSheet >= workbook.Sheets.Count)
        {
            return false;
        }

        (Sheet, var path, IsHidden) = workbook.Sheets[nextSheet++];
        try
        {
            xml = workbook.Open(path);
            return true;
        }
        catch (Exception fault) when (IsOfTheBytes(fault))
        {
            Stop(Here(null, "a sheet that can be read", Describe(fault)));
            return false;
        }
    }

    /// <inheritdoc/>
    protected override bool MoveToNextRow()
    {
        try
        {
            if (rowRead <= Row && !ReadRow())
            {
                return false;
            }
        }
        catch (Exception fault) when (IsOfTheBytes(fault))
        {
            Row++;
            Stop(Here(0, "a row that can be read", Describe(fault)));
            return false;
        }

        width = rowRead == Row + 1 ? filled : 0;
        return Fault is null;
    }

    /// <inheritdoc/>
    protected override CellValue ValueAt(int column)
    {
        var cell = cells[column];
        switch (cell.Type)
        {
            case "s":
                if (
                    int.TryParse(cell.Value, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
                    && number < workbook.Texts.Count
                )
                {
                    return CellValue.Of(workbook.Texts[number]);
                }

                Stop(Here(column, $"one of the workbook's {workbook.Texts.Count:N0} texts", $"text {cell.Value}"));
                return default;
            case "str" or "inlineStr":
                return CellValue.Of(cell.Value);
            case "e":
                return CellValue.OfError(cell.Value is ['#', ..] ? cell.Value : "an error");
            case "b":
                return string.IsNullOrEmpty(cell.Value) ? default : CellValue.OfOther(cell.Value is "1" or "true" ? "True" : "False");
            case "d":
                return string.IsNullOrEmpty(cell.Value)
                    ? default
                    : CellValue.OfOther(
                        DateTime.TryParse(cell.Value, CultureInfo.InvariantCulture, out var date)
                            ? date.ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture)
                            : $"a date that is stored as '{cell.Value}'"
                    );
            default:
                return NumberIn(cell);
        }
    }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        xml?.Dispose();
        workbook.Close();
    }

    private CellValue NumberIn(StoredCell cell)
    {
        if (string.IsNullOrEmpty(cell.Value))
        {
            return default;
        }

        if (!double.TryParse(cell.Value, NumberStyles.Float, CultureInfo.InvariantCulture, out var number))
        {
            return CellValue.OfError($"a number that is stored as '{cell.Value}'");
        }

        return cell.Style < workbook.Dates.Count && workbook.Dates[cell.Style]
            ? XlsxDates.Of(number, workbook.IsFrom1904)
            : CellValue.Of(number);
    }

    /// <summary>Reads on to the next row with something in it; false if there is none. Those between are blank.</summary>
    private bool ReadRow()
    {
        while (xml!.Read())
        {
            if (xml.NodeType != XmlNodeType.Element || xml.LocalName != "row")
            {
                continue;
            }

            var row = rowRead + 1;
            if (
                xml.GetAttribute("r") is { } stated
                && (!int.TryParse(stated, NumberStyles.None, CultureInfo.InvariantCulture, out row) || row <= rowRead)
            )
            {
                Row = rowRead + 1;
                Stop(Here(null, $"a row below row {rowRead}", $"row '{stated}'"));
                return false;
            }

            rowRead = row;
            if (!ReadCells())
            {
                return false;
            }

            if (filled > 0)
            {
                return true;
            }
        }

        // Blank rows after the last with something in it are none.
        rowRead = Row;
        return false;
    }

    private bool ReadCells()
    {
        filled = 0;
        if (xml!.IsEmptyElement)
        {
            return true;
        }

        var next = 0;
        for (var depth = xml.Depth; xml.Read() && xml.Depth > depth; )
        {
            if (xml.NodeType != XmlNodeType.Element || xml.LocalName != "c")
            {
                continue;
            }

            var (column, style, type) = (next, 0, (string?)null);
            while (xml.MoveToNextAttribute())
            {
                switch (xml.LocalName)
                {
                    case "r":
                        column = ColumnOf(xml.Value);
                        break;
                    case "s":
                        style = int.TryParse(xml.Value, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : 0;
                        break;
                    case "t":
                        type = xml.Value;
                        break;
                    default:
                        break;
                }
            }

            xml.MoveToElement();
            next = column + 1;
            if (ReadValue() is not { } value)
            {
                continue;
            }

            if (column < filled || column >= ReadingLimits.Columns)
            {
                Row = rowRead;
                Stop(
                    column >= ReadingLimits.Columns
                        ? Here(null, $"at most {ReadingLimits.Columns:N0} columns", $"{next:N0} columns")
                        : Here(column, "each cell of a row after the one before it", "a cell that is not")
                );
                return false;
            }

            Fill(column, new StoredCell(type, style, value));
        }

        return true;
    }

    /// <summary>The value of the cell at the current element, to its end; null if it is blank.</summary>
    private string? ReadValue()
    {
        string? value = null;
        if (!xml!.IsEmptyElement)
        {
            for (var depth = xml.Depth; xml.Read() && xml.Depth > depth; )
            {
                if (xml.NodeType != XmlNodeType.Element)
                {
                    continue;
                }

                if (xml.LocalName is "v" or "is")
                {
                    value = XlsxWorkbook.TextOf(xml);
                }
                else
                {
                    xml.PassElement();
                }
            }
        }

        return value;
    }

    private void Fill(int column, StoredCell cell)
    {
        if (column >= cells.Length)
        {
            Array.Resize(ref cells, Math.Max(column + 1, cells.Length * 2));
        }

        cells.AsSpan(filled, column - filled).Clear();
        cells[column] = cell;
        filled = column + 1;
    }

    /// <summary>The column of <c>J10</c>, from 0; one further right than there can be any is not told from others such.</summary>
    private static int ColumnOf(string address)
    {
        var column = 0;
        foreach (var letter in address.AsSpan().TrimEnd("0123456789"))
        {
            if (letter is < 'A' or > 'Z')
            {
                throw new FormatException($"'{address}' is no cell");
            }

            column = Math.Min((column * 26) + (letter - 'A' + 1), 1_000_000);
        }

        return column - 1;
    }

    private static bool IsOfTheBytes(Exception fault) =>
        fault
            is XmlException
                or InvalidDataException
                or IOException
                or ArgumentException
                or NotSupportedException
                or FormatException
                or OverflowException;

    private static string Describe(Exception fault) => $"damaged content ({fault.GetType().Name}: {fault.Message})";

    /// <summary>A cell as it is written.</summary>
    private readonly record struct StoredCell(string? Type, int Style, string? Value);
}
