using System.Buffers.Binary;
using System.Text;

namespace BudgetWatch.Sources.Tests.Workbooks;

/// <summary>Sheets as the smallest Excel 97-2003 workbook that holds them (MS-XLS in MS-CFB).</summary>
internal static class OldWorkbook
{
    private const int SectorSize = 512;
    private const uint EndOfChain = 0xFFFFFFFE;
    private const uint Free = 0xFFFFFFFF;
    private const uint AllocationSector = 0xFFFFFFFD;

    public static PublishedFile AsXls(string name, params Sheet[] sheets) => new(name, File(Stream(sheets)));

    /// <summary>The records: those of the workbook, then of each sheet, whose places the former name.</summary>
    private static byte[] Stream(Sheet[] sheets)
    {
        var parts = sheets.Select(Records).ToList();
        var globals = Globals(sheets, new int[sheets.Length]);
        var offsets = parts.Select((_, index) => globals.Length + parts.Take(index).Sum(part => part.Length)).ToArray();
        return [.. Globals(sheets, offsets), .. parts.SelectMany(part => part)];
    }

    private static byte[] Globals(Sheet[] sheets, int[] offsets)
    {
        var stream = new MemoryStream();
        Record(stream, 0x0809, [.. UInt16(0x0600), .. UInt16(0x0005), .. new byte[12]]);
        for (var index = 0; index < sheets.Length; index++)
        {
            var name = sheets[index].Name;
            Record(stream, 0x0085, [.. UInt32((uint)offsets[index]), 0, 0, (byte)name.Length, 1, .. Encoding.Unicode.GetBytes(name)]);
        }

        Record(stream, 0x000A, []);
        return stream.ToArray();
    }

    private static byte[] Records(Sheet sheet)
    {
        var stream = new MemoryStream();
        Record(stream, 0x0809, [.. UInt16(0x0600), .. UInt16(0x0010), .. new byte[12]]);
        Record(
            stream,
            0x0200,
            [
                .. UInt32(0),
                .. UInt32((uint)sheet.Rows.Count),
                .. UInt16(0),
                .. UInt16((ushort)sheet.Rows.Max(row => row.Count)),
                .. UInt16(0),
            ]
        );
        for (var row = 0; row < sheet.Rows.Count; row++)
        {
            for (var column = 0; column < sheet.Rows[row].Count; column++)
            {
                byte[] place = [.. UInt16((ushort)row), .. UInt16((ushort)column), .. UInt16(0)];
                switch (sheet.Rows[row][column])
                {
                    case null:
                        break;
                    case string words:
                        Record(stream, 0x0204, [.. place, .. UInt16((ushort)words.Length), 1, .. Encoding.Unicode.GetBytes(words)]);
                        break;
                    case int number:
                        Record(stream, 0x0203, [.. place, .. BitConverter.GetBytes((double)number)]);
                        break;
                    case SharedFormula { Error: { } code }:
                        Record(stream, 0x0006, Shared(place, row, column, 2, code));
                        Record(stream, 0x04BC, SharedBody(row, column));
                        break;
                    case SharedFormula formula:
                        Record(stream, 0x0006, Shared(place, row, column, 0, 0));
                        Record(stream, 0x04BC, SharedBody(row, column));
                        Record(stream, 0x0207, [.. UInt16((ushort)formula.Words.Length), 1, .. Encoding.Unicode.GetBytes(formula.Words)]);
                        break;
                    case var other:
                        throw new ArgumentException($"no record for {other}", nameof(sheet));
                }
            }
        }

        Record(stream, 0x000A, []);
        return stream.ToArray();
    }

    /// <summary>A formula's record: what it came to, and that it is one of those that share what follows.</summary>
    private static byte[] Shared(byte[] place, int row, int column, byte kind, byte error) =>
        [
            .. place,
            kind,
            0,
            error,
            0,
            0,
            0,
            0xFF,
            0xFF,
            .. UInt16(0x0008),
            .. UInt32(0),
            .. UInt16(5),
            0x01,
            .. UInt16((ushort)row),
            .. UInt16((ushort)column),
        ];

