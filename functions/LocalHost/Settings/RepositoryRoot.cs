namespace BudgetWatch.LocalHost.Settings;

/// <summary>The folder the emulator is installed in: the nearest one above that holds package.json and package-lock.json.</summary>
internal static class RepositoryRoot
{
    public static string? Find(params IEnumerable<string> startingAt) => startingAt.Select(Above).FirstOrDefault(root => root is not null);

    private static string? Above(string start)
    {
        for (var folder = new DirectoryInfo(start); folder is not null; folder = folder.Parent)
        {
            if (
                File.Exists(Path.Combine(folder.FullName, "package.json"))
                && File.Exists(Path.Combine(folder.FullName, "package-lock.json"))
            )
            {
                return folder.FullName;
            }
        }

        return null;
    }
}
