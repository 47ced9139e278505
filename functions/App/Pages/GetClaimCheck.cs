using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Azure.Functions.Worker;

namespace BudgetWatch.App.Pages;

/// <summary>What supports a number from a claim.</summary>
public sealed class GetClaimCheck(SiteResponder site)
{
    private static readonly SiteResource Resource = new(PageQuestions.OfClaim);

    /// <summary>Answers <c>/claims</c>.</summary>
    [Function(nameof(GetClaimCheck))]
    public Task<IActionResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = PageRoutes.Claims)] HttpRequest request
    ) => site.PageAsync(request, Resource, (parameters, release) => Task.FromResult(ClaimCheckPage.Of(parameters, release)));
}
