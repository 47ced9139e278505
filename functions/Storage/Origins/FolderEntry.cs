using System.Globalization;
using BudgetWatch.Pipeline.Ingest;

namespace BudgetWatch.Storage.Origins;

/// <summary>Something in a directory of published files.</summary>
/// <param name="Name">Its path in the directory, with <c>/</c> whatever the platform.</param>
/// <param name="Path">Where it is.</param>
/// <param name="Rejected">Why it is not read; null for a plain file.</param>
internal sealed record FolderEntry(string Name, string Path, Rejected? Rejected)
{
    // What a name shows for bytes that are not UTF-8. The name it shows leads to no file, for those bytes are lost.
    private const char Undecoded = '\uFFFD';

    // What .NET says of a file that is not found: every flag there is, Hidden among them.
    private const FileAttributes NotFound = (FileAttributes)(-1);

    /// <summary>All there is under a directory, in ordinal order of name. Links are named, never followed.</summary>
    public static IReadOnlyList<FolderEntry> Under(DirectoryInfo root)
    {
        var entries = new List<FolderEntry>();
        Collect(root, "", entries);
        return
        [
            .. entries
                .GroupBy(entry => entry.Name, StringComparer.Ordinal)
                .OrderBy(same => same.Key, StringComparer.Ordinal)
                .SelectMany(Apart),
        ];
    }

    private static void Collect(DirectoryInfo directory, string path, List<FolderEntry> entries)
    {
        foreach (var item in directory.EnumerateFileSystemInfos().Where(item => !IsNoData(item)))
        {
            var name = path + item.Name;
            try
            {
                if (item.Attributes == NotFound)
                    entries.Add(
                        new FolderEntry(
                            name,
                            item.FullName,
                            item.Name.Contains(Undecoded, StringComparison.Ordinal) ? NotUtf8(1) : LedNowhere
                        )
                    );
                else if (item.Attributes.HasFlag(FileAttributes.ReparsePoint))
                    entries.Add(new FolderEntry(name, item.FullName, new Rejected("a plain file", "a symbolic link")));
                else if (item.Attributes.HasFlag(FileAttributes.Hidden))
                    continue;
                else if (item is DirectoryInfo inner)
                    Collect(inner, name + "/", entries);
                else
                    entries.Add(new FolderEntry(name, item.FullName, IfNothing((FileInfo)item)));
            }
            catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
            {
                entries.Add(new FolderEntry(name, item.FullName, Unreadable(item, problem)));
            }
        }
    }

    private static Rejected LedNowhere { get; } = new("a path that leads to a file", "a path that is too long, or a file that went");

    private static Rejected NotUtf8(int count) =>
        new(
            "a file whose name can be read",
            count == 1
                ? "a name that is not UTF-8"
                : string.Create(CultureInfo.InvariantCulture, $"{count:N0} names that are not UTF-8 and read the same")
        );

    private static Rejected Unreadable(FileSystemInfo item, Exception problem)
    {
        var kind = item is DirectoryInfo ? "folder" : "file";
        return problem switch
        {
            PathTooLongException => LedNowhere,
            UnauthorizedAccessException => new($"a {kind} that can be read", $"a {kind} the app may not read"),
            _ => new($"a {kind} that can be read", $"a {kind} that could not be read"),
        };
    }

    /// <summary>Of names that read the same at most one is what it reads as; the others are not UTF-8, even where that one can be read.</summary>
    private static IEnumerable<FolderEntry> Apart(IGrouping<string, FolderEntry> same)
    {
        List<FolderEntry> entries = [.. same];
        if (entries.Count == 1 || !same.Key.Contains(Undecoded, StringComparison.Ordinal))
            return entries;
        var readable = entries.Find(entry => entry.Rejected is null);
        var lost = entries[0] with { Rejected = NotUtf8(readable is null ? entries.Count : entries.Count - 1) };
        return readable is null ? [lost] : [readable, lost];
    }

    // Pipes, sockets and devices show no length either; opening one may wait for ever.
    private static Rejected? IfNothing(FileInfo file) =>
        file.Length == 0 ? new Rejected("a plain file with something in it", "nothing") : null;

    private static bool IsNoData(FileSystemInfo item) =>
        item.Name.StartsWith('.')
        || (
            item is not DirectoryInfo
            && (
                item.Name.EndsWith(Provenance.Suffix, StringComparison.OrdinalIgnoreCase)
                || item.Name.EndsWith(".md", StringComparison.OrdinalIgnoreCase)
                || item.Name.StartsWith("README", StringComparison.OrdinalIgnoreCase)
                || item.Name.Equals("SHA256SUMS", StringComparison.OrdinalIgnoreCase)
            )
        );
}
