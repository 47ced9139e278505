using BudgetWatch.Questions.Areas;
using BudgetWatch.Questions.Comparisons;
using BudgetWatch.Questions.Requests;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Azure.Functions.Worker;

namespace BudgetWatch.App.Http;

/// <summary>Every area.</summary>
/// <remarks>
/// In order of code, those set aside included, with members, lineage and deprivation by vintage.
/// </remarks>
public sealed class GetAreas(Responder responder)
{
    internal static readonly ReleaseResource<AreasAnswer> Resource = new(Topic.Areas, ComparisonQueries.OfAreas, AreasTable.Of);

    /// <summary>Answers <c>/areas</c>.</summary>
    [Function(nameof(GetAreas))]
    public Task<IActionResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = Routes.Areas)] HttpRequest request
    ) =>
        responder.FromReleaseAsync(
            request,
            Resource,
            (parameters, release, _) =>
                Task.FromResult(
                    ComparisonQueries
                        .Geography(parameters, release)
                        .Then(figures => (Answered<AreasAnswer>)AnswerAreas.All(release, figures))
                )
        );
}
