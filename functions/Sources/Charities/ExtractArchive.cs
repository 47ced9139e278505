using System.IO.Compression;
using BudgetWatch.Sources.Tabular;

namespace BudgetWatch.Sources.Charities;

/// <summary>The zip archive that a table of the register's extract comes in: of one JSON file.</summary>
internal static class ExtractArchive
{
    private static readonly UnpackLimits Limits = new(
        ExtractLimits.InflatedBytes,
        ExtractLimits.InflationRatio,
        ExtractLimits.InflationFloor
    );

    /// <summary>Whether a file is a zip archive of JSON alone.</summary>
    public static bool IsOne(PublishedFile file) =>
        ZipRecognition.Is(
            file,
            zip => zip.Entries.Count > 0 && zip.Entries.All(entry => entry.FullName.EndsWith(".json", StringComparison.OrdinalIgnoreCase))
        );

    /// <summary>Opens the file inside.</summary>
    /// <param name="file">The archive.</param>
    /// <param name="reason">Why it cannot be opened, where null is returned.</param>
    public static UnpackedEntry? Open(PublishedFile file, out Refusal? reason)
    {
        reason = null;
        if (file.Length > ExtractLimits.ArchiveBytes)
        {
            reason = new Refusal(file.Name, null, null, $"at most {ExtractLimits.ArchiveBytes:N0} bytes", $"{file.Length:N0} bytes");
            return null;
        }

        ZipArchive? zip = null;
        try
        {
            zip = new ZipArchive(file.OpenRead(), ZipArchiveMode.Read);
            if (zip.Entries.Count == 1)
            {
                return new UnpackedEntry(zip.Entries[0], file.Length, Limits, zip);
            }

            reason = new Refusal(file.Name, null, null, "a zip archive of one JSON file", $"{zip.Entries.Count:N0} files");
        }
        catch (Exception fault) when (UnpackedEntry.IsOfBytes(fault))
        {
            reason = new Refusal(file.Name, null, null, "a zip archive that is whole", $"a damaged one ({fault.Message})");
        }

        zip?.Dispose();
        return null;
    }
}
