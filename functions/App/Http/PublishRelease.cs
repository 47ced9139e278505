using BudgetWatch.Pipeline.Build;
using BudgetWatch.Questions.Requests;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Azure.Functions.Worker;

namespace BudgetWatch.App.Http;

/// <summary>Makes an earlier release live again.</summary>
/// <remarks>
/// Rolling back; nothing is computed.
/// </remarks>
public sealed class PublishRelease(Responder responder, Pipeline.Build.PublishRelease publish)
{
    internal static readonly OperatorResource<PointerMoved> Resource = new() { Path = [RouteParameters.Release], MayConflict = true };

    /// <summary>Answers what was live and what is; 409 where someone else moved the pointer at the same moment.</summary>
    [Function(nameof(PublishRelease))]
    public Task<IActionResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Function, "post", Route = Routes.Publish)] HttpRequest request,
        string id
    ) =>
        responder.ForOperatorAsync(
            request,
            Resource,
            async cancellation =>
                await publish.RunAsync(id, cancellation) switch
                {
                    null => QueryProblem.NotFound("release", id, "See /api/v1/releases for the releases there are."),
                    { Live: var live } moved when live == id => (Answered<PointerMoved>)moved,
                    { Live: var live } => new QueryProblem(
                        409,
                        "Moved by someone else",
                        $"The live release became {live} at the same moment. Check it, then retry if you still want {id}.",
                        "id",
                        null
                    ),
                }
        );
}
