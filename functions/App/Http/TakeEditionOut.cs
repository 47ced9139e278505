using BudgetWatch.Pipeline.Gate;
using BudgetWatch.Pipeline.Ingest;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Azure.Functions.Worker;

namespace BudgetWatch.App.Http;

/// <summary>Permanently withdraws an edition.</summary>
/// <remarks>
/// The next release is built without it, even if it is offered again under another date. A second request changes nothing. A withdrawal cannot be undone.
/// </remarks>
// Of functions the catch-all must be the last by name, so this one is not called after its address.
public sealed class TakeEditionOut(Responder responder, GiveVerdict verdict)
{
    internal static readonly OperatorResource<StartedRun> Resource = new(StatusCodes.Status202Accepted)
    {
        Path = [RouteParameters.Edition],
        MayConflict = true,
        Said = [RouteParameters.Reason],
        Location = run => run.Href,
    };

    /// <summary>Answers 202 with the run that acts on it; 409 with the reason where there is nothing to withdraw.</summary>
    [Function(nameof(TakeEditionOut))]
    public Task<IActionResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Function, "post", Route = Routes.WithdrawEdition)] HttpRequest request,
        string sha256
    ) =>
        responder.ForOperatorAsync(
            request,
            Resource,
            async cancellation =>
                StartedRun.Of(
                    await verdict.RunAsync(sha256, VerdictKind.Withdrawn, $"{request.Query[RouteParameters.Reason.Name]}", cancellation),
                    sha256
                )
        );
}
