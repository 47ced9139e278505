using BudgetWatch.Questions.Sources;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Azure.Functions.Worker;

namespace BudgetWatch.App.Http;

/// <summary>One source: its state, and every decision about its editions.</summary>
public sealed class GetSource(Responder responder, AnswerSources sources)
{
    internal static readonly CurrentResource<SourceDetailAnswer> Resource = new(Topic.Tracing, SourcesTable.Of)
    {
        Path = [RouteParameters.Source],
    };

    /// <summary>Answers <c>/sources/{id}</c>.</summary>
    [Function(nameof(GetSource))]
    public Task<IActionResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = Routes.Source)] HttpRequest request,
        string id
    ) => responder.CurrentAsync(request, Resource, cancellation => sources.SourceAsync(id, cancellation));
}
