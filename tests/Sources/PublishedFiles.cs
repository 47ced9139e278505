namespace BudgetWatch.Sources.Tests;

/// <summary>
/// Finds the published originals: the folder named by BUDGETWATCH_PUBLISHED_FILES, or shared/data beside the repository. They are never
/// committed, so tests over them say that they were skipped where the folder is not.
/// </summary>
internal static class PublishedFiles
{
    private static readonly Lazy<string?> Folder = new(Find);

    public static bool ArePresent => Folder.Value is not null;

    /// <summary>Skips the test where the originals are not.</summary>
    public static string RequireFolder()
    {
        Assert.SkipUnless(
            ArePresent,
            "The published originals are not here: set BUDGETWATCH_PUBLISHED_FILES, or put them in ../shared/data."
        );
        return Folder.Value!;
    }

    public static PublishedFile Require(string path)
    {
        var folder = RequireFolder();
        return new PublishedFile(Path.GetFileName(path), File.ReadAllBytes(Path.Combine(folder, path)));
    }

    public static IEnumerable<string> All() =>
        Directory.EnumerateFiles(RequireFolder(), "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal);

    private static string? Find()
    {
        if (Environment.GetEnvironmentVariable("BUDGETWATCH_PUBLISHED_FILES") is { Length: > 0 } named)
        {
            return Directory.Exists(named) ? named : null;
        }

        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "BudgetWatch.sln")))
            {
                var beside = Path.Combine(folder.FullName, "..", "shared", "data");
                return Directory.Exists(beside) ? beside : null;
            }
        }

        return null;
    }
}
