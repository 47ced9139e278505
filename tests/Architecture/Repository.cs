using System.Xml.Linq;

namespace BudgetWatch.Architecture.Tests;

/// <summary>The repository as files: what is compiled is looked at elsewhere, this is what is written.</summary>
internal static class Repository
{
    private static readonly HashSet<string> Ignored = new(StringComparer.Ordinal)
    {
        ".git",
        ".budgetwatch",
        ".idea",
        ".vs",
        "artifacts",
        "bin",
        "obj",
        "node_modules",
        "BenchmarkDotNet.Artifacts",
        "TestResults",
    };

    public static readonly string Root = FindRoot();

    /// <summary>Every file, ignored folders apart, as paths from the root with forward slashes.</summary>
    public static readonly IReadOnlyList<string> Files = [.. Under(Root).Order(StringComparer.Ordinal)];

    public static IEnumerable<string> Projects => Files.Where(file => file.EndsWith(".csproj", StringComparison.Ordinal));

    public static string Read(string path) => File.ReadAllText(Path.Combine(Root, path));

    public static XDocument Xml(string path) => XDocument.Parse(Read(path));

    /// <summary>What a project or props file includes under an element name.</summary>
    public static IReadOnlyList<string> Included(string path, string element) =>
        [.. Xml(path).Descendants(element).Select(item => (string)item.Attribute("Include")!)];

    public static string Project(string layer) => $"functions/{layer}/BudgetWatch.{layer}.csproj";

    private static IEnumerable<string> Under(string folder) =>
        Directory
            .EnumerateFiles(folder)
            .Where(file => Path.GetFileName(file) != ".git")
            .Select(file => Path.GetRelativePath(Root, file).Replace('\\', '/'))
            .Concat(Directory.EnumerateDirectories(folder).Where(child => !Ignored.Contains(Path.GetFileName(child))).SelectMany(Under));

    private static string FindRoot()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "BudgetWatch.sln")))
            {
                return folder.FullName;
            }
        }

        throw new InvalidOperationException("These tests run from a build inside the repository.");
    }
}
