using System.Reflection;
using System.Text.RegularExpressions;
using BudgetWatch.Pipeline.Telemetry;
using Microsoft.Extensions.Logging;

namespace BudgetWatch.Architecture.Tests;

/// <summary>What the app tells of itself is listed for operators as it is told, and names are one another's equals nowhere.</summary>
public sealed partial class TelemetryTests
{
    private static readonly string Operations = Repository.Read("docs/operations.md");

    private static readonly IReadOnlyList<(string Method, LoggerMessageAttribute Event)> Events =
    [
        .. Layers
            .All.SelectMany(assembly => assembly.GetTypes())
            .SelectMany(type =>
                type.GetMethods(
                    BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly
                )
            )
            .Select(method =>
                (Method: $"{method.DeclaringType}.{method.Name}", Event: method.GetCustomAttribute<LoggerMessageAttribute>()!)
            )
            .Where(found => found.Event is not null),
    ];

    [Fact]
    public void Every_event_has_an_id_of_its_own_that_stays()
    {
        Events.Count.ShouldBeGreaterThan(1);
        Events.Where(found => found.Event.EventId <= 0).ShouldBeEmpty();
        Events.Select(found => found.Event.EventId).ShouldBeUnique();
    }

    [Fact]
    public void Every_event_is_listed_with_its_level_and_no_other()
    {
        var listed = Rows("| event | level | means | do |", 4).ToList();
        listed
            .Select(row => (row[0], row[1]))
            .ShouldBe(Events.Select(found => ($"{found.Event.EventId}", $"{found.Event.Level}")), ignoreOrder: true);
        listed.ShouldAllBe(row => row[2].Length > 10 && row[3].Length > 10);
    }

    /// <summary>A line written without its declaration would have no id. The local host stands in for the host, whose lines are its own.</summary>
    [Fact]
    public void Lines_are_logged_by_declared_events_alone()
    {
        var files = Repository
            .Files.Where(file =>
                file.EndsWith(".cs", StringComparison.Ordinal)
                && file.StartsWith("functions/", StringComparison.Ordinal)
                && !file.StartsWith("functions/LocalHost/", StringComparison.Ordinal)
            )
            .ToList();
        files.Count.ShouldBeGreaterThan(200);
        files.Where(file => LoggedDirectly().IsMatch(Repository.Read(file))).ShouldBeEmpty();
        LoggedDirectly().IsMatch("log.LogError(exception, \"x\")").ShouldBeTrue();
        Repository.Read("functions/LocalHost/Queues/QueueListener.cs").ShouldContain("log.LogWarning(");
    }

    [Fact]
    public void Every_measure_is_listed_with_its_unit_meaning_and_tags_and_no_other() =>
        Rows("| measure | unit | is | broken down by |", 4)
            .Select(row => string.Join(" | ", row))
            .ShouldBe(Measure.All.Select(measure => $"`{measure.Name}` | `{measure.Unit}` | {measure.Meaning} | {Tags(measure.Tags)}"));

    [Fact]
    public void Every_step_is_listed_with_its_meaning_and_tags_and_no_other() =>
        Rows("| span | covers | says |", 3)
            .Select(row => string.Join(" | ", row))
            .ShouldBe(Step.All.Select(step => $"`{step.Name}` | {step.Meaning} | {Tags(step.Tags)}"));

    [Fact]
    public void Every_measure_and_step_is_among_all_and_has_a_name_of_its_own()
    {
        Declared<Measure>().ShouldBe(Measure.All, ignoreOrder: true);
        Declared<Step>().ShouldBe(Step.All, ignoreOrder: true);
        Measure.All.Select(measure => measure.Name).Concat(Step.All.Select(step => step.Name)).ShouldBeUnique();
        Measure.All.ShouldAllBe(measure => measure.Name.StartsWith("budgetwatch.", StringComparison.Ordinal));
    }

    /// <summary>Every instrument that exists is one of the measures, with its unit.</summary>
    [Fact]
    public void Nothing_is_measured_that_is_not_listed()
    {
        using var measured = new Measurements(() => []);
        var published = new List<(string, string?)>();
        using var listener = new System.Diagnostics.Metrics.MeterListener
        {
            InstrumentPublished = (instrument, _) =>
            {
                if (ReferenceEquals(instrument.Meter.Scope, measured))
                {
                    published.Add((instrument.Name, instrument.Unit));
                }
            },
        };
        listener.Start();
        published.ShouldBe(Measure.All.Select(measure => (measure.Name, (string?)measure.Unit)), ignoreOrder: true);
    }

    private static IEnumerable<T> Declared<T>() =>
        typeof(T)
            .GetFields(BindingFlags.Public | BindingFlags.Static)
            .Where(field => field.FieldType == typeof(T))
            .Select(field => (T)field.GetValue(null)!);

    private static string Tags(IReadOnlyList<string> tags) => string.Join(", ", tags.Select(tag => $"`{tag}`"));

    /// <summary>The rows of the one table with that heading.</summary>
    private static IEnumerable<string[]> Rows(string heading, int columns)
    {
        var lines = Operations.Split('\n');
        lines.Count(line => line == heading).ShouldBe(1, heading);
        return lines
            .SkipWhile(line => line != heading)
            .Skip(2)
            .TakeWhile(line => line.StartsWith('|'))
            .Select(line => line.Trim('|', ' ').Split(" | ").Select(cell => cell.Trim(' ', '|')).ToArray())
            .Select(row => row.Length == columns ? row : [.. row, .. Enumerable.Repeat("", columns - row.Length)]);
    }

    [GeneratedRegex(
        @"(?<!Math)\.Log(Trace|Debug|Information|Warning|Error|Critical)?\(",
        RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture,
        1000
    )]
    private static partial Regex LoggedDirectly();
}
