using BudgetWatch.Questions.Requests;
using BudgetWatch.Questions.Sources;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Azure.Functions.Worker;

namespace BudgetWatch.App.Http;

/// <summary>Whether figures can be served and are fresh.</summary>
/// <remarks>
/// Degraded: something was refused or failed, but the figures are still good.
/// </remarks>
public sealed class GetHealth(Responder responder, AnswerHealth health)
{
    internal static readonly CurrentResource<HealthAnswer> Resource = new(Topic.Service, SourcesTable.Of)
    {
        IsUnavailable = health => health.Status == HealthStatus.Unhealthy,
        UnavailableWhen = "Figures are stale, or there are none, or storage does not answer; `reasons` says why.",
    };

    /// <summary>Answers <c>/health</c>: 200 while the figures are good, 503 with reasons where they are stale, there are none, or storage does not answer. It says so within three seconds.</summary>
    [Function(nameof(GetHealth))]
    public Task<IActionResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = Routes.Health)] HttpRequest request
    ) => responder.CurrentAsync(request, Resource, async cancellation => (Answered<HealthAnswer>)await health.RunAsync(cancellation));
}
