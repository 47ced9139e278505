using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Azure.Functions.Worker;

namespace BudgetWatch.App.Http;

/// <summary>One file of a release.</summary>
/// <remarks>
/// The same bytes for as long as the same build answers. A CSV links to what its columns are.
/// </remarks>
public sealed class GetDownload(Responder responder)
{
    internal static readonly FileResource Resource = new(Topic.Releases) { Path = [RouteParameters.Release, RouteParameters.File] };

    /// <summary>Answers <c>/downloads/{id}/{file}</c>.</summary>
    [Function(nameof(GetDownload))]
    public Task<IActionResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = Routes.Download)] HttpRequest request,
        string id,
        string file
    ) => responder.FileAsync(request, Resource, id, file);
}
