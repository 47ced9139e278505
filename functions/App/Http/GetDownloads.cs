using BudgetWatch.App.Http.Downloads;
using BudgetWatch.Questions.Requests;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Azure.Functions.Worker;

namespace BudgetWatch.App.Http;

/// <summary>The files of a whole release.</summary>
/// <remarks>
/// Every table as CSV, Parquet and JSON with the same figures, at addresses that never change; <c>datapackage.json</c> describes them, with bytes and SHA-256 of each.
/// </remarks>
public sealed class GetDownloads(Responder responder)
{
    internal static readonly ReleaseResource<DownloadsAnswer> Resource = new(Topic.Releases, QueryParameters.OfRelease, DownloadsTable.Of);

    /// <summary>Answers <c>/downloads</c>.</summary>
    [Function(nameof(GetDownloads))]
    public Task<IActionResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = Routes.Downloads)] HttpRequest request
    ) =>
        responder.FromReleaseAsync(
            request,
            Resource,
            (_, release, _) => Task.FromResult((Answered<DownloadsAnswer>)ReleaseFiles.List(release))
        );
}
