using BudgetWatch.Pipeline.Query;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Azure.Functions.Worker;

namespace BudgetWatch.App.Http;

/// <summary>Every published release.</summary>
public sealed class GetReleases(Responder responder, AnswerSources sources)
{
    internal static readonly CurrentResource<ReleasesAnswer> Resource = new(Topic.Releases, Tables.Of);

    /// <summary>Answers <c>/releases</c>.</summary>
    [Function(nameof(GetReleases))]
    public Task<IActionResult> RunAsync([HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = Routes.Releases)] HttpRequest request) =>
        responder.CurrentAsync(request, Resource, sources.ReleasesStampAsync, async cancellation =>
            (Answered<ReleasesAnswer>)await sources.ReleasesAsync(cancellation));
}
