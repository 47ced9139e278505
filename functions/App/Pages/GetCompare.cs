using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Azure.Functions.Worker;

namespace BudgetWatch.App.Pages;

/// <summary>A few areas side by side.</summary>
public sealed class GetCompare(SiteResponder site)
{
    private static readonly SiteResource Resource = new(PageQuestions.OfCompared);

    /// <summary>Answers <c>/compare</c>.</summary>
    [Function(nameof(GetCompare))]
    public Task<IActionResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = PageRoutes.Compare)] HttpRequest request
    ) => site.PageAsync(request, Resource, (parameters, release) => Task.FromResult(ComparePage.Of(parameters, release)));
}
