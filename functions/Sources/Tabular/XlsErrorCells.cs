using System.Buffers.Binary;
using System.Text;

namespace BudgetWatch.Sources.Tabular;

/// <summary>Finds the error cells of an old workbook (BIFF): BOOLERR records, and FORMULA records whose result is an error.</summary>
internal static class XlsErrorCells
{
    private const int BeginOfSubstream = 0x0809;
    private const int EndOfSubstream = 0x000A;
    private const int BoundSheet = 0x0085;
    private const int Dimensions = 0x0200;
    private const int BooleanOrError = 0x0205;
    private const int Formula = 0x0006;

    /// <summary>How many rows a sheet of the format has (MS-XLS 2.4.90).</summary>
    private const uint MostRows = 0x10000;

    /// <summary>The error cells; null if the records cannot be followed.</summary>
    public static ErrorCells? Find(ReadOnlySpan<byte> bytes)
    {
        try
        {
            if (CompoundFile.Stream(bytes, "Workbook", "Book") is not { Span: var stream })
            {
                return null;
            }

            var found = new ErrorCells();
            foreach (var (sheet, offset) in Sheets(stream))
            {
                Collect(stream[offset..], sheet, found);
            }

            return found;
        }
        catch (Exception fault) when (fault is ArgumentException or OverflowException or IndexOutOfRangeException or InvalidDataException)
        {
            return null;
        }
    }

    private static List<(string Sheet, int Offset)> Sheets(ReadOnlySpan<byte> stream)
    {
        var sheets = new List<(string Sheet, int Offset)>();
        var isUnicodeEra = true;
        for (var at = 0; at + 4 <= stream.Length; )
        {
            var (id, body) = Record(stream, at);
            at += 4 + body.Length;
            if (id == BeginOfSubstream)
            {
                isUnicodeEra = BinaryPrimitives.ReadUInt16LittleEndian(body) >= 0x0600;
            }
            else if (id == BoundSheet)
            {
                // Offset, visibility, kind, then the name: with a byte for its width since Excel 97, plain before.
                var length = body[6];
                var name =
                    !isUnicodeEra ? Encoding.Latin1.GetString(body.Slice(7, length))
                    : (body[7] & 1) == 0 ? Encoding.Latin1.GetString(body.Slice(8, length))
                    : Encoding.Unicode.GetString(body.Slice(8, length * 2));
                var offset = BinaryPrimitives.ReadInt32LittleEndian(body);

                // One place under many names would be gone through as often.
                if (sheets.Exists(sheet => sheet.Offset == offset))
                {
                    throw new InvalidDataException("two of its sheets are in one place");
                }

                // Of sheets beyond the limit one is enough: the reader stops there.
                if (sheets.Count > ReadingLimits.Sheets)
                {
                    break;
                }

                sheets.Add((name, offset));
            }
            else if (id == EndOfSubstream)
            {
                break;
            }
        }

        return sheets;
    }

    private static void Collect(ReadOnlySpan<byte> sheet, string name, ErrorCells found)
    {
        var depth = 0;
        for (var at = 0; at + 4 <= sheet.Length; )
        {
            var (id, body) = Record(sheet, at);
            at += 4 + body.Length;

            // Charts on a sheet are substreams within it.
            depth +=
                id == BeginOfSubstream ? 1
                : id == EndOfSubstream ? -1
                : 0;
            if (depth <= 0)
            {
                return;
            }

            // The reader of the workbook makes room for as many rows as are stated, before it looks for one.
            if (id == Dimensions && body.Length >= 12 && BinaryPrimitives.ReadUInt32LittleEndian(body[4..]) > MostRows)
            {
                throw new InvalidDataException("more rows are stated than a sheet of the format has");
            }

            var code = id switch
            {
                BooleanOrError when body[7] == 1 => body[6],
                Formula when body[12] == 0xFF && body[13] == 0xFF && body[6] == 2 => body[8],
                _ => -1,
            };
            if (code >= 0)
            {
                found.Add(
                    name,
                    new CellAddress(BinaryPrimitives.ReadUInt16LittleEndian(body[2..]), BinaryPrimitives.ReadUInt16LittleEndian(body) + 1),
                    Word(code)
                );
            }
        }
    }

    private static RecordAt Record(ReadOnlySpan<byte> stream, int at) =>
        new(
            BinaryPrimitives.ReadUInt16LittleEndian(stream[at..]),
            stream.Slice(at + 4, BinaryPrimitives.ReadUInt16LittleEndian(stream[(at + 2)..]))
        );

    private static string Word(int code) =>
        code switch
        {
            0x00 => "#NULL!",
            0x07 => "#DIV/0!",
            0x0F => "#VALUE!",
            0x17 => "#REF!",
            0x1D => "#NAME?",
            0x24 => "#NUM!",
            0x2A => "#N/A",
            _ => "an error",
        };

    private readonly ref struct RecordAt(int id, ReadOnlySpan<byte> body)
    {
        private readonly ReadOnlySpan<byte> body = body;

        public void Deconstruct(out int recordId, out ReadOnlySpan<byte> recordBody)
        {
            recordId = id;
            recordBody = body;
        }
    }
}
