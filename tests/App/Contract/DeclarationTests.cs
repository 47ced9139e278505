using BudgetWatch.App.Http;
using BudgetWatch.App.Http.Contract;

namespace BudgetWatch.App.Tests.Contract;

/// <summary>What is declared for an address fits it.</summary>
public sealed class DeclarationTests
{
    private static readonly IReadOnlyList<HttpFunction> Functions = HttpFunction.All();

    [Fact]
    public void Every_function_at_an_address_is_in_the_contract()
    {
        Functions.Select(function => Routes.Base + function.Path).Intersect(Routes.Readable).Count().ShouldBe(Routes.Readable.Count);
        Functions.Count(function => function.TakesKey).ShouldBe(7);
    }

    [Fact]
    public void What_stands_in_braces_is_declared() =>
        Functions
            .Where(function =>
                !function
                    .Path.Split('/')
                    .Where(step => step.StartsWith('{'))
                    .SequenceEqual(function.Resource.Path.Select(name => $"{{{name.Name}}}"))
            )
            .Select(function => function.Path)
            .ShouldBeEmpty();

    [Fact]
    public void A_parameter_says_what_it_means_and_shows_what_it_may_be()
    {
        var parameters = Functions.SelectMany(function => function.Resource.Parameters.Concat(function.Resource.Path)).ToList();
        parameters.Where(parameter => !parameter.Meaning.EndsWith('.')).ShouldBeEmpty();
        parameters.Where(parameter => parameter is { Words: null, Bounds: null, Example: null }).ShouldBeEmpty();
        parameters.Where(parameter => parameter.Default is { } usual && parameter.Words?.Contains(usual) == false).ShouldBeEmpty();
        parameters
            .Where(parameter =>
                parameter.Form is { } form
                && !System.Text.RegularExpressions.Regex.IsMatch(
                    parameter.Example!,
                    $"^{form}$",
                    System.Text.RegularExpressions.RegexOptions.ExplicitCapture,
                    TimeSpan.FromSeconds(1)
                )
            )
            .ShouldBeEmpty();
        Functions
            .Where(function =>
                function.Resource.Parameters.DistinctBy(parameter => parameter.Name).Count() != function.Resource.Parameters.Count
            )
            .ShouldBeEmpty();
    }

    [Fact]
    public void Every_answer_of_ours_has_an_example_in_every_form()
    {
        var document = ContractDocument.Made();
        foreach (var function in Functions.Where(function => function.Resource.Answer is not null))
        {
            var content = document.Paths[function.Path].Operations![function.Methods[0]].Responses!.First().Value.Content!;
            content.Keys.ShouldBe(function.Resource.MediaTypes);
            content.Where(form => form.Value.Examples?.Count is not 1).Select(form => $"{function.OperationId} {form.Key}").ShouldBeEmpty();
        }
    }
}
