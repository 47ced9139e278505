using System.Reflection;
using System.Text.RegularExpressions;
using BudgetWatch.Domain.Cuts;
using BudgetWatch.Domain.Observations;

namespace BudgetWatch.Architecture.Tests;

/// <summary>The documentation leads somewhere and leaves nothing out. Its examples are run by the end-to-end tests.</summary>
public sealed partial class DocumentationTests
{
    public static TheoryData<string> Pages =>
        [
            .. Repository.Files.Where(file =>
                file == "README.md"
                || (file.StartsWith("docs/", StringComparison.Ordinal) && file.EndsWith(".md", StringComparison.Ordinal))
            ),
        ];

    [Theory]
    [MemberData(nameof(Pages))]
    public void A_link_leads_to_a_file_and_heading_that_exist(string page) =>
        LinksOf(Repository.Read(page)).Where(link => !Leads(page, link)).ShouldBeEmpty();

    [Theory]
    [InlineData("README.md", "docs/api.md", true)]
    [InlineData("docs/api.md", "decisions/0001-two-ways-to-supply-the-worker.md", true)]
    [InlineData("docs/api.md", "../README.md#how-it-works", true)]
    [InlineData("docs/api.md", "#rules", true)]
    [InlineData("docs/api.md", "nothing.md", false)]
    [InlineData("docs/api.md", "methodology.md#nothing", false)]
    [InlineData("docs/api.md", "#nothing", false)]
    [InlineData("README.md", "../README.md", false)]
    public void A_link_that_leads_nowhere_is_told(string page, string link, bool leads) => Leads(page, link).ShouldBe(leads);

    [Fact]
    public void Links_are_found_outside_code_alone() =>
        LinksOf("[a](b.md) `[c](d.md)` [e](https://example.org)\n```\n[f](g.md)\n```\n[h](i.md#j)").ShouldBe(["b.md", "i.md#j"]);

    [Fact]
    public void A_walk_leads_through_files_and_methods_that_exist()
    {
        var steps = Step()
            .Matches(Repository.Read("docs/architecture.md"))
            .Select(step => (step.Groups["file"].Value, step.Groups["method"].Value))
            .ToList();
        steps.Count.ShouldBeGreaterThan(30);
        steps.Where(step => !Takes(step.Item1, step.Item2)).ShouldBeEmpty();
    }

    [Theory]
    [InlineData("functions/App/Http/GetCuts.cs", "RunAsync", true)]
    [InlineData("functions/App/Http/GetCuts.cs", "Walk", false)]
    [InlineData("functions/App/Http/GetNothing.cs", "RunAsync", false)]
    public void A_step_that_leads_nowhere_is_told(string file, string method, bool takes) => Takes(file, method).ShouldBe(takes);

    private static bool Takes(string file, string method) =>
        Repository.Files.Contains(file)
        && Regex.IsMatch(Repository.Read(file), $@"\b{method}(?:<[\w, ]+>)?\(", RegexOptions.None, TimeSpan.FromSeconds(5));

    [GeneratedRegex(@"^\d+\. `(?<file>functions/\S+\.cs)` `(?<method>\w+)`", RegexOptions.Multiline, 5000)]
    private static partial Regex Step();

    [Fact]
    public void Every_address_has_a_section()
    {
        var sections = Repository
            .Read("docs/api.md")
            .Split('\n')
            .Where(line => line.StartsWith("### GET ", StringComparison.Ordinal) || line.StartsWith("### POST ", StringComparison.Ordinal))
            .Select(line => "api/v1" + line.Split(' ')[2].Trim())
            .ToList();
        Layers
            .App.GetType("BudgetWatch.App.Http.Routes", throwOnError: true)!
            .GetFields(BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Static)
            .Where(field => field.IsLiteral && field.Name is not ("Base" or "AnywhereElse"))
            .Select(field => (string)field.GetRawConstantValue()!)
            .ShouldBe(sections, ignoreOrder: true);
    }

    [Fact]
    public void Every_page_is_described()
    {
        var pages = Repository.Read("docs/pages.md");
        Layers
            .App.GetType("BudgetWatch.App.Pages.PageRoutes", throwOnError: true)!
            .GetFields(BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Static)
            .Where(field => field.IsLiteral)
            .Select(field => $"`/{(field.Name == "Home" ? "" : (string)field.GetRawConstantValue()!)}`")
            .Where(address => !pages.Contains(address, StringComparison.Ordinal))
            .ShouldBeEmpty();
    }

