namespace BudgetWatch.TestKit;

/// <summary>
/// The publishers' own files, which are never committed. They lie in <c>../shared/data</c> beside the repository, or where the environment variable
/// BUDGETWATCH_PUBLISHED_FILES says. A test over them says that it was skipped where they are not.
/// </summary>
public static class PublishedFiles
{
    /// <summary>The folder, whether or not it is there.</summary>
    public static string Folder { get; } = Find();

    /// <summary>Whether the folder is there.</summary>
    public static bool IsPresent => Directory.Exists(Folder);

    /// <summary>Why a test over a file is skipped, or null when the file is there.</summary>
    /// <param name="relativePath">The file's path in the folder, with forward slashes.</param>
    /// <returns>The reason, or null.</returns>
    public static string? ReasonToSkip(string relativePath) =>
        File.Exists(PathOf(relativePath)) ? null : $"The published file {relativePath} is not here: see BUDGETWATCH_PUBLISHED_FILES.";

    /// <summary>The full path of a file.</summary>
    /// <param name="relativePath">Its path in the folder, with forward slashes.</param>
    /// <returns>The path, whether or not the file is there.</returns>
    public static string PathOf(string relativePath) => Path.Combine(Folder, relativePath.Replace('/', Path.DirectorySeparatorChar));

    private static string Find()
    {
        if (Environment.GetEnvironmentVariable("BUDGETWATCH_PUBLISHED_FILES") is { Length: > 0 } told)
            return Path.GetFullPath(told);
        if (RepositoryFolder.Path is { } repository)
            return Path.GetFullPath(Path.Combine(repository, "..", "shared", "data"));
        return Path.Combine(AppContext.BaseDirectory, "shared", "data");
    }
}
