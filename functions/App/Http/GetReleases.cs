using BudgetWatch.Questions.Releases;
using BudgetWatch.Questions.Requests;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Azure.Functions.Worker;

namespace BudgetWatch.App.Http;

/// <summary>Every published release.</summary>
public sealed class GetReleases(Responder responder, AnswerReleases releases)
{
    internal static readonly CurrentResource<ReleasesAnswer> Resource = new(Topic.Releases, ReleasesTable.Of);

    /// <summary>Answers <c>/releases</c>.</summary>
    [Function(nameof(GetReleases))]
    public Task<IActionResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = Routes.Releases)] HttpRequest request
    ) =>
        responder.CurrentAsync(
            request,
            Resource,
            releases.StampAsync,
            async cancellation => (Answered<ReleasesAnswer>)await releases.RunAsync(cancellation)
        );
}
