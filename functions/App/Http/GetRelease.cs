using BudgetWatch.Pipeline.Build;
using BudgetWatch.Questions.ReleaseAccess;
using BudgetWatch.Questions.Releases;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Azure.Functions.Worker;

namespace BudgetWatch.App.Http;

/// <summary>One published release: what went in, what was checked.</summary>
public sealed class GetRelease(Responder responder, ReleaseReader releases, AnswerLive live, Schedule schedule)
{
    internal static readonly CurrentResource<PublishedRelease> Resource = new(
        Topic.Releases,
        release => ReleasesTable.Of(new ReleasesAnswer(null, [release], []))
    )
    {
        Path = [RouteParameters.Release],
    };

    /// <summary>Answers <c>/releases/{id}</c>.</summary>
    [Function(nameof(GetRelease))]
    public Task<IActionResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = Routes.Release)] HttpRequest request,
        string id
    ) =>
        // The host of Azure Functions takes routes in the order of its functions, not the more exact first. Both answer the same, so it does not matter which one it calls.
        id == AnswerLive.Id
            ? responder.CurrentAsync(request, GetLiveRelease.Resource, cancellation => live.RunAsync(schedule.Next(), cancellation))
            : responder.CurrentAsync(request, Resource, cancellation => releases.PublishedAsync(id, cancellation));
}
