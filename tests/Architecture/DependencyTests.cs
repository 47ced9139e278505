using ArchUnitNET.Fluent.Slices;
using ArchUnitNET.Fluent.Syntax.Elements.Types;
using ArchUnitNET.xUnitV3;
using static ArchUnitNET.Fluent.ArchRuleDefinition;
using Assembly = System.Reflection.Assembly;

namespace BudgetWatch.Architecture.Tests;

/// <summary>Dependencies point inward: App -> Storage and Questions -> Pipeline -> Sources -> Domain.</summary>
public sealed class DependencyTests
{
    public static TheoryData<string, string[]> Arrows =>
        new()
        {
            { "Domain", [] },
            { "Sources", ["Domain"] },
            { "Pipeline", ["Sources"] },
            { "Questions", ["Pipeline"] },
            { "Storage", ["Pipeline"] },
            { "App", ["Questions", "Storage", "LocalHost"] },
            { "LocalHost", [] },
        };

    [Theory]
    [MemberData(nameof(Arrows))]
    public void A_project_refers_to_the_next_one_inward_and_to_no_other(string layer, string[] inward) =>
        Repository
            .Included(Repository.Project(layer), "ProjectReference")
            .Select(Path.GetFileNameWithoutExtension)
            .ShouldBe(inward.Select(name => $"BudgetWatch.{name}"), ignoreOrder: true);

    [Theory]
    [MemberData(nameof(Arrows))]
    public void What_is_compiled_uses_nothing_outward(string layer, string[] inward)
    {
        var arrows = Arrows.ToDictionary(arrow => arrow.Data.Item1, arrow => arrow.Data.Item2);
        IEnumerable<string> Inward(string of) => arrows[of].SelectMany(next => Inward(next).Prepend(next));
        var allowed = inward.SelectMany(next => Inward(next).Prepend(next));
        References(Layers.All.Single(assembly => assembly.GetName().Name == $"BudgetWatch.{layer}"))
            .Where(name => name.StartsWith("BudgetWatch.", StringComparison.Ordinal))
            .Except(allowed.Select(name => $"BudgetWatch.{name}"))
            .ShouldBeEmpty();
    }

    [Fact]
    public void Domain_is_pure()
    {
        Repository.Included(Repository.Project("Domain"), "PackageReference").ShouldBeEmpty();
        Repository.Included(Repository.Project("Domain"), "FrameworkReference").ShouldBeEmpty();
        References(Layers.Domain).Where(name => !name.StartsWith("System.", StringComparison.Ordinal)).ShouldBeEmpty();
        Types()
            .That()
            .ResideInAssembly(Layers.Domain)
            .Should()
            .NotDependOnAny(Outside(@"^System\.(IO|Net|Data|Diagnostics\.Process)(\.|$)"))
            .Check(Layers.Architecture);
    }

    [Fact]
    public void Sources_knows_no_serializer_no_cloud_and_no_network() =>
        Types()
            .That()
            .ResideInAssembly(Layers.Sources)
            .Should()
            .NotDependOnAny(Outside(@"^(Newtonsoft|Azure|Microsoft\.Azure|Microsoft\.AspNetCore|System\.Net)(\.|$)"))
            .Check(Layers.Architecture);

    [Fact]
    public void Pipeline_knows_no_cloud_no_web_framework_and_no_network()
    {
        Types()
            .That()
            .ResideInAssembly(Layers.Pipeline)
            .Should()
            .NotDependOnAny(Outside(@"^(Azure|Microsoft\.Azure|Microsoft\.AspNetCore|System\.Net)(\.|$)"))
            .Check(Layers.Architecture);
        Repository
            .Included(Repository.Project("Pipeline"), "PackageReference")
            .ShouldBe(["Microsoft.Extensions.DependencyInjection.Abstractions", "Newtonsoft.Json"], ignoreOrder: true);
    }

