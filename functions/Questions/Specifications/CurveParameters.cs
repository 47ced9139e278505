using BudgetWatch.Domain.Cuts;
using BudgetWatch.Domain.Specifications;
using BudgetWatch.Questions.Requests;

namespace BudgetWatch.Questions.Specifications;

/// <summary>The parameters of a question about a specification curve. A claim is checked against one, and has them too.</summary>
public static class CurveParameters
{
    /// <summary>The scope whose specification curve is asked for.</summary>
    public static readonly Parameter Scope = new("scope", "The scope of the specification curve.")
    {
        Of = "curve",
        Words = [.. SpecificationGrid.Headlines.Select(scope => scope.Id)],
        Default = ComparisonQuery.Headline.Scope.Id,
    };

    /// <summary>The choices a curve can be narrowed by: each as elsewhere, but one that is not sent is left open.</summary>
    public static readonly IReadOnlyList<Parameter> Choices =
    [
        Open(QueryParameters.Return),
        Open(QueryParameters.From, "The base year."),
        Open(QueryParameters.To, "The end year."),
        Open(QueryParameters.Measure) with
        {
            Words = [.. SpecificationGrid.Measures.Select(Measures.Id)],
        },
        Open(QueryParameters.Imd, "The vintage of the Indices of Deprivation."),
        Open(QueryParameters.London),
        Open(QueryParameters.Groups),
        Open(QueryParameters.Weights),
        Open(QueryParameters.Population),
    ];

    private static Parameter Open(Parameter usual, string? meaning = null) =>
        new(usual.Name, $"{meaning ?? usual.Meaning} Keeps only the specifications with this choice. Default: all of them.")
        {
            Of = "curve",
            Words = usual.Words,
            Form = usual.Form,
            Example = usual.Example,
        };
}