    /// <summary>What the formulas of one cell share, here the text x; it stands between a formula and the text that it came to.</summary>
    private static byte[] SharedBody(int row, int column) =>
        [.. UInt16((ushort)row), .. UInt16((ushort)row), (byte)column, (byte)column, 0, 1, .. UInt16(4), 0x17, 1, 0, (byte)'x'];

    /// <summary>Sector 0 is the allocation table, 1 the directory, the stream follows.</summary>
    private static byte[] File(byte[] stream)
    {
        var sectors = (Math.Max(stream.Length, 4096) + SectorSize - 1) / SectorSize;
        var file = new byte[SectorSize * (3 + sectors)];
        stream.CopyTo(file, SectorSize * 3);

        var header = file.AsSpan(0, SectorSize);
        header.Fill(0xFF);
        ((ReadOnlySpan<byte>)[0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1]).CopyTo(header);
        header[8..76].Clear();
        ((ReadOnlySpan<byte>)[.. UInt16(0x3E), .. UInt16(3), .. UInt16(0xFFFE), .. UInt16(9), .. UInt16(6)]).CopyTo(header[24..]);
        (
            (ReadOnlySpan<byte>)
                [
                    .. UInt32(1),
                    .. UInt32(1),
                    .. UInt32(0),
                    .. UInt32(4096),
                    .. UInt32(EndOfChain),
                    .. UInt32(0),
                    .. UInt32(EndOfChain),
                    .. UInt32(0),
                    .. UInt32(0),
                ]
        ).CopyTo(header[44..]);

        var table = file.AsSpan(SectorSize, SectorSize);
        for (var sector = 0; sector < SectorSize / 4; sector++)
        {
            var next = sector switch
            {
                0 => AllocationSector,
                1 => EndOfChain,
                _ when sector < 1 + sectors => (uint)sector + 1,
                _ when sector == 1 + sectors => EndOfChain,
                _ => Free,
            };
            BinaryPrimitives.WriteUInt32LittleEndian(table[(sector * 4)..], next);
        }

        Entry("Root Entry", 5, child: 1, EndOfChain, 0).CopyTo(file, SectorSize * 2);
        Entry("Workbook", 2, child: Free, 2, (uint)(sectors * SectorSize)).CopyTo(file, (SectorSize * 2) + 128);
        return file;
    }

    private static byte[] Entry(string name, byte kind, uint child, uint start, uint size)
    {
        var entry = new byte[128];
        Encoding.Unicode.GetBytes(name).CopyTo(entry, 0);
        BinaryPrimitives.WriteUInt16LittleEndian(entry.AsSpan(64), (ushort)((name.Length + 1) * 2));
        entry[66] = kind;
        entry[67] = 1;
        byte[] links = [.. UInt32(Free), .. UInt32(Free), .. UInt32(child)];
        links.CopyTo(entry, 68);
        BinaryPrimitives.WriteUInt32LittleEndian(entry.AsSpan(116), start);
        BinaryPrimitives.WriteUInt32LittleEndian(entry.AsSpan(120), size);
        return entry;
    }

    private static void Record(MemoryStream stream, ushort id, byte[] body)
    {
        stream.Write(UInt16(id));
        stream.Write(UInt16((ushort)body.Length));
        stream.Write(body);
    }

    private static byte[] UInt16(ushort value) => [(byte)value, (byte)(value >> 8)];

    private static byte[] UInt32(uint value) => [.. UInt16((ushort)value), .. UInt16((ushort)(value >> 16))];
}

/// <summary>A cell whose formula is shared: the text it came to, or an error's code.</summary>
/// <param name="Words">The text.</param>
/// <param name="Error">The code of the error in its place: 0x17 for #REF!.</param>
internal sealed record SharedFormula(string Words, byte? Error = null);
