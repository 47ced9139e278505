using System.IO.Compression;

namespace BudgetWatch.Sources.Tabular;

/// <summary>
/// Looks a zip archive through before anything is read from it: what it holds, whether it inflates to what its headers say and to no more
/// than a host can bear, whether every part's checksum holds. Headers are never believed; every part is inflated and counted.
/// </summary>
internal static class ArchiveInspection
{
    /// <summary>How an error cell is marked in a sheet's XML, in either quotes.</summary>
    private static readonly byte[][] ErrorMarks = ["t=\"e\""u8.ToArray(), "t='e'"u8.ToArray()];

    /// <summary>
    /// Why the archive is refused as an Excel workbook, or null. What is inflated is looked at in passing: parts that may hold error cells
    /// are added to <paramref name="withErrors"/>.
    /// </summary>
    public static Refusal? Refuse(PublishedFile file, ISet<string> withErrors, CancellationToken cancellation)
    {
        try
        {
            using var archive = new ZipArchive(new MemoryStream(file.Bytes.ToArray(), writable: false), ZipArchiveMode.Read);
            return Contents(file, archive) ?? Inflate(file, archive, withErrors, cancellation);
        }
        catch (Exception fault) when (fault is InvalidDataException or IOException or NotSupportedException or ArgumentException)
        {
            return new Refusal(file.Name, null, null, "a zip archive that is whole", $"a damaged one ({fault.Message})");
        }
    }

    private static Refusal? Contents(PublishedFile file, ZipArchive archive)
    {
        if (archive.Entries.Count > ReadingLimits.ArchiveEntries)
        {
            return new Refusal(
                file.Name, null, null, $"at most {ReadingLimits.ArchiveEntries:N0} parts in a workbook", $"{archive.Entries.Count:N0}");
        }

        if (Holds(archive, "xl/workbook.xml"))
        {
            return null;
        }

        return Holds(archive, "content.xml")
            ? new Refusal(file.Name, null, null, "a workbook of Excel, or comma-separated text", "an OpenDocument spreadsheet: OpenDocument is not read yet")
            : new Refusal(
                file.Name, null, null, "a workbook of Excel (xl/workbook.xml)",
                $"a zip archive of {string.Join(", ", archive.Entries.Take(3).Select(entry => $"'{entry.FullName}'"))}");
    }

    // Some writers begin part names with a slash or write them in capitals; the reader takes them so as well.
    private static bool Holds(ZipArchive archive, string part) =>
        archive.Entries.Any(entry => entry.FullName.TrimStart('/').Equals(part, StringComparison.OrdinalIgnoreCase));

    private static Refusal? Inflate(PublishedFile file, ZipArchive archive, ISet<string> withErrors, CancellationToken cancellation)
    {
        // Before each piece stand the last bytes of the one before it, so that a mark is not missed for lying across the two.
        const int Kept = 8;
        var buffer = new byte[Kept + 0x10000];
        long inflated = 0;
        foreach (var entry in archive.Entries)
        {
            cancellation.ThrowIfCancellationRequested();
            var crc = Crc32.Start;
            var isSheet = entry.FullName.Contains("worksheets/", StringComparison.OrdinalIgnoreCase);
            buffer.AsSpan(0, Kept).Clear();
            using var part = entry.Open();
            for (int read; (read = part.Read(buffer, Kept, buffer.Length - Kept)) > 0;)
            {
                var piece = buffer.AsSpan(Kept, read);
                crc = Crc32.Append(crc, piece);
                inflated += read;
                if (isSheet && MayHoldErrors(buffer.AsSpan(0, Kept + read)))
                {
                    withErrors.Add(entry.FullName);
                }

                buffer.AsSpan(read, Kept).CopyTo(buffer);
                if (inflated > ReadingLimits.InflatedBytes)
                {
                    return new Refusal(
                        file.Name, null, null, $"at most {ReadingLimits.InflatedBytes:N0} bytes once unpacked", $"more, in part '{entry.FullName}'");
                }

                if (inflated > ReadingLimits.InflationFloor && inflated / ReadingLimits.InflationRatio > file.Bytes.Length)
                {
                    return new Refusal(
                        file.Name, null, null, $"at most {ReadingLimits.InflationRatio} times its size once unpacked",
                        $"more, in part '{entry.FullName}'");
                }
            }

            if (Crc32.Finish(crc) != entry.Crc32)
            {
                return new Refusal(file.Name, null, null, $"part '{entry.FullName}' with the checksum its archive states", "another checksum: the file is damaged");
            }
        }

        return null;
    }

    // XML in UTF-16 (a byte of every letter is 0) hides the marks; it is rare enough to be looked into always.
    private static bool MayHoldErrors(ReadOnlySpan<byte> piece) =>
        piece.IndexOf(ErrorMarks[0]) >= 0 || piece.IndexOf(ErrorMarks[1]) >= 0 || piece[8..].StartsWith((ReadOnlySpan<byte>)[0xFF, 0xFE])
        || piece[8..].StartsWith((ReadOnlySpan<byte>)[0xFE, 0xFF]);
}
