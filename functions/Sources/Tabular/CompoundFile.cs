using System.Buffers.Binary;
using System.Text;

namespace BudgetWatch.Sources.Tabular;

/// <summary>A compound file (MS-CFB): the little file system that old Excel workbooks are.</summary>
internal readonly ref struct CompoundFile
{
    private const uint EndOfChain = 0xFFFFFFFA;

    private readonly ReadOnlySpan<byte> bytes;
    private readonly int sectorSize;
    private readonly byte[] allocation;

    private CompoundFile(ReadOnlySpan<byte> bytes)
    {
        this.bytes = bytes;
        sectorSize = 1 << Math.Clamp(UInt16(bytes, 30), (ushort)7, (ushort)16);
        allocation = [];
        allocation = Allocation();
    }

    /// <summary>How long the header is.</summary>
    public const int HeaderBytes = 512;

    /// <summary>
    /// Whether its header states no more sectors of tables and directory than the file has: a reader makes room for as many as are stated
    /// before it looks for them.
    /// </summary>
    /// <param name="beginning">The file's first <see cref="HeaderBytes"/> bytes, or all it has.</param>
    /// <param name="length">How long the file is.</param>
    public static bool StatesWhatItHolds(ReadOnlySpan<byte> beginning, long length)
    {
        if (beginning.Length < HeaderBytes)
        {
            return false;
        }

        var sectors = length / (1 << Math.Clamp(UInt16(beginning, 30), (ushort)7, (ushort)16));
        return UInt32(beginning, 40) <= sectors
            && UInt32(beginning, 44) <= sectors
            && UInt32(beginning, 64) <= sectors
            && UInt32(beginning, 72) <= sectors;
    }

    /// <summary>The stream of one of these names; null if there is none. Damaged files throw out of range, as spans do.</summary>
    public static ReadOnlyMemory<byte>? Stream(ReadOnlySpan<byte> bytes, params ReadOnlySpan<string> names)
    {
        var file = new CompoundFile(bytes);
        var directory = file.Chain(UInt32(bytes, 48));
        for (var at = 0; at + 128 <= directory.Length; at += 128)
        {
            var entry = directory.AsSpan(at, 128);
            var length = UInt16(entry, 64);
            if (entry[66] != 2 || length is < 2 or > 64 || !names.Contains(Encoding.Unicode.GetString(entry[..(length - 2)])))
            {
                continue;
            }

            var size = (int)Math.Min(UInt32(entry, 120), int.MaxValue);
            var start = UInt32(entry, 116);
            var whole = size < UInt32(bytes, 56) ? file.SmallChain(directory, start) : file.Chain(start);
            return whole.AsMemory(0, Math.Min(size, whole.Length));
        }

        return null;
    }

    /// <summary>The sector allocation table: for each sector the one that follows it.</summary>
    private byte[] Allocation()
    {
        var table = new MemoryStream();
        for (var entry = 0; entry < 109; entry++)
        {
            Append(table, UInt32(bytes, 76 + (entry * 4)));
        }

        var next = UInt32(bytes, 68);
        for (var sectors = bytes.Length / sectorSize; next < EndOfChain && sectors > 0; sectors--)
        {
            var more = Sector(next);
            for (var at = 0; at < sectorSize - 4; at += 4)
            {
                Append(table, UInt32(more, at));
            }

            next = UInt32(more, sectorSize - 4);
        }

        return table.ToArray();
    }

    private void Append(MemoryStream table, uint sector)
    {
        if (sector < EndOfChain)
        {
            table.Write(Sector(sector));
        }
    }

    private byte[] Chain(uint start)
    {
        var sectors = new List<uint>();

        // A chain cannot be longer than the file; one that is goes in a circle.
        for (var left = bytes.Length / sectorSize; start < EndOfChain; left--)
        {
            if (left < 0)
            {
                throw new InvalidDataException("a chain of sectors goes in a circle");
            }

            sectors.Add(start);
            start = UInt32(allocation, checked((int)start * 4));
        }

        // Copied once, into the room it needs: a workbook's stream is nearly the whole file.
        var stream = new byte[checked(sectors.Count * sectorSize)];
        var length = 0;
        foreach (var sector in sectors)
        {
            var part = Sector(sector);
            part.CopyTo(stream.AsSpan(length));
            length += part.Length;
        }

        return length == stream.Length ? stream : stream[..length];
    }

    /// <summary>Streams under the cutoff are in 64-byte sectors of the root entry's stream, with a table of their own.</summary>
    private byte[] SmallChain(ReadOnlySpan<byte> directory, uint start)
    {
        var small = Chain(UInt32(directory, 116));
        var table = Chain(UInt32(bytes, 60));
        var size = 1 << Math.Clamp(UInt16(bytes, 32), (ushort)4, (ushort)12);
        var stream = new MemoryStream();
        for (var left = small.Length / size; start < EndOfChain; left--)
        {
            if (left < 0)
            {
                throw new InvalidDataException("a chain of sectors goes in a circle");
            }

            stream.Write(small.AsSpan(checked((int)start * size), size));
            start = UInt32(table, checked((int)start * 4));
        }

        return stream.ToArray();
    }

    // The last sector of a file may be cut short.
    private ReadOnlySpan<byte> Sector(uint sector)
    {
        var from = checked((int)((sector + 1L) * sectorSize));
        return bytes.Slice(from, Math.Min(sectorSize, bytes.Length - from));
    }

    private static ushort UInt16(ReadOnlySpan<byte> from, int at) => BinaryPrimitives.ReadUInt16LittleEndian(from[at..]);

    private static uint UInt32(ReadOnlySpan<byte> from, int at) => BinaryPrimitives.ReadUInt32LittleEndian(from[at..]);
}
