using BudgetWatch.Questions.Requests;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Azure.Functions.Worker;

namespace BudgetWatch.App.Pages;

/// <summary>How every figure is made.</summary>
public sealed class GetMethod(SiteResponder site)
{
    private static readonly SiteResource Resource = new([]);
    private static readonly Lazy<SitePage> Page = new(MethodPage.Of);

    /// <summary>Answers <c>/method</c>.</summary>
    [Function(nameof(GetMethod))]
    public Task<IActionResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = PageRoutes.Method)] HttpRequest request
    ) => site.CurrentPageAsync(request, Resource, (_, _) => Task.FromResult<Answered<SitePage>>(Page.Value));
}
