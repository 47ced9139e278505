using System.Text.RegularExpressions;

namespace BudgetWatch.Architecture.Tests;

/// <summary>What is committed: locked, pinned, and of no one machine.</summary>
public sealed partial class RepositoryTests
{
    private static readonly string[] TextFiles =
    [
        ".cs",
        ".csproj",
        ".props",
        ".targets",
        ".sln",
        ".json",
        ".config",
        ".editorconfig",
        ".md",
        ".txt",
        ".yml",
        ".yaml",
        ".bicep",
        ".mjs",
        ".js",
        ".ts",
        ".html",
        ".css",
        ".sh",
        ".ps1",
        ".csv",
        ".xml",
        ".gitignore",
        ".gitattributes",
    ];

    [Fact]
    public void Every_project_is_in_the_solution_and_has_its_lock_file()
    {
        var projects = Repository.Projects.ToList();
        projects.Count.ShouldBeGreaterThan(10);
        projects
            .Where(project => !Repository.Files.Contains($"{Path.GetDirectoryName(project)!.Replace('\\', '/')}/packages.lock.json"))
            .ShouldBeEmpty();
        var solution = Repository.Read("BudgetWatch.sln").Replace('\\', '/');
        projects.Where(project => !solution.Contains($"\"{project}\"", StringComparison.Ordinal)).ShouldBeEmpty();
    }

    [Fact]
    public void The_worker_is_pinned_as_decided()
    {
        var pinned = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["Microsoft.Azure.Functions.Worker"] = "2.52.0",
            ["Microsoft.Azure.Functions.Worker.Sdk"] = "2.1.0",
            ["Microsoft.Azure.Functions.Worker.Extensions.Http"] = "3.3.0",
            ["Microsoft.Azure.Functions.Worker.Extensions.Http.AspNetCore"] = "2.1.1",
            ["Microsoft.Azure.Functions.Worker.Extensions.Timer"] = "4.3.1",
            ["Microsoft.Azure.Functions.Worker.Extensions.Storage.Queues"] = "5.5.5",
        };
        var versions = Repository
            .Xml("Directory.Packages.props")
            .Descendants("PackageVersion")
            .Where(item => ((string)item.Attribute("Include")!).StartsWith("Microsoft.Azure.Functions", StringComparison.Ordinal))
            .ToList();
        versions
            .ToDictionary(item => (string)item.Attribute("Include")!, item => (string)item.Attribute("Version")!)
            .ShouldBe(pinned, ignoreOrder: true);
        Repository
            .Xml(Repository.Project("App"))
            .Descendants("PackageReference")
            .Select(item => (string)item.Attribute("Include")!)
            .Where(name => name.StartsWith("Microsoft.Azure.Functions", StringComparison.Ordinal))
            .ShouldBe(pinned.Keys, ignoreOrder: true);
        Repository
            .Xml(Repository.Project("LocalHost"))
            .Descendants("PackageReference")
            .Select(item => (string)item.Attribute("Include")!)
            .Where(name => name.StartsWith("Microsoft.Azure.Functions", StringComparison.Ordinal))
            .ShouldBeEmpty();
    }

    [Fact]
    public void Versions_are_stated_once_for_all_projects() =>
        Repository
            .Projects.Where(project =>
                Repository.Xml(project).Descendants("PackageReference").Any(item => item.Attribute("Version") is not null)
            )
            .ShouldBeEmpty();

    [Fact]
    public void Nothing_committed_knows_whose_machine_it_was_written_on()
    {
        var files = Repository
            .Files.Where(file => TextFiles.Contains(Path.GetExtension(file), StringComparer.Ordinal))
            // Its own patterns, and addresses of packages that happen to have such a part.
            .Where(file =>
                file is not ("tests/Architecture/RepositoryTests.cs" or "package-lock.json")
                && !file.EndsWith("/packages.lock.json", StringComparison.Ordinal)
            )
            .ToList();
        files.Count.ShouldBeGreaterThan(100);
        files
            .SelectMany(file => Repository.Read(file).Split('\n').Select((line, index) => (Where: $"{file}:{index + 1}", Line: line)))
            .Where(line => MachinePath().IsMatch(line.Line))
            .Select(line => $"{line.Where} {line.Line.Trim()}")
            .ShouldBeEmpty();
    }

    [Theory]
    [InlineData("var folder = \"/home/anna/budgets\";", true)]
    [InlineData("cd /tmp/wt && ls", true)]
    [InlineData("file:///" + "root/project", true)]
    [InlineData(@"C:\Users\Anna\x", true)]
    [InlineData(@"""C:\\Users\\Anna""", true)]
    [InlineData("https://example.org/home/page", false)]
    [InlineData("Path.GetTempPath()", false)]
    public void A_machine_path_is_told(string line, bool isOne) => MachinePath().IsMatch(line).ShouldBe(isOne);

    [GeneratedRegex(
        @"(?<![A-Za-z0-9._-])/(home|root|tmp|Users)/[\w.]|[A-Za-z]:\\{1,2}Users\\",
        RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture,
        1000
    )]
    private static partial Regex MachinePath();
}
