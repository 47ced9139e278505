using BudgetWatch.App.Http.Cubes;
using BudgetWatch.Pipeline.Query;
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
    internal static readonly ReleaseResource<CutsAnswer> Resource = new(Topic.Findings, Questions.OfCuts, Tables.Of)
    {
        MayMislead = true,
        Cube = new Cube<CutsAnswer>(typeof(JsonStatAnswer<QueryAnswer>), JsonStat.Of),
    };

    /// <summary>Answers <c>/cuts</c>.</summary>
    [Function(nameof(GetCuts))]
    public Task<IActionResult> RunAsync([HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = Routes.Cuts)] HttpRequest request) =>
        responder.FromReleaseAsync(request, Resource, (parameters, release, _) =>
            Task.FromResult(Questions.Comparison(parameters, release).Then(query => (Answered<CutsAnswer>)AnswerCuts.Cuts(release, query))));
}
