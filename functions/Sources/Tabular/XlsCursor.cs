using System.Globalization;
using System.Text;
using ExcelDataReader;

namespace BudgetWatch.Sources.Tabular;

/// <summary>Excel 97-2003 workbooks, streamed by ExcelDataReader.</summary>
internal sealed class XlsCursor : SheetCursor
{
    /// <summary>How many rows a sheet of the format has (MS-XLS 2.4.90).</summary>
    private const int MostRows = 0x10000;

    private readonly IExcelDataReader reader;
    private readonly ErrorCells errors;
    private bool atFirst = true;

    static XlsCursor() => Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);

    private XlsCursor(string file, IExcelDataReader reader, ErrorCells errors, CancellationToken cancellation)
        : base(file, cancellation)
    {
        this.reader = reader;
        this.errors = errors;
    }

    /// <inheritdoc/>
    public override FileFormat Format => FileFormat.Xls;

    /// <inheritdoc/>
    public override int Width => reader.FieldCount;

    /// <summary>Opens a workbook; the reason why not, if it is none.</summary>
    public static Opening Open(PublishedFile file, CancellationToken cancellation)
    {
        try
        {
            var opened = ExcelReaderFactory.CreateReader(file.OpenRead());
            var found = XlsErrorCells.Find(file.Bytes.Span) ?? throw new InvalidDataException("its records cannot be followed");
            return new Opening.Opened(new XlsCursor(file.Name, opened, found, cancellation));
        }
        catch (Exception fault) when (IsOfTheBytes(fault))
        {
            return new Opening.Refused(new Refusal(file.Name, null, null, "an Excel workbook that can be opened", Describe(fault)));
        }
    }

    /// <inheritdoc/>
    protected override bool MoveToNextSheet()
    {
        try
        {
            if (!atFirst && !reader.NextResult())
            {
                return false;
            }

            atFirst = false;
            Sheet = reader.Name ?? "";
            IsHidden = reader.VisibleState is "hidden" or "veryhidden";
            if (reader.RowCount > MostRows)
            {
                // The library looks for each of them, thirty-two at a time.
                throw new InvalidDataException(
                    $"{reader.RowCount:N0} rows are stated, and a sheet of the format has at most {MostRows:N0}"
                );
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
        try
        {
            if (reader.FieldCount > ReadingLimits.Columns)
            {
                Stop(Here(null, $"at most {ReadingLimits.Columns:N0} columns", $"{reader.FieldCount:N0} columns"));
                return false;
            }

            return reader.Read();
        }
        catch (Exception fault) when (IsOfTheBytes(fault))
        {
            Row++;
            Stop(Here(0, "a row that can be read", Describe(fault)));
            return false;
        }
    }

    /// <inheritdoc/>
    protected override CellValue ValueAt(int column) =>
        reader.GetValue(column) switch
        {
            null => !errors.AreNone && errors.At(Sheet, new CellAddress(column, Row)) is { } word ? CellValue.OfError(word) : default,
            double number => CellValue.Of(number),
            string text => CellValue.Of(text),
            int number => CellValue.Of(number),
            DateTime date => CellValue.OfOther(date.ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture)),
            IFormattable other => CellValue.OfOther(other.ToString(null, CultureInfo.InvariantCulture)),
            var other => CellValue.OfOther(other.ToString() ?? ""),
        };

    /// <inheritdoc/>
    protected override void Dispose(bool disposing) => reader.Dispose();

    /// <summary>
    /// Damaged bytes make the library throw whatever its parsing runs into, index and cast errors included; all of it says one thing: this
    /// workbook cannot be read. Running out of memory is among it: a damaged length field asks for more than there is.
    /// </summary>
    private static bool IsOfTheBytes(Exception fault) => fault is not OperationCanceledException;

    private static string Describe(Exception fault) =>
        fault is ExcelDataReader.Exceptions.InvalidPasswordException
            ? "a workbook that is encrypted with a password"
            : $"damaged content ({fault.GetType().Name}: {fault.Message})";
}
