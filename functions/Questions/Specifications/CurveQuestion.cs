using BudgetWatch.Domain.Cuts;
using BudgetWatch.Domain.Observations;
using BudgetWatch.Domain.Specifications;
using BudgetWatch.Questions.ReleaseAccess;

namespace BudgetWatch.Questions.Specifications;

/// <summary>A question of a specification curve with its choices in words. Filters look at every one of thousands, so the words are made once for a release.</summary>
public sealed class CurveQuestion
{
    private readonly string[] _choices;

    /// <summary>Puts the choices of a question in words.</summary>
    public CurveQuestion(ComparisonQuery query)
    {
        Query = query;
        _choices = [.. SpecificationFilter.Names.Select(name => SpecificationFilter.ChoiceOf(query, name))];
    }

    /// <summary>The question.</summary>
    public ComparisonQuery Query { get; }

    /// <summary>How it makes a choice.</summary>
    /// <param name="name">One of <see cref="SpecificationFilter.Names"/>.</param>
    public string Choice(string name) => _choices[SpecificationFilter.IndexOf(name)];

    /// <summary>The questions of a curve, in order.</summary>
    public static IReadOnlyList<CurveQuestion> In(LoadedRelease release, Scope headline) =>
        release.Derived<IReadOnlyList<CurveQuestion>>(
            headline,
            () =>
                [
                    .. SpecificationGrid
                        .Chunks(headline, release.Figures)
                        .SelectMany(chunk => SpecificationGrid.Questions(chunk, release.Figures))
                        .Select(query => new CurveQuestion(query)),
                ]
        );
}
