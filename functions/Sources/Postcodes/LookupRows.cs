using BudgetWatch.Sources.Tabular;
using Sylvan.Data.Csv;

namespace BudgetWatch.Sources.Postcodes;

/// <summary>
/// The rows of a list of postcodes, read forward once; no cell is made a string. Text that cannot be read never throws: the rows stop and
/// <see cref="Fault"/> says what and where.
/// </summary>
internal sealed class LookupRows : IDisposable
{
    /// <summary>There are 2.7 million postcodes, those no longer in use counted.</summary>
    private const int RowLimit = 6_000_000;

    /// <summary>The Directory has some 55.</summary>
    private const int ColumnLimit = 256;

    private readonly string file;
    private readonly LookupText text;
    private readonly CancellationToken cancellation;
    private readonly BoundedRecords records;
    private readonly CsvDataReader reader;

    private LookupRows(string file, LookupText text, CancellationToken cancellation)
    {
        this.file = file;
        this.text = text;
        this.cancellation = cancellation;
        records = new BoundedRecords(text.Read(), ColumnLimit);
        reader = CsvDataReader.Create(
            records,
            new CsvDataReaderOptions
            {
                HasHeaders = false,
                Delimiter = ',',
                BufferSize = TextDecoding.Piece,
                MaxBufferSize = 16 * TextDecoding.Piece,
            }
        );
    }

    /// <summary>The present row, from 1; the headings are the first.</summary>
    public int Row { get; private set; }

    /// <summary>Why the rows cannot be read on, once they cannot.</summary>
    public Refusal? Fault { get; private set; }

    /// <summary>Opens a list before its headings; null with the reason.</summary>
    public static LookupRows? Open(PublishedFile file, LookupText text, CancellationToken cancellation, out Refusal? reason)
    {
        reason = null;
        try
        {
            return new LookupRows(file.Name, text, cancellation);
        }
        catch (Exception fault) when (IsOfText(fault))
        {
            reason = text.Fault ?? new Refusal(file.Name, text.Name, "A1", "a row of comma-separated text", fault.Message);
            return null;
        }
    }

    /// <summary>How many cells the rows so far have.</summary>
    public long Cells { get; private set; }

    /// <summary>The headings; null where there is no first row.</summary>
    public IReadOnlyList<string>? Headings() => NextRow() ? [.. Enumerable.Range(0, reader.RowFieldCount).Select(reader.GetString)] : null;

    /// <summary>Goes to the next row with something in it; false at the end, and where <see cref="Fault"/> says why.</summary>
    public bool NextRow()
    {
        if ((Row & 0xFFF) == 0)
        {
            cancellation.ThrowIfCancellationRequested();
        }

        try
        {
            while (Fault is null && reader.Read() && reader.RowFieldCount <= ColumnLimit)
            {
                Row++;
                if (Row > RowLimit)
                {
                    Fault = Here(null, $"at most {RowLimit:N0} rows", "more");
                }
                else if (reader.RowFieldCount > 1 || !reader.GetFieldSpan(0).IsWhiteSpace())
                {
                    Cells += reader.RowFieldCount;
                    return true;
                }
            }
        }
        catch (Exception fault) when (IsOfText(fault))
        {
            Row++;
            Fault ??= Here(0, "a row of comma-separated text", fault.Message);
        }

        if (Fault is null && records.IsCut)
        {
            Row++;
            Fault = Here(0, $"at most {ColumnLimit} columns", "more");
        }

        // What cannot be unpacked on ends, perhaps in the middle of a row.
        Fault = text.Fault ?? Fault;
        return false;
    }

    /// <summary>Whether the present row is as wide as the columns that are read.</summary>
    public bool Has(LookupColumns columns) => reader.RowFieldCount >= columns.Width;

    /// <summary>The value of a column in the current row, without white space around it.</summary>
    public ReadOnlySpan<char> Text(int column) => reader.GetFieldSpan(column).Trim();

    /// <summary>A refusal about a cell of the present row, or about the whole list.</summary>
    public Refusal Here(int? column, string expected, string found) =>
        new(file, text.Name, column is { } c ? new CellAddress(c, Row).ToString() : null, expected, found);

    /// <summary>How many columns the present row has.</summary>
    public int Width => reader.RowFieldCount;

    /// <inheritdoc/>
    public void Dispose() => reader.Dispose();

    private static bool IsOfText(Exception fault) =>
        fault is CsvFormatException or CsvRecordTooLargeException or IOException or InvalidDataException;
}
