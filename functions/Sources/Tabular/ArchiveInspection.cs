using System.IO.Compression;

namespace BudgetWatch.Sources.Tabular;

/// <summary>
/// Looks a zip archive through before anything is read from it: what it holds, whether it inflates to what its headers say and to no more
/// than a host can bear, whether every part's checksum holds. Headers are never believed; every part is inflated and counted.
/// </summary>
internal static class ArchiveInspection
{
    /// <summary>Why the archive is refused as an Excel workbook, or null.</summary>
    public static Refusal? Refuse(PublishedFile file, CancellationToken cancellation)
    {
        try
        {
            using var archive = new ZipArchive(new MemoryStream(file.Bytes.ToArray(), writable: false), ZipArchiveMode.Read);
            return Contents(file, archive) ?? Inflate(file, archive, cancellation);
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

    private static Refusal? Inflate(PublishedFile file, ZipArchive archive, CancellationToken cancellation)
    {
        var buffer = new byte[0x10000];
        long inflated = 0;
        foreach (var entry in archive.Entries)
        {
            cancellation.ThrowIfCancellationRequested();
            var crc = Crc32.Start;
            using var part = entry.Open();
            for (int read; (read = part.Read(buffer)) > 0;)
            {
                crc = Crc32.Append(crc, buffer.AsSpan(0, read));
                inflated += read;
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
}
