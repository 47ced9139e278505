using BudgetWatch.Questions.Areas;
using BudgetWatch.Questions.Comparisons;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Azure.Functions.Worker;

namespace BudgetWatch.App.Http;

/// <summary>One area: its cut in every scope and service. Ask for a detail of a service with /cuts or /areas/{code}/series.</summary>
/// <remarks>
/// With rank and among how many, why it is left out where it is, and its ranks by cut, deprivation and community capacity.
/// </remarks>
public sealed class GetArea(Responder responder)
{
    internal static readonly ReleaseResource<AreaDetailAnswer> Resource = new(Topic.Areas, ComparisonQueries.OfArea, AreasTable.Of)
    {
        Path = [RouteParameters.Area],
        MayMislead = true,
    };

    /// <summary>Answers <c>/areas/{code}</c>.</summary>
    [Function(nameof(GetArea))]
    public Task<IActionResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = Routes.Area)] HttpRequest request,
        string code
    ) =>
        responder.FromReleaseAsync(
            request,
            Resource,
            (parameters, release, _) =>
                Task.FromResult(ComparisonQueries.Comparison(parameters, release).Then(query => AnswerAreas.One(release, code, query)))
        );
}
