using System.Buffers.Binary;

namespace BudgetWatch.Sources.Tabular;

/// <summary>The checksum of zip archives (ISO 3309); the runtime states it but does not check it.</summary>
internal static class Crc32
{
    public const uint Start = 0xFFFFFFFF;

    /// <summary>What a byte does to the checksum, for each of eight places: one lookup for every byte, but eight at a time.</summary>
    private static readonly uint[][] Tables = Computed();

    public static uint Append(uint crc, ReadOnlySpan<byte> bytes)
    {
        uint[] last = Tables[0],
            t1 = Tables[1],
            t2 = Tables[2],
            t3 = Tables[3],
            t4 = Tables[4],
            t5 = Tables[5],
            t6 = Tables[6],
            first = Tables[7];
        for (; bytes.Length >= 8; bytes = bytes[8..])
        {
            var low = BinaryPrimitives.ReadUInt32LittleEndian(bytes) ^ crc;
            var high = BinaryPrimitives.ReadUInt32LittleEndian(bytes[4..]);
            crc =
                first[(byte)low]
                ^ t6[(byte)(low >> 8)]
                ^ t5[(byte)(low >> 16)]
                ^ t4[low >> 24]
                ^ t3[(byte)high]
                ^ t2[(byte)(high >> 8)]
                ^ t1[(byte)(high >> 16)]
                ^ last[high >> 24];
        }

        foreach (var next in bytes)
        {
            crc = (crc >> 8) ^ last[(byte)(crc ^ next)];
        }

        return crc;
    }

    public static uint Finish(uint crc) => ~crc;

    private static uint[][] Computed()
    {
        var tables = Enumerable.Range(0, 8).Select(_ => new uint[256]).ToArray();
        for (var index = 0; index < 256; index++)
        {
            var value = (uint)index;
            for (var bit = 0; bit < 8; bit++)
            {
                value = (value & 1) == 0 ? value >> 1 : (value >> 1) ^ 0xEDB88320;
            }

            tables[0][index] = value;
        }

        // One place further on is the same byte with a zero after it.
        for (var place = 1; place < 8; place++)
        {
            for (var index = 0; index < 256; index++)
            {
                var before = tables[place - 1][index];
                tables[place][index] = (before >> 8) ^ tables[0][(byte)before];
            }
        }

        return tables;
    }
}
