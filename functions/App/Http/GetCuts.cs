using BudgetWatch.Questions.Comparisons;
using BudgetWatch.Questions.Cubes;
using BudgetWatch.Questions.Cuts;
using BudgetWatch.Questions.Requests;
using BudgetWatch.Questions.Vocabulary;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Azure.Functions.Worker;

namespace BudgetWatch.App.Http;

/// <summary>One row for each area.</summary>
/// <remarks>
/// Deepest cut first, with rank, deprivation and flags; the areas left out with the reason; England pooled.
/// </remarks>
public sealed class GetCuts(Responder responder)
{
    internal static readonly ReleaseResource<CutsAnswer> Resource = new(Topic.Findings, ComparisonQueries.OfCuts, CutsTable.Of)
    {
        MayMislead = true,
        Cube = new Cube<CutsAnswer>(typeof(JsonStatAnswer<QueryAnswer>), CutsCube.Of),
    };

    /// <summary>Answers <c>/cuts</c>.</summary>
    [Function(nameof(GetCuts))]
    public Task<IActionResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = Routes.Cuts)] HttpRequest request
    ) =>
        responder.FromReleaseAsync(
            request,
            Resource,
            (parameters, release, _) =>
                Task.FromResult(
                    ComparisonQueries.Comparison(parameters, release).Then(query => (Answered<CutsAnswer>)AnswerCuts.Run(release, query))
                )
        );
}
