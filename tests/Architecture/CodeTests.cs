using System.Reflection;
using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;

namespace BudgetWatch.Architecture.Tests;

/// <summary>How code is written here, where a compiler or an analyzer does not hold it.</summary>
public sealed partial class CodeTests
{
    [Fact]
    public void Interfaces_are_the_ports_of_the_pipeline() =>
        Layers
            .Own.SelectMany(Layers.Written)
            .Where(type => type.IsInterface)
            .Select(type => type.FullName)
            .ShouldBe(
                [
                    "BudgetWatch.Pipeline.Build.IReleaseStore",
                    "BudgetWatch.Pipeline.Ingest.IBundledOrigin",
                    "BudgetWatch.Pipeline.Ingest.IEditionArchive",
                    "BudgetWatch.Pipeline.Ingest.IEditionLedger",
                    "BudgetWatch.Pipeline.Ingest.IEditionOrigin",
                    "BudgetWatch.Pipeline.Operations.IIncidentLog",
                    "BudgetWatch.Pipeline.Operations.IRunLedger",
                    "BudgetWatch.Pipeline.Operations.IWorkQueue",
                ],
                ignoreOrder: true
            );

    [Fact]
    public void Ports_are_implemented_in_Storage_alone() =>
        Layers
            .All.SelectMany(assembly => assembly.GetTypes())
            .Where(type =>
                type.IsClass
                && type.GetInterfaces().Any(port => port.Assembly == Layers.Pipeline && Layers.Written(Layers.Pipeline).Contains(port))
            )
            .Select(type => type.Assembly)
            .Distinct()
            .ShouldBe([Layers.Storage]);

    [Fact]
    public void Nothing_is_called_what_says_nothing() =>
        Layers.All.SelectMany(Layers.Written).Where(type => SaysNothing().IsMatch(type.Name)).ShouldBeEmpty();

    [Theory]
    [InlineData("BudgetManager", true)]
    [InlineData("CsvHelpers`1", true)]
    [InlineData("Utils", true)]
    [InlineData("CommonPlace", false)]
    public void A_name_that_says_nothing_is_told(string name, bool saysNothing) => SaysNothing().IsMatch(name).ShouldBe(saysNothing);

    [Fact]
    public void What_the_domain_states_cannot_be_changed()
    {
        var types = Layers.Written(Layers.Domain).ToList();
        types.Count.ShouldBeGreaterThan(40);
        types
            .SelectMany(type => type.GetProperties(BindingFlags.Public | BindingFlags.Instance | BindingFlags.Static))
            .Where(IsSettable)
            .Select(property => $"{property.DeclaringType}.{property.Name}")
            .ShouldBeEmpty();
        types
            .Where(type => !type.IsEnum)
            .SelectMany(type => type.GetFields(BindingFlags.Public | BindingFlags.Instance | BindingFlags.Static))
            .Where(field => !field.IsInitOnly && !field.IsLiteral)
            .Select(field => $"{field.DeclaringType}.{field.Name}")
            .ShouldBeEmpty();
    }

    [Fact]
    public void A_settable_property_is_told_from_an_initial_one()
    {
        IsSettable(typeof(Sample).GetProperty(nameof(Sample.Settable))!).ShouldBeTrue();
        IsSettable(typeof(Sample).GetProperty(nameof(Sample.Initial))!).ShouldBeFalse();
        IsSettable(typeof(Sample).GetProperty(nameof(Sample.Given))!).ShouldBeFalse();
    }

    [Fact]
    public void The_app_is_one_source_wherever_it_runs()
    {
        var sources = Repository
            .Files.Where(file =>
                file.StartsWith("functions/App/", StringComparison.Ordinal) && file.EndsWith(".cs", StringComparison.Ordinal)
            )
            .ToList();
        sources.Count.ShouldBeGreaterThan(15);
        sources.Where(file => Directive().IsMatch(Repository.Read(file))).ShouldBeEmpty();
    }

    private static bool IsSettable(PropertyInfo property) =>
        property.SetMethod is { IsPublic: true } setter
        && !setter.ReturnParameter.GetRequiredCustomModifiers().Contains(typeof(IsExternalInit));

    [GeneratedRegex(
        @"(Manager|Helper|Util|Utility|Utilitie|Common)s?(`\d+)?$",
        RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture,
        1000
    )]
    private static partial Regex SaysNothing();

    [GeneratedRegex(
        @"^\s*#\s*(if|elif|define)\b",
        RegexOptions.Multiline | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture,
        1000
    )]
    private static partial Regex Directive();

    private sealed record Sample(int Given)
    {
        public int Settable { get; set; }

        public int Initial { get; init; }
    }
}
