using BudgetWatch.App.Http;
using BudgetWatch.Questions.Requests;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Azure.Functions.Worker;

namespace BudgetWatch.App.Pages;

/// <summary>A file that pages need.</summary>
public sealed class GetAsset(SiteResponder site)
{
    private static readonly SiteFileResource Resource = new(
        [new Parameter("v", "The version of the file.") { Example = "0" }],
        MediaType.Any
    );

    /// <summary>Answers <c>/assets/{file}</c>.</summary>
    [Function(nameof(GetAsset))]
    public Task<IActionResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = PageRoutes.Asset)] HttpRequest request,
        string file
    ) => site.FileAsync(request, Resource, file);
}
