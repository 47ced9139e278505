using BudgetWatch.Questions.Sources;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Azure.Functions.Worker;

namespace BudgetWatch.App.Http;

/// <summary>One edition: where it is from and what was decided about it.</summary>
public sealed class GetEdition(Responder responder, AnswerEditions editions)
{
    internal static readonly CurrentResource<EditionDetailAnswer> Resource = new(Topic.Tracing, SourcesTable.Of)
    {
        Path = [RouteParameters.Edition],
    };

    /// <summary>Answers <c>/editions/{sha256}</c>.</summary>
    [Function(nameof(GetEdition))]
    public Task<IActionResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = Routes.Edition)] HttpRequest request,
        string sha256
    ) => responder.CurrentAsync(request, Resource, cancellation => editions.RunAsync(sha256, cancellation));
}
