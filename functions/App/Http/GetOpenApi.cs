using BudgetWatch.App.Http.Contract;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Azure.Functions.Worker;

namespace BudgetWatch.App.Http;

/// <summary>This contract, as OpenAPI 3.1.</summary>
/// <remarks>The contract is made from the code that answers, so the two always match. It stays the same until the app is rebuilt.</remarks>
public sealed class GetOpenApi(Responder responder, ServedContract contract)
{
    internal static readonly PageResource Resource = new(Topic.Service, MediaType.Json);

    /// <summary>Answers <c>/openapi.json</c>.</summary>
    [Function(nameof(GetOpenApi))]
    public Task<IActionResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = Routes.OpenApi)] HttpRequest request
    ) => responder.PageAsync(request, Resource, contract.Json);
}
