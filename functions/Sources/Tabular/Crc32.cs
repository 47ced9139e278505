namespace BudgetWatch.Sources.Tabular;

/// <summary>The checksum of zip archives (ISO 3309); the runtime states it but does not check it.</summary>
internal static class Crc32
{
    public const uint Start = 0xFFFFFFFF;

    private static readonly uint[] Table = [.. Enumerable.Range(0, 256).Select(index =>
    {
        var value = (uint)index;
        for (var bit = 0; bit < 8; bit++)
        {
            value = (value & 1) == 0 ? value >> 1 : (value >> 1) ^ 0xEDB88320;
        }

        return value;
    })];

    public static uint Append(uint crc, ReadOnlySpan<byte> bytes)
    {
        foreach (var next in bytes)
        {
            crc = (crc >> 8) ^ Table[(byte)(crc ^ next)];
        }

        return crc;
    }

    public static uint Finish(uint crc) => ~crc;
}
