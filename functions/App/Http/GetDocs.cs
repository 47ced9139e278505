using BudgetWatch.App.Http.Contract;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Azure.Functions.Worker;

namespace BudgetWatch.App.Http;

/// <summary>This contract, as a page to read.</summary>
/// <remarks>It runs no scripts and loads nothing from elsewhere.</remarks>
public sealed class GetDocs(Responder responder, ServedContract contract)
{
    internal static readonly PageResource Resource = new(Topic.Service, MediaType.Html);

    /// <summary>Answers <c>/docs</c>.</summary>
    [Function(nameof(GetDocs))]
    public Task<IActionResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = Routes.Docs)] HttpRequest request
    ) => responder.PageAsync(request, Resource, contract.Page, ContractPage.Policy);
}
