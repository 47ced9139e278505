using BudgetWatch.Questions.Releases;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Azure.Functions.Worker;

namespace BudgetWatch.App.Http;

/// <summary>What a release changed against the one before it.</summary>
/// <remarks>
/// Editions that came or went, every published cell and every area's line that moved, and whether the method changed.
/// </remarks>
public sealed class GetReleaseChanges(Responder responder, AnswerChanges changes)
{
    internal static readonly CurrentResource<ChangesAnswer> Resource = new(Topic.Releases, ReleasesTable.Of)
    {
        Path = [RouteParameters.Release],
    };

    /// <summary>Answers <c>/releases/{id}/changes</c>.</summary>
    [Function(nameof(GetReleaseChanges))]
    public Task<IActionResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = Routes.Changes)] HttpRequest request,
        string id
    ) =>
        responder.CurrentAsync(
            request,
            Resource,
            async cancellation => (await changes.OlderAsync(id, cancellation))?.Id ?? "",
            cancellation => changes.RunAsync(id, cancellation)
        );
}
