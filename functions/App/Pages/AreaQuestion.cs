using BudgetWatch.Domain.Cuts;
using BudgetWatch.Domain.Observations;
using BudgetWatch.Questions.Comparisons;
using BudgetWatch.Questions.ReleaseAccess;
using BudgetWatch.Questions.Requests;

namespace BudgetWatch.App.Pages;

/// <summary>
/// A question about one area. Every scope is answered, so that a scope which cannot be compared between the two years still has its values by year: it says
/// beside them why.
/// </summary>
/// <param name="Comparison">The comparison that every scope is put to.</param>
/// <param name="Scope">The scope that is spoken of.</param>
internal sealed record AreaQuestion(ComparisonQuery Comparison, Scope Scope)
{
    /// <summary>Reads what was sent.</summary>
    public static Answered<AreaQuestion> Of(Parameters parameters, LoadedRelease release)
    {
        var (asked, problem) = ComparisonQueries.Comparison(parameters, release);
        if (asked is not null)
        {
            return new AreaQuestion(asked, asked.Scope);
        }

        // Where it is the scope that is not compared, the area has others that are.
        return
            parameters.Find(QueryParameters.Scope) is { } sent && Scopes.Find(sent) is { } scope && WithoutScope(parameters) is { } others
            ? ComparisonQueries.Comparison(others, release).Answer is { } query
                ? new AreaQuestion(query, scope)
                : problem!
            : problem!;
    }

    private static Parameters? WithoutScope(Parameters parameters) =>
        Parameters
            .Of(
                ComparisonQueries
                    .OfArea.Select(own => (own.Name, Value: parameters.Find(own)))
                    .Where(own => own.Value is not null)
                    .Select(own => KeyValuePair.Create(own.Name, own.Value!)),
                ComparisonQueries.OfArea
            )
            .Answer;
}