    [Fact]
    public void Every_line_scope_break_and_flag_is_defined()
    {
        var methodology = Repository.Read("docs/methodology.md");
        Scopes
            .Main.Concat(Scopes.Together)
            .Select(scope => scope.Id)
            .Concat(ComparabilityBreak.All.Select(known => known.Word))
            .Concat(
                typeof(Flag)
                    .GetFields(BindingFlags.Public | BindingFlags.Static)
                    .Where(field => field.IsLiteral)
                    .Select(field => (string)field.GetRawConstantValue()!)
            )
            .Where(word => !methodology.Contains($"`{word}`", StringComparison.Ordinal))
            .ShouldBeEmpty();
        var lines = new[] { "docs/lines.csv", "docs/outturn-lines.csv" }
            .SelectMany(path => Repository.Read(path).Split('\n'))
            .Select(row => row.Split(',')[0])
            .ToHashSet(StringComparer.Ordinal);
        Lines.Main.Concat(Lines.Details).Select(line => line.Id).Except(lines).ShouldBeEmpty();
        ComparabilityRefusal
            .All.Select(refusal =>
                $"| `{refusal.Word}` | {Of(refusal.Return)} | {string.Join(", ", refusal.Lines)} | {Of(refusal.Stands)} |"
            )
            .Where(row => !methodology.Split('\n').Any(line => line.StartsWith(row, StringComparison.Ordinal)))
            .ShouldBeEmpty();
        ComparabilityBreak
            .All.Where(known =>
                !methodology
                    .Split('\n')
                    .Any(line =>
                        line.StartsWith($"| `{known.Word}` | {Of(known.Return)} | {known.FirstYearAfter} |", StringComparison.Ordinal)
                    )
            )
            .Select(known => known.Word)
            .ShouldBeEmpty();
    }

    private static string Of(Return? @return) => @return is { } only ? only.ToString().ToLowerInvariant() : "both";

    private static string Of(YearRange? stands) =>
        stands switch
        {
            null => "never",
            { First: { } first } => $"from {first}",
            { Last: var last } => $"to {last}",
        };

    [Fact]
    public void Every_setting_is_explained()
    {
        var settings = Repository
            .Files.Where(file => file.StartsWith("functions/", StringComparison.Ordinal) && Path.GetExtension(file) is ".cs" or ".json")
            .SelectMany(file => Setting().Matches(Repository.Read(file)).Select(match => match.Groups["name"].Value))
            .Where(setting => setting != "Ingestion:Live")
            .Concat(
                Layers
                    .Storage.GetType("BudgetWatch.Storage.Origins.Live.LiveSettings", throwOnError: true)!
                    .GetProperties(BindingFlags.Public | BindingFlags.Instance | BindingFlags.DeclaredOnly)
                    .Select(property => $"Ingestion:Live:{property.Name}")
            )
            .Distinct()
            .ToList();
        settings.ShouldContain("IngestionSchedule");
        settings.ShouldContain("Ingestion:Folder");
        settings.ShouldContain("Ingestion:Live:Hosts");
        var operations = Repository.Read("docs/operations.md");
        settings.Where(setting => !operations.Contains($"`{setting}`", StringComparison.Ordinal)).ShouldBeEmpty();
    }

    private static IEnumerable<string> LinksOf(string markdown) =>
        Link()
            .Matches(Code().Replace(markdown, ""))
            .Select(match => match.Groups["to"].Value)
            .Where(to => !to.Contains("://", StringComparison.Ordinal));

    private static bool Leads(string page, string link)
    {
        var parts = link.Split('#', 2);
        var target =
            parts[0].Length == 0
                ? page
                : Path.GetRelativePath(
                        Repository.Root,
                        Path.GetFullPath(Path.Combine(Repository.Root, Path.GetDirectoryName(page)!, parts[0]))
                    )
                    .Replace('\\', '/');
        return Repository.Files.Contains(target, StringComparer.Ordinal)
            && (
                parts.Length == 1
                || Repository
                    .Read(target)
                    .Split('\n')
                    .Where(line => line.StartsWith('#'))
                    .Select(Anchor)
                    .Contains(parts[1], StringComparer.Ordinal)
            );
    }

    /// <summary>A heading as it is linked to: lower case, words joined by hyphens, nothing else.</summary>
    private static string Anchor(string heading) =>
        string.Concat(
            heading.TrimStart('#').Trim().ToLowerInvariant().Replace(' ', '-').Where(c => char.IsLetterOrDigit(c) || c is '-' or '_')
        );

    [GeneratedRegex(@"\[[^\]]*\]\((?<to>[^)\s]+)\)", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Link();

    [GeneratedRegex(@"^```.*?^```|`[^`\n]*`", RegexOptions.CultureInvariant | RegexOptions.Singleline | RegexOptions.Multiline, 1000)]
    private static partial Regex Code();

    [GeneratedRegex(
        @"""(?<name>IngestionSchedule|(Ingestion|Storage|FirstRun|Telemetry|Functions:Keys):[A-Z][A-Za-z:]*)""",
        RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture,
        1000
    )]
    private static partial Regex Setting();
}
