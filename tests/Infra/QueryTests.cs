using System.Text.RegularExpressions;
using BudgetWatch.Infra.Tests.Bicep;
using BudgetWatch.Pipeline.Telemetry;
using BudgetWatch.Questions.Requests;
using BudgetWatch.Questions.Sources;
using BudgetWatch.TestKit;

namespace BudgetWatch.Infra.Tests;

/// <summary>Alerts and saved queries ask for what the app tells, in its own words.</summary>
public sealed partial class QueryTests(CompiledEnvironments environments)
{
    private static readonly IReadOnlyList<string> Tags =
    [
        .. typeof(Tag).GetFields().Where(field => field.IsLiteral).Select(field => (string)field.GetRawConstantValue()!),
    ];

    [Fact]
    public void Every_name_that_is_asked_for_is_told()
    {
        var known = Measure.All.Select(measure => measure.Name).Concat(Tags).ToHashSet(StringComparer.Ordinal);
        var asked = Asked().SelectMany(query => Name().Matches(query).Select(match => match.Groups["name"].Value)).ToList();
        asked.ShouldContain("budgetwatch.runs.completed");
        asked.ShouldContain("http.route");
        asked.Where(name => !known.Contains(name)).ShouldBeEmpty();
    }

    /// <summary>A query uses only tags that the measure has, and values that are recorded.</summary>
    [Fact]
    public void What_is_asked_of_a_measure_is_what_it_is_parted_by()
    {
        Query("missed-run")
            .ShouldContain($"""name == "{Measure.RunsCompleted.Name}" and tostring(customDimensions["{Tag.Kind}"]) == "look" """.TrimEnd());
        Measure.RunsCompleted.Tags.ShouldContain(Tag.Kind);

        // Of the app, and of the host where the app's worker is dead.
        Query("failing-requests")
            .ShouldContain(
                $"customMetrics | where name == \"{Measure.RequestDuration.Name}\" and toint(customDimensions[\"{Tag.Status}\"]) >= 500"
            );
        Query("failing-requests").ShouldContain("requests | where toint(resultCode) >= 500");
        Measure.RequestDuration.Tags.ShouldContain(Tag.Status);
        foreach (
            var (file, measure, tags) in ((string, Measure, string[])[])
                [
                    ("fresh", Measure.RunsCompleted, [Tag.Kind, Tag.Outcome]),
                    ("fresh", Measure.ReleaseAge, []),
                    ("poison", Measure.IncidentsOpened, [Tag.Cause]),
                    ("requests", Measure.RequestDuration, [Tag.Route, Tag.Status]),
                    ("requests", Measure.CacheHits, []),
                    ("requests", Measure.CacheMisses, []),
                    ("cost", Measure.RequestDuration, []),
                    ("cost", Measure.BuildDuration, []),
                ]
        )
        {
            var query = File(file);
            query.ShouldContain($"\"{measure.Name}\"");
            tags.ShouldAllBe(tag => measure.Tags.Contains(tag) && query.Contains($"Properties[\"{tag}\"]", StringComparison.Ordinal));
        }

        File("refused").ShouldContain($"Message == \"{Step.EditionRefused}\"");
    }

    /// <summary>The five questions, each as its file says it, in the workspace that telemetry goes to.</summary>
    [Theory]
    [MemberData(nameof(CompiledEnvironments.Names), MemberType = typeof(CompiledEnvironments))]
    public void Every_query_is_saved_and_explained(string environment)
    {
        var saved = environments.Deploy(environment).Of("Microsoft.OperationalInsights/workspaces/savedSearches").ToList();
        var files = Directory.GetFiles(Path.Combine(RepositoryFolder.Path!, "infra/queries")).Select(Path.GetFileName).ToList();
        files.Count.ShouldBe(5);
        saved.Select(query => $"{query.Name.Split('/')[^1]["budgetwatch-".Length..]}.kql").ShouldBe(files!, ignoreOrder: true);
        saved.ShouldAllBe(query => query.Name.StartsWith($"budgetwatch-{environment}-logs/", StringComparison.Ordinal));
        foreach (var query in saved)
        {
            ((string)query.At("properties.query")!).ShouldBe(File(query.Name.Split('/')[^1]["budgetwatch-".Length..]));
        }

        var operations = RepositoryFolder.Read("docs/operations.md");
        files.ShouldAllBe(file => operations.Contains($"| `{file}` |", StringComparison.Ordinal));
    }

    [Fact]
    public void The_query_says_stale_of_the_hours_that_health_does() =>
        File("fresh").ShouldContain($"stale from {AnswerSources.StaleAfter.TotalHours} on");

    private IEnumerable<string> Asked() =>
        Directory
            .GetFiles(Path.Combine(RepositoryFolder.Path!, "infra/queries"))
            .Select(System.IO.File.ReadAllText)
            .Concat(
                environments
                    .Deploy("prod")
                    .Of("Microsoft.Insights/scheduledQueryRules")
                    .Select(rule => (string)rule.At("properties.criteria.allOf[0].query")!)
            );

    private string Query(string alert) =>
        (string)
            environments
                .Deploy("prod")
                .Of("Microsoft.Insights/scheduledQueryRules")
                .Single(rule => rule.Name.EndsWith(alert, StringComparison.Ordinal))
                .At("properties.criteria.allOf[0].query")!;

    private static string File(string name) => RepositoryFolder.Read($"infra/queries/{name}.kql");

    [GeneratedRegex(@"""(?<name>(budgetwatch|http)\.[a-z_.]+)""", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Name();
}
