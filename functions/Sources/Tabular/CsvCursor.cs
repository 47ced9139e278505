using System.Buffers;
using Sylvan.Data.Csv;

namespace BudgetWatch.Sources.Tabular;

/// <summary>
/// Comma-separated text: one sheet without a name; a record is a row even where a quoted cell runs over several lines. Blank rows count, but
/// none after the last row with something in it: a spreadsheet saved as text may end in a million of them. Of the file no more is held than
/// the row that is read and a piece around it.
/// </summary>
internal sealed class CsvCursor : SheetCursor
{
    /// <summary>What blank rows are made of.</summary>
    private static readonly SearchValues<char> Blank = SearchValues.Create(", \t\r\n");

    private readonly BoundedRecords text;
    private readonly int rowLimit;
    private CsvDataReader? reader;
    private bool started;

    /// <summary>Blank rows yet to be given before the one that was read.</summary>
    private int blanks;

    /// <summary>Whether a row was read that is yet to be given.</summary>
    private bool isRead;
    private int width;

    private CsvCursor(string file, TextReader text, int rowLimit, CancellationToken cancellation)
        : base(file, cancellation) => (this.text, this.rowLimit) = (new BoundedRecords(text, ReadingLimits.Columns), rowLimit);

    /// <inheritdoc/>
    public override FileFormat Format => FileFormat.Csv;

    /// <inheritdoc/>
    public override int Width => width;

    /// <inheritdoc/>
    protected override int RowLimit => rowLimit;

    /// <summary>Each field is a byte of the file at least, whose length is bounded.</summary>
    protected override long CellLimit => long.MaxValue;

    /// <summary>Opens text as a table; the reason why not, if it is no text.</summary>
    public static Opening Open(PublishedFile file, int rowLimit, CancellationToken cancellation) =>
        TextDecoding.Decode(file, cancellation) switch
        {
            TextDecoding.Decoded decoded => new Opening.Opened(new CsvCursor(file.Name, decoded.Text, rowLimit, cancellation)),
            TextDecoding.NotText not => new Opening.Refused(not.Reason),
            _ => throw new InvalidOperationException("a decoding is text or not"),
        };

    /// <summary>Text of an archive as a table: in Windows-1252, which leaves what is ASCII as it is, because which it is only the whole would tell.</summary>
    public static CsvCursor Over(string file, Stream text, CancellationToken cancellation) =>
        new(file, TextDecoding.Western(text), ReadingLimits.Rows, cancellation);

    /// <inheritdoc/>
    protected override bool MoveToNextSheet()
    {
        var first = !started;
        started = true;
        return first;
    }

    /// <inheritdoc/>
    protected override bool MoveToNextRow()
    {
        if (!isRead && !ReadRow())
        {
            return false;
        }

        if (blanks > 0)
        {
            blanks--;
            width = 0;
            return true;
        }

        isRead = false;
        width = reader!.RowFieldCount;
        return true;
    }

    /// <inheritdoc/>
    protected override CellValue ValueAt(int column) => CellValue.Of(reader!.GetString(column));

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        reader?.Dispose();
        text.Dispose();
    }

    /// <summary>Reads on to the next row with something in it, counting the blank ones before it; false if there is none.</summary>
    private bool ReadRow()
    {
        try
        {
            // A record cannot be longer than the widest row of the longest cells would be in practice; past that it is no table.
            reader ??= CsvDataReader.Create(
                text,
                new CsvDataReaderOptions
                {
                    HasHeaders = false,
                    Delimiter = ',',
                    BufferSize = TextDecoding.Piece,
                    MaxBufferSize = 0x800000,
                }
            );
            while (reader.Read() && reader.RowFieldCount <= ReadingLimits.Columns)
            {
                if (reader.GetRawRecordSpan().IndexOfAnyExcept(Blank) >= 0)
                {
                    isRead = true;
                    break;
                }

                // Past the limit it no longer matters how many there are.
                blanks = Math.Min(blanks + 1, rowLimit);
            }
        }
        catch (Exception fault) when (fault is not OperationCanceledException)
        {
            StopInRow("a row of comma-separated text", $"{fault.Message}");
        }

        if (!isRead && Fault is null && text.IsCut)
        {
            StopInRow($"at most {ReadingLimits.Columns:N0} columns", "more");
        }

        return isRead && Fault is null;
    }

    private void StopInRow(string expected, string found)
    {
        Row += blanks + 1;
        Stop(Here(0, expected, found));
    }
}
