namespace BudgetWatch.Sources.Tabular;

/// <summary>
/// A file of rows, read forward once: sheet by sheet, row by row, any cell of the present row by column. Bytes that cannot be read never
/// throw: the cursor stops and <see cref="Fault"/> says what and where. Callers must check it before they trust what was read.
/// </summary>
internal abstract class SheetCursor : IDisposable
{
    private readonly CancellationToken cancellation;
    private int sheets;

    protected SheetCursor(string file, CancellationToken cancellation)
    {
        File = file;
        this.cancellation = cancellation;
    }

    /// <summary>The file's name as it was offered.</summary>
    public string File { get; }

    /// <summary>What the bytes are.</summary>
    public abstract FileFormat Format { get; }

    /// <summary>The present sheet; empty in CSV.</summary>
    public string Sheet { get; protected set; } = "";

    /// <summary>Whether the present sheet is hidden from who opens the file.</summary>
    public bool IsHidden { get; protected set; }

    /// <summary>The present row, from 1.</summary>
    public int Row { get; protected set; }

    /// <summary>How many cells the present row may have.</summary>
    public abstract int Width { get; }

    /// <summary>How many cells the rows so far have.</summary>
    public long Cells { get; private set; }

    /// <summary>How many rows a sheet may have.</summary>
    protected virtual int RowLimit => ReadingLimits.Rows;

    /// <summary>How many cells the rows of the file may have together; blank ones count.</summary>
    protected virtual long CellLimit => ReadingLimits.Cells;

    /// <summary>Why the file cannot be read on, once it cannot.</summary>
    public Refusal? Fault { get; private set; }

    /// <summary>Goes to the next sheet, before its first row.</summary>
    public bool NextSheet()
    {
        cancellation.ThrowIfCancellationRequested();
        Row = 0;
        if (Fault is not null || !MoveToNextSheet())
        {
            return false;
        }

        if (++sheets <= ReadingLimits.Sheets)
        {
            return true;
        }

        Stop(new Refusal(File, null, null, $"at most {ReadingLimits.Sheets} sheets", "more"));
        return false;
    }

    /// <summary>Goes to the next row of the sheet.</summary>
    public bool NextRow()
    {
        cancellation.ThrowIfCancellationRequested();
        if (Fault is not null || !MoveToNextRow())
        {
            return false;
        }

        Row++;
        if (Row > RowLimit)
        {
            Stop(Here(null, $"at most {RowLimit:N0} rows on a sheet", "more"));
            return false;
        }

        Cells += Width;
        if (Cells > CellLimit)
        {
            Stop(Here(null, $"at most {CellLimit:N0} cells in a file", "more"));
            return false;
        }

        return true;
    }

    /// <summary>The cell of the present row in that column; blank beyond the row's end.</summary>
    public CellValue Cell(int column)
    {
        if ((uint)column >= (uint)Width || Fault is not null)
        {
            return default;
        }

        var value = ValueAt(column);
        if (value.Kind == CellKind.Text && value.ToString().Length > ReadingLimits.CellText)
        {
            Stop(Here(column, $"at most {ReadingLimits.CellText:N0} characters in a cell", $"{value.ToString().Length:N0} characters"));
            return default;
        }

        return value;
    }

    /// <summary>The cell's text without white space around it; empty for a blank cell.</summary>
    public string Text(int column) => Cell(column).ToString().Trim();

    /// <summary>The cell's name: <c>J10</c>.</summary>
    public string Address(int column) => new CellAddress(column, Row).ToString();

    /// <summary>A refusal about a cell of the present row, or about the sheet.</summary>
    public Refusal Here(int? column, string expected, string found) =>
        new(File, Sheet.Length == 0 ? null : Sheet, column is { } c ? Address(c) : null, expected, found);

    /// <inheritdoc/>
    public void Dispose()
    {
        Dispose(disposing: true);
        GC.SuppressFinalize(this);
    }

    protected abstract bool MoveToNextSheet();

    protected abstract bool MoveToNextRow();

    protected abstract CellValue ValueAt(int column);

    protected abstract void Dispose(bool disposing);

    /// <summary>Stops permanently; the first reason counts.</summary>
    protected void Stop(Refusal reason) => Fault ??= reason;
}
