using BudgetWatch.Pipeline.Query;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Azure.Functions.Worker;

namespace BudgetWatch.App.Http;

/// <summary>Whether figures can be served and are fresh.</summary>
public sealed class GetHealth(Responder responder, AnswerSources sources)
{
    /// <summary>Answers <c>/health</c>: 200 while figures stand, 503 with reasons where they are stale or there are none.</summary>
    [Function(nameof(GetHealth))]
    public Task<IActionResult> RunAsync([HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = Routes.Health)] HttpRequest request) =>
        responder.CurrentAsync(request, async cancellation => (Answered<HealthAnswer>)await sources.HealthAsync(cancellation), Tables.Of, health =>
            health.Status == HealthAnswer.Unhealthy ? StatusCodes.Status503ServiceUnavailable : StatusCodes.Status200OK);
}
