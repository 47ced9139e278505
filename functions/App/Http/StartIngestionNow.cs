using BudgetWatch.Pipeline.Ingest;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Azure.Functions.Worker;

namespace BudgetWatch.App.Http;

/// <summary>Starts what the timer starts.</summary>
public sealed class StartIngestionNow(Responder responder, StartIngestion start)
{
    /// <summary>Answers 202 with the run to follow.</summary>
    [Function(nameof(StartIngestionNow))]
    public Task<IActionResult> RunAsync([HttpTrigger(AuthorizationLevel.Function, "post", Route = Routes.Ingestions)] HttpRequest request) =>
        responder.ForOperatorAsync(request, async cancellation =>
        {
            var run = await start.RunAsync(cancellation);
            return (StatusCodes.Status202Accepted, new { Run = run, Href = $"/{Routes.Run.Replace("{id}", run, StringComparison.Ordinal)}" });
        });
}
