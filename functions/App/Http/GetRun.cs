using BudgetWatch.Pipeline.Operations;
using BudgetWatch.Questions.Requests;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Azure.Functions.Worker;

namespace BudgetWatch.App.Http;

/// <summary>Follows a run.</summary>
public sealed class GetRun(Responder responder, IRunLedger runs)
{
    internal static readonly OperatorResource<Run> Resource = new() { Path = [RouteParameters.Run] };

    /// <summary>Answers the progress of each source and the outcome.</summary>
    [Function(nameof(GetRun))]
    public Task<IActionResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Function, "get", Route = Routes.Run)] HttpRequest request,
        string id
    ) =>
        responder.ForOperatorAsync(
            request,
            Resource,
            async cancellation =>
                await runs.FindAsync(id, cancellation) is { } run
                    ? (Answered<Run>)run
                    : QueryProblem.NotFound("run", id, "Runs are named by POST /admin/ingestions.")
        );
}
