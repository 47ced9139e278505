using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Azure.Functions.Worker;

namespace BudgetWatch.App.Pages;

/// <summary>One area.</summary>
public sealed class GetAreaPage(SiteResponder site)
{
    private static readonly SiteResource Resource = new(PageQuestions.OfArea);

    /// <summary>Answers <c>/areas/{code}</c>.</summary>
    [Function(nameof(GetAreaPage))]
    public Task<IActionResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = PageRoutes.Area)] HttpRequest request,
        string code
    ) => site.PageAsync(request, Resource, (parameters, release) => Task.FromResult(AreaPage.Of(code, parameters, release)));
}
