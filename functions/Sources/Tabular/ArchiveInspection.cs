using System.IO.Compression;
using System.IO.Hashing;

namespace BudgetWatch.Sources.Tabular;

/// <summary>
/// What came of looking a zip archive through before anything is read from it: what it holds, whether it inflates to no more than a host can
/// bear, whether its XML is of a shape a parser can bear, whether every part's checksum holds. Headers are never believed; every part is
/// inflated and counted.
/// </summary>
internal abstract record ArchiveInspection
{
    private const string ExcelContent = "xl/workbook.xml";

    private ArchiveInspection() { }

    /// <summary>Whether an archive is a workbook, sound or not.</summary>
    public static bool IsWorkbook(ZipArchive archive) =>
        Holds(archive, ExcelContent) || Holds(archive, OdsDocument.Content) || Holds(archive, OdsDocument.EncryptedPackage);

    /// <summary>Looks an archive through.</summary>
    public static ArchiveInspection Of(PublishedFile file, CancellationToken cancellation)
    {
        try
        {
            using var archive = new ZipArchive(file.OpenRead(), ZipArchiveMode.Read);
            var reason = Contents(file, archive, out var format) ?? Inflate(file, archive, cancellation);
            return reason is null ? new Sound(format) : new Refused(reason);
        }
        catch (Exception fault) when (fault is InvalidDataException or IOException or NotSupportedException or ArgumentException)
        {
            return new Refused(new Refusal(file.Name, null, null, "a zip archive that is whole", $"a damaged one ({fault.Message})"));
        }
    }

    private static Refusal? Contents(PublishedFile file, ZipArchive archive, out FileFormat format)
    {
        format = Holds(archive, ExcelContent) ? FileFormat.Xlsx : FileFormat.Ods;
        if (archive.Entries.Count > ReadingLimits.ArchiveEntries)
        {
            return new Refusal(
                file.Name,
                null,
                null,
                $"at most {ReadingLimits.ArchiveEntries:N0} parts in a workbook",
                $"{archive.Entries.Count:N0}"
            );
        }

        // Of two parts of one name, one reader takes the first and another the last.
        if (archive.Entries.CountBy(Name, StringComparer.OrdinalIgnoreCase).FirstOrDefault(part => part.Value > 1) is { Key: { } twice })
        {
            return new Refusal(file.Name, null, null, "each part of a workbook once", $"'{twice}' again");
        }

        return IsWorkbook(archive)
            ? null
            : new Refusal(
                file.Name,
                null,
                null,
                $"a workbook of Excel (xl/workbook.xml) or an OpenDocument spreadsheet ({OdsDocument.Content})",
                $"a zip archive of {string.Join(", ", archive.Entries.Take(3).Select(entry => $"'{entry.FullName}'"))}"
            );
    }

    // Some writers begin part names with a slash or write them in capitals; the readers take them so as well.
    private static bool Holds(ZipArchive archive, string part) =>
        archive.Entries.Any(entry => Name(entry).Equals(part, StringComparison.OrdinalIgnoreCase));

    private static string Name(ZipArchiveEntry entry) => entry.FullName.TrimStart('/');

    private static Refusal? Inflate(PublishedFile file, ZipArchive archive, CancellationToken cancellation)
    {
        var buffer = new byte[0x10000];
        long inflated = 0;
        foreach (var entry in archive.Entries)
        {
            cancellation.ThrowIfCancellationRequested();
            var checksum = new Crc32();
            var shape = new XmlShape();
            using var part = entry.Open();
            for (int read; (read = part.ReadAtLeast(buffer, minimumBytes: 4, throwOnEndOfStream: false)) > 0; )
            {
                var piece = buffer.AsSpan(0, read);
                checksum.Append(piece);
                inflated += read;
                if (inflated > ReadingLimits.InflatedBytes)
                {
                    return new Refusal(
                        file.Name,
                        null,
                        null,
                        $"at most {ReadingLimits.InflatedBytes:N0} bytes once unpacked",
                        $"more, in part '{entry.FullName}'"
                    );
                }

                if (inflated > ReadingLimits.InflationFloor && inflated / ReadingLimits.InflationRatio > file.Length)
                {
                    return new Refusal(
                        file.Name,
                        null,
                        null,
                        $"at most {ReadingLimits.InflationRatio} times its size once unpacked",
                        $"more, in part '{entry.FullName}'"
                    );
                }

                if (shape.Follow(piece) is { } wrong)
                {
                    return new Refusal(file.Name, null, null, $"part '{entry.FullName}' in XML as workbooks have it", wrong);
                }
            }

            if (checksum.GetCurrentHashAsUInt32() != entry.Crc32)
            {
                return new Refusal(
                    file.Name,
                    null,
                    null,
                    $"part '{entry.FullName}' with the checksum its archive states",
                    "another checksum: the file is damaged"
                );
            }
        }

        return null;
    }

    /// <summary>It can be read.</summary>
    /// <param name="Format">Which kind of workbook it is.</param>
    public sealed record Sound(FileFormat Format) : ArchiveInspection;

    /// <summary>It cannot.</summary>
    public sealed record Refused(Refusal Reason) : ArchiveInspection;
}
