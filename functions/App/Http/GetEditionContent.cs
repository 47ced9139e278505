using BudgetWatch.Questions.Sources;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Azure.Functions.Worker;

namespace BudgetWatch.App.Http;

/// <summary>One edition's bytes, as they were kept.</summary>
/// <remarks>
/// As an attachment, as they were published. No CSV or JSON form.
/// </remarks>
public sealed class GetEditionContent(Responder responder, AnswerEditions editions)
{
    internal static readonly BytesResource Resource = new(Topic.Tracing) { Path = [RouteParameters.Edition] };

    /// <summary>Answers <c>/editions/{sha256}/content</c>.</summary>
    [Function(nameof(GetEditionContent))]
    public Task<IActionResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = Routes.EditionContent)] HttpRequest request,
        string sha256
    ) => responder.BytesAsync(request, Resource, cancellation => editions.ContentAsync(sha256, cancellation));
}
