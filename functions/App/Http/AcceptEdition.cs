using BudgetWatch.Pipeline.Gate;
using BudgetWatch.Pipeline.Ingest;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Azure.Functions.Worker;

namespace BudgetWatch.App.Http;

/// <summary>Says that a held edition is right.</summary>
/// <remarks>
/// It comes into force with the next build, which starts at once. A second request changes nothing.
/// </remarks>
public sealed class AcceptEdition(Responder responder, GiveVerdict verdict)
{
    internal static readonly OperatorResource<StartedRun> Resource = new(StatusCodes.Status202Accepted)
    {
        Path = [RouteParameters.Edition],
        MayConflict = true,
        Said = [RouteParameters.Reason],
        Location = run => run.Href,
    };

    /// <summary>Answers 202 with the run that acts on it; 409 with the reason where there is nothing to accept.</summary>
    [Function(nameof(AcceptEdition))]
    public Task<IActionResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Function, "post", Route = Routes.AcceptEdition)] HttpRequest request,
        string sha256
    ) =>
        responder.ForOperatorAsync(
            request,
            Resource,
            async cancellation =>
                StartedRun.Of(
                    await verdict.RunAsync(sha256, VerdictKind.Accepted, $"{request.Query[RouteParameters.Reason.Name]}", cancellation),
                    sha256
                )
        );
}
