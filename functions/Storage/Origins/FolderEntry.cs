using BudgetWatch.Pipeline.Ingest;

namespace BudgetWatch.Storage.Origins;

/// <summary>Something in a directory of published files.</summary>
/// <param name="Name">Its path in the directory, with <c>/</c> whatever the platform.</param>
/// <param name="Path">Where it is.</param>
/// <param name="NotTaken">Why it is not read; null for a plain file.</param>
internal sealed record FolderEntry(string Name, string Path, NotTaken? NotTaken)
{
    /// <summary>All there is under a directory, in ordinal order of name. Links are named, never followed.</summary>
    public static IReadOnlyList<FolderEntry> Under(DirectoryInfo root)
    {
        var entries = new List<FolderEntry>();
        Collect(root, "", entries);
        return [.. entries.OrderBy(entry => entry.Name, StringComparer.Ordinal)];
    }

    private static void Collect(DirectoryInfo directory, string path, List<FolderEntry> entries)
    {
        foreach (var item in directory.EnumerateFileSystemInfos().Where(item => !IsNoData(item)))
        {
            var name = path + item.Name;
            if (item.Attributes.HasFlag(FileAttributes.ReparsePoint))
                entries.Add(new FolderEntry(name, item.FullName, new NotTaken("a plain file", "a symbolic link")));
            else if (item is DirectoryInfo inner)
                CollectInner(inner, name, entries);
            else
                entries.Add(new FolderEntry(name, item.FullName, IfNothing((FileInfo)item)));
        }
    }

    private static void CollectInner(DirectoryInfo directory, string name, List<FolderEntry> entries)
    {
        try
        {
            Collect(directory, name + "/", entries);
        }
        catch (UnauthorizedAccessException)
        {
            entries.Add(
                new FolderEntry(name, directory.FullName, new NotTaken("a folder that can be read", "a folder the app may not read")));
        }
    }

    // Pipes, sockets and devices show no length either; opening one may wait for ever.
    private static NotTaken? IfNothing(FileInfo file) =>
        file.Length == 0 ? new NotTaken("a plain file with something in it", "nothing") : null;

    private static bool IsNoData(FileSystemInfo item) =>
        item.Name.StartsWith('.')
        || item.Attributes.HasFlag(FileAttributes.Hidden)
        || (item is not DirectoryInfo
            && (item.Name.EndsWith(Provenance.Suffix, StringComparison.OrdinalIgnoreCase)
                || item.Name.EndsWith(".md", StringComparison.OrdinalIgnoreCase)
                || item.Name.StartsWith("README", StringComparison.OrdinalIgnoreCase)
                || item.Name.Equals("SHA256SUMS", StringComparison.OrdinalIgnoreCase)));
}
