using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Azure.Functions.Worker;

namespace BudgetWatch.App.Pages;

/// <summary>The finding.</summary>
public sealed class GetHome(SiteResponder site, HomePage home)
{
    private static readonly SiteResource Resource = new(PageQuestions.OfFinding);

    /// <summary>Answers <c>/</c>.</summary>
    [Function(nameof(GetHome))]
    public Task<IActionResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = PageRoutes.Home)] HttpRequest request
    ) => site.PageAsync(request, Resource, home.MakeAsync);
}
