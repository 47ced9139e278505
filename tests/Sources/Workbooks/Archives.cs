using System.IO.Compression;

namespace BudgetWatch.Sources.Tests.Workbooks;

/// <summary>Zip archives of parts under test.</summary>
internal static class Archives
{
    public static PublishedFile Of(string name, params ReadOnlySpan<(string Part, string Text)> parts)
    {
        using var stream = new MemoryStream();
        using (var archive = new ZipArchive(stream, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach (var (part, text) in parts)
            {
                Sheet.Part(archive, part, text);
            }
        }

        return new PublishedFile(name, stream.ToArray());
    }
}
