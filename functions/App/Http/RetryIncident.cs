using BudgetWatch.Questions.Requests;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Azure.Functions.Worker;

namespace BudgetWatch.App.Http;

/// <summary>Tries again what an incident is about.</summary>
/// <remarks>
/// A source's ingestion or a build is put back on its queue. A second request does not repeat it.
/// </remarks>
public sealed class RetryIncident(Responder responder, Pipeline.Operations.RetryIncident retry)
{
    internal static readonly OperatorResource<StartedRun> Resource = new(StatusCodes.Status202Accepted)
    {
        Path = [RouteParameters.Incident],
        MayConflict = true,
        Location = run => run.Href,
    };

    /// <summary>Answers 202 with the run to follow; 409 with the reason where there is nothing to put back.</summary>
    [Function(nameof(RetryIncident))]
    public Task<IActionResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Function, "post", Route = Routes.RetryIncident)] HttpRequest request,
        string id
    ) =>
        responder.ForOperatorAsync(
            request,
            Resource,
            async cancellation =>
                await retry.RunAsync(id, cancellation) switch
                {
                    null => QueryProblem.NotFound(
                        "incident",
                        id,
                        "See /api/v1/admin/incidents for the open ones. An incident closes once its work succeeds."
                    ),
                    { RunId: { } run } => (Answered<StartedRun>)StartedRun.Of(run),
                    { WhyNot: var why } => new QueryProblem(409, "Cannot be retried now", why!, "id", null),
                }
        );
}
