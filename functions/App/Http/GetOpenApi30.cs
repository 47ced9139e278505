using BudgetWatch.App.Http.Contract;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Azure.Functions.Worker;

namespace BudgetWatch.App.Http;

/// <summary>This contract, as OpenAPI 3.0.</summary>
/// <remarks>The same as <c>/openapi.json</c>, for programs that read no newer OpenAPI than 3.0.</remarks>
public sealed class GetOpenApi30(Responder responder, ServedContract contract)
{
    internal static readonly PageResource Resource = new(Topic.Service, MediaType.Json);

    /// <summary>Answers <c>/openapi-3.0.json</c>.</summary>
    [Function(nameof(GetOpenApi30))]
    public Task<IActionResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = Routes.OpenApi30)] HttpRequest request
    ) => responder.PageAsync(request, Resource, contract.Json30);
}
