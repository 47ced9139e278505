using BudgetWatch.Questions.Requests;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Azure.Functions.Worker;

namespace BudgetWatch.App.Pages;

/// <summary>Where the figures come from, what was refused, and what was revised.</summary>
public sealed class GetSourcesPage(SiteResponder site, SourcesPage page)
{
    private static readonly SiteResource Resource = new([]);

    /// <summary>Answers <c>/sources</c>.</summary>
    [Function(nameof(GetSourcesPage))]
    public Task<IActionResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = PageRoutes.Sources)] HttpRequest request
    ) =>
        site.CurrentPageAsync(
            request,
            Resource,
            async (_, cancellation) =>
                await page.FindAsync(cancellation) is { } found ? found : (Answered<SitePage>)QueryProblem.NothingPublished
        );
}
