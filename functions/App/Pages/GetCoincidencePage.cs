using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Azure.Functions.Worker;

namespace BudgetWatch.App.Pages;

/// <summary>Where deep cuts, deprivation and little community capacity meet.</summary>
public sealed class GetCoincidencePage(SiteResponder site)
{
    private static readonly SiteResource Resource = new(PageQuestions.OfCoincidence);

    /// <summary>Answers <c>/coincidence</c>.</summary>
    [Function(nameof(GetCoincidencePage))]
    public Task<IActionResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = PageRoutes.Coincidence)] HttpRequest request
    ) => site.PageAsync(request, Resource, (parameters, release) => Task.FromResult(CoincidencePage.Of(parameters, release)));
}
