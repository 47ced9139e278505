using System.IO.Compression;

namespace BudgetWatch.Sources.Tabular;

/// <summary>
/// A zip archive in which a publisher packs comma-separated text, alone or among other things: a sheet for each file whose name ends in
/// <c>.csv</c>. Nothing of it is unpacked beyond what is asked for.
/// </summary>
internal sealed class TextArchive : IDisposable
{
    private readonly ZipArchive archive;
    private readonly long packed;
    private readonly UnpackLimits limits;

    private TextArchive(ZipArchive archive, long packed, UnpackLimits limits)
    {
        this.archive = archive;
        this.packed = packed;
        this.limits = limits;
        Names = [.. archive.Entries.Where(IsText).Select(entry => entry.FullName)];
    }

    /// <summary>The files of comma-separated text inside, in the archive's order.</summary>
    public IReadOnlyList<string> Names { get; }

    /// <summary>Whether a file is one. A workbook is an archive too.</summary>
    public static bool IsOne(PublishedFile file) =>
        ZipRecognition.Is(file, zip => zip.Entries.Any(IsText) && !ArchiveInspection.IsWorkbook(zip));

    /// <summary>Opens an archive.</summary>
    /// <param name="file">The archive.</param>
    /// <param name="limits">What each file in it may come to.</param>
    /// <param name="reason">Why it cannot be opened, where null is returned.</param>
    public static TextArchive? Open(PublishedFile file, UnpackLimits limits, out Refusal? reason)
    {
        if (file.Length > ReadingLimits.TextBytes)
        {
            reason = new Refusal(file.Name, null, null, $"at most {ReadingLimits.TextBytes:N0} bytes", $"{file.Length:N0} bytes");
            return null;
        }

        ZipArchive? zip = null;
        try
        {
            zip = new ZipArchive(file.OpenRead(), ZipArchiveMode.Read);
            reason = Excess(file, zip);
            if (reason is null)
            {
                return new TextArchive(zip, file.Length, limits);
            }
        }
        catch (Exception fault) when (UnpackedEntry.IsOfBytes(fault))
        {
            reason = new Refusal(file.Name, null, null, "a zip archive that is whole", $"a damaged one ({fault.Message})");
        }

        zip?.Dispose();
        return null;
    }

    /// <summary>One of the files, unpacked as it is read; the archive must stay open meanwhile.</summary>
    public UnpackedEntry Unpack(string name) => new(archive.Entries.First(entry => entry.FullName == name), packed, limits);

    /// <inheritdoc/>
    public void Dispose() => archive.Dispose();

    private static bool IsText(ZipArchiveEntry entry) => entry.FullName.EndsWith(".csv", StringComparison.OrdinalIgnoreCase);

    private static Refusal? Excess(PublishedFile file, ZipArchive archive)
    {
        if (archive.Entries.Count > ReadingLimits.ArchiveEntries)
        {
            return new Refusal(
                file.Name,
                null,
                null,
                $"at most {ReadingLimits.ArchiveEntries:N0} files in an archive",
                $"{archive.Entries.Count:N0}"
            );
        }

        var texts = archive.Entries.Where(IsText).ToList();
        if (texts.Count > ReadingLimits.Sheets)
        {
            return new Refusal(
                file.Name,
                null,
                null,
                $"at most {ReadingLimits.Sheets} files of comma-separated text in an archive",
                $"{texts.Count:N0}"
            );
        }

        return
            texts.CountBy(entry => entry.FullName, StringComparer.OrdinalIgnoreCase).FirstOrDefault(name => name.Value > 1)
                is { Key: { } twice }
            ? new Refusal(file.Name, null, null, "each file of an archive once", $"'{twice}' again")
            : null;
    }
}
