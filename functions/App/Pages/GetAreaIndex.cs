using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Azure.Functions.Worker;

namespace BudgetWatch.App.Pages;

/// <summary>Every area, and the area of a name.</summary>
public sealed class GetAreaIndex(SiteResponder site)
{
    private static readonly SiteResource Resource = new(PageQuestions.OfNames);

    /// <summary>Answers <c>/areas</c>.</summary>
    [Function(nameof(GetAreaIndex))]
    public Task<IActionResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = PageRoutes.Areas)] HttpRequest request
    ) => site.PageAsync(request, Resource, (parameters, release) => Task.FromResult(AreaIndexPage.Of(parameters, release)));
}
