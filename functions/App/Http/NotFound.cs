using BudgetWatch.Pipeline.Query;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Azure.Functions.Worker;

namespace BudgetWatch.App.Http;

/// <summary>Every other address: a problem that says which addresses there are.</summary>
public sealed class NotFound
{
    /// <summary>Answers 404.</summary>
    [Function(nameof(NotFound))]
    public static IActionResult Run([HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = Routes.AnywhereElse)] HttpRequest request) =>
        Responder.Problem(request, new QueryProblem(
            404, "Not found", "There is nothing at this address.", "path", [.. Routes.Readable.Select(route => $"/{route}")]));
}
