using Sylvan.Data.Csv;

namespace BudgetWatch.Sources.Tabular;

/// <summary>Comma-separated text: one sheet without a name; a record is a row even where a quoted cell runs over several lines.</summary>
internal sealed class CsvCursor : SheetCursor
{
    private readonly StringReader text;
    private CsvDataReader? reader;
    private bool started;

    private CsvCursor(string file, StringReader text, CancellationToken cancellation)
        : base(file, cancellation) => this.text = text;

    /// <inheritdoc/>
    public override FileFormat Format => FileFormat.Csv;

    /// <inheritdoc/>
    public override int Width => reader?.RowFieldCount ?? 0;

    /// <summary>Opens text as a table; the reason why not, if it is no text.</summary>
    public static Opening Open(PublishedFile file, CancellationToken cancellation) => TextDecoding.Decode(file) switch
    {
        TextDecoding.Decoded decoded => new Opening.Opened(new CsvCursor(file.Name, new StringReader(decoded.Text), cancellation)),
        TextDecoding.NotText not => new Opening.Refused(not.Reason),
        _ => throw new InvalidOperationException("a decoding is text or not"),
    };

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
        try
        {
            // A record cannot be longer than the widest row of the longest cells would be in practice; past that it is no table.
            reader ??= CsvDataReader.Create(text, new CsvDataReaderOptions
            {
                HasHeaders = false,
                Delimiter = ',',
                BufferSize = 0x10000,
                MaxBufferSize = 0x800000,
            });
            if (!reader.Read())
            {
                return false;
            }
        }
        catch (Exception fault) when (fault is not OperationCanceledException)
        {
            Row++;
            Stop(Here(0, "a row of comma-separated text", $"{fault.Message}"));
            return false;
        }

        if (reader.RowFieldCount <= ReadingLimits.Columns)
        {
            return true;
        }

        Row++;
        Stop(Here(0, $"at most {ReadingLimits.Columns:N0} columns", $"{reader.RowFieldCount:N0} columns"));
        return false;
    }

    /// <inheritdoc/>
    protected override CellValue ValueAt(int column) => CellValue.Of(reader!.GetString(column));

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        reader?.Dispose();
        text.Dispose();
    }
}
