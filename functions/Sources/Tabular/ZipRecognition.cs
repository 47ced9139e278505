using System.IO.Compression;

namespace BudgetWatch.Sources.Tabular;

/// <summary>What a file is as a zip archive, found without unpacking any of it.</summary>
internal static class ZipRecognition
{
    /// <summary>Whether a file is a zip archive of which something holds; false for bytes that are none, or are damaged.</summary>
    /// <param name="file">The file.</param>
    /// <param name="holds">The condition on the archive.</param>
    public static bool Is(PublishedFile file, Predicate<ZipArchive> holds)
    {
        try
        {
            using var bytes = file.OpenRead();
            Span<byte> beginning = stackalloc byte[4];
            if (
                bytes.ReadAtLeast(beginning, beginning.Length, throwOnEndOfStream: false) < beginning.Length
                || !beginning.SequenceEqual("PK\u0003\u0004"u8)
            )
            {
                return false;
            }

            bytes.Position = 0;
            using var zip = new ZipArchive(bytes, ZipArchiveMode.Read);
            return holds(zip);
        }
        catch (Exception fault) when (UnpackedEntry.IsOfBytes(fault))
        {
            return false;
        }
    }
}
