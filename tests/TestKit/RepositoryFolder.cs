namespace BudgetWatch.TestKit;

/// <summary>The repository this build is in, for tests of what is written rather than compiled.</summary>
public static class RepositoryFolder
{
    /// <summary>Its root, or null where the tests run outside it.</summary>
    public static string? Path { get; } = Find();

    /// <summary>Where a file or folder of it is.</summary>
    /// <param name="relativePath">Its path from the root, with forward slashes.</param>
    /// <returns>The whole path.</returns>
    public static string PathOf(string relativePath) =>
        System.IO.Path.Combine(
            Path ?? throw new InvalidOperationException("These tests run from a build inside the repository."),
            relativePath
        );

    /// <summary>The text of a file.</summary>
    /// <param name="relativePath">Its path from the root, with forward slashes.</param>
    /// <returns>The text.</returns>
    public static string Read(string relativePath) => File.ReadAllText(PathOf(relativePath));

    private static string? Find()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(System.IO.Path.Combine(folder.FullName, "BudgetWatch.sln")))
                return folder.FullName;
        }

        return null;
    }
}
