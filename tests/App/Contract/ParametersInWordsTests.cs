using BudgetWatch.App.Http.Contract;
using BudgetWatch.TestKit;

namespace BudgetWatch.App.Tests.Contract;

/// <summary>The tables of docs/api.md say of each parameter what its declaration says.</summary>
public sealed class ParametersInWordsTests
{
    private static readonly string[] Lines = RepositoryFolder.Read("docs/api.md").Split("## Parameters")[1].Split("\n## ")[0].Split('\n');

    [Fact]
    public void The_usual_parameters_have_their_words_and_what_holds_unless_sent()
    {
        var usual = HttpFunction
            .All()
            .SelectMany(function => function.Resource.Parameters)
            .Where(parameter => parameter.Of is null)
            .DistinctBy(parameter => parameter.Name)
            .Where(parameter => parameter.Name is not ("line" or "limit" or "cursor" or "threshold" or "claim" or "unit" or "group"))
            .ToList();
        usual.Count.ShouldBeGreaterThan(14);
        foreach (var parameter in usual)
        {
            var cells = Row($"| `{parameter.Name}`", parameter.Name == "to" ? "| `from`, `to`" : null).Split('|');
            // Scopes are listed with the methodology.
            (parameter.Name == "scope" ? [] : parameter.Words ?? [])
                .Where(word => !cells[2].Contains($"`{word}`", StringComparison.Ordinal))
                .ShouldBeEmpty(parameter.Name);
            (parameter.Default is null || cells[3].Contains($"`{parameter.Default}`", StringComparison.Ordinal)).ShouldBeTrue(
                parameter.Name
            );
        }
    }

    [Fact]
    public void Each_address_has_the_parameters_it_is_said_to_have()
    {
        var all = HttpFunction
            .All()
            .Single(function => function.Path == "/cuts")
            .Resource.Parameters.Select(parameter => parameter.Name)
            .ToList();
        foreach (var function in HttpFunction.All().Where(function => !function.TakesKey))
        {
            var cells = Lines
                .Single(line =>
                    line.StartsWith("| `/", StringComparison.Ordinal)
                    && line.Split('|')[1].Contains($"`{function.Path}`", StringComparison.Ordinal)
                )
                .Split('|');
            var said = cells[2].Trim() switch
            {
                "all" => all,
                "none" => [],
                var but when but.StartsWith("all but `", StringComparison.Ordinal) => [.. all.Where(name => name != but.Split('`')[1])],
                var named => [.. named.Split('`').Where((_, index) => index % 2 == 1)],
            };
            function.Resource.Parameters.Select(parameter => parameter.Name).ShouldBe(said, ignoreOrder: true, function.Path);
        }
    }

    private static string Row(string begins, string? or) =>
        Lines.Single(line =>
            line.StartsWith(begins, StringComparison.Ordinal) || (or is not null && line.StartsWith(or, StringComparison.Ordinal))
        );
}
