using BudgetWatch.Pipeline.Query;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Azure.Functions.Worker;

namespace BudgetWatch.App.Http;

/// <summary>What a release changed against the one before it.</summary>
public sealed class GetReleaseChanges(Responder responder, AnswerChanges changes)
{
    /// <summary>Answers <c>/releases/{id}/changes</c>.</summary>
    [Function(nameof(GetReleaseChanges))]
    public Task<IActionResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = Routes.Changes)] HttpRequest request, string id) =>
        responder.CurrentAsync(request, cancellation => changes.RunAsync(id, cancellation), Tables.Of);
}