    [Fact]
    public void Questions_know_no_cloud_no_web_framework_and_no_network()
    {
        Types()
            .That()
            .ResideInAssembly(Layers.Questions)
            .Should()
            .NotDependOnAny(Outside(@"^(Azure|Microsoft\.Azure|Microsoft\.AspNetCore|System\.Net)(\.|$)"))
            .Check(Layers.Architecture);
        Repository
            .Included(Repository.Project("Questions"), "PackageReference")
            .ShouldBe(
                ["BitFaster.Caching", "CsvHelper", "Microsoft.Extensions.DependencyInjection.Abstractions", "Newtonsoft.Json"],
                ignoreOrder: true
            );
    }

    /// <summary>A question is read from its own folder inwards: what several share is in a folder that knows none of them.</summary>
    [Fact]
    public void Questions_are_free_of_circles() =>
        SliceRuleDefinition.Slices().Matching("BudgetWatch.Questions.(*)").Should().BeFreeOfCycles().Check(Layers.Architecture);

    /// <summary>What is written as JSON, rows or a cube is declared by the question; what writes it knows none.</summary>
    [Theory]
    [InlineData("Tables")]
    [InlineData("Cubes")]
    [InlineData("Requests")]
    [InlineData("Vocabulary")]
    [InlineData("ReleaseAccess")]
    public void What_questions_share_knows_no_question(string folder)
    {
        string[] shared = ["Tables", "Cubes", "Requests", "Vocabulary", "ReleaseAccess"];
        Types()
            .That()
            .ResideInNamespace($"BudgetWatch.Questions.{folder}")
            .Should()
            .NotDependOnAny(Types().That().ResideInNamespaceMatching($@"^BudgetWatch\.Questions\.(?!({string.Join('|', shared)})$)\w+$"))
            .Check(Layers.Architecture);
    }

    /// <summary>The rules above would pass over anything if the loader saw no outside types: it must see those that are there.</summary>
    [Fact]
    public void The_rules_see_what_they_forbid()
    {
        Names(Outside(@"^Azure(\.|$)")).ShouldContain("Azure.Data.Tables.TableClient");
        Names(Outside(@"^Newtonsoft(\.|$)")).ShouldContain("Newtonsoft.Json.JsonConvert");
        Names(Outside(@"^Microsoft\.AspNetCore(\.|$)")).ShouldContain("Microsoft.AspNetCore.Http.HttpRequest");
        Names(Outside(@"^System\.IO(\.|$)")).ShouldContain("System.IO.Stream");
        Types()
            .That()
            .ResideInAssembly(Layers.Storage)
            .Should()
            .NotDependOnAny(Outside(@"^Azure(\.|$)"))
            .HasNoViolations(Layers.Architecture)
            .ShouldBeFalse();
    }

    /// <summary>The app is started by the local host and knows nothing of it: what is published holds none of it.</summary>
    [Fact]
    public void The_app_has_the_local_host_built_and_does_not_use_it()
    {
        var reference = Repository
            .Xml(Repository.Project("App"))
            .Descendants("ProjectReference")
            .Single(reference => ((string)reference.Attribute("Include")!).Contains("LocalHost", StringComparison.Ordinal));
        ((string?)reference.Attribute("ReferenceOutputAssembly")).ShouldBe("false");
        ((string?)reference.Attribute("Private")).ShouldBe("false");
        References(Layers.App).ShouldNotContain("BudgetWatch.LocalHost");
        References(Layers.LocalHost).Where(name => name.StartsWith("Microsoft.Azure.Functions", StringComparison.Ordinal)).ShouldBeEmpty();
    }

    private static IEnumerable<string> References(Assembly assembly) => assembly.GetReferencedAssemblies().Select(name => name.Name!);

    private static GivenTypesConjunction Outside(string namespaces) => Types(true).That().ResideInNamespaceMatching(namespaces);

    private static IEnumerable<string> Names(GivenTypesConjunction types) =>
        types.GetObjects(Layers.Architecture).Select(type => type.FullName);
}
