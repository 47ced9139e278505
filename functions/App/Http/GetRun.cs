using BudgetWatch.Pipeline.Operations;
using BudgetWatch.Pipeline.Query;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Azure.Functions.Worker;

namespace BudgetWatch.App.Http;

/// <summary>Follows a run.</summary>
public sealed class GetRun(Responder responder, IRunLedger runs)
{
    /// <summary>Answers where each source stands and what came of it.</summary>
    [Function(nameof(GetRun))]
    public Task<IActionResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Function, "get", Route = Routes.Run)] HttpRequest request, string id) =>
        responder.ForOperatorAsync(request, async cancellation =>
            (StatusCodes.Status200OK, (object?)await runs.FindAsync(id, cancellation) ?? QueryProblem.NotFound("run", id, "Runs are named by POST /admin/ingestions.")));
}
