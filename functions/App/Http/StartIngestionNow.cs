using BudgetWatch.Pipeline.Ingest;
using BudgetWatch.Pipeline.Operations;
using BudgetWatch.Questions.Requests;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Azure.Functions.Worker;

namespace BudgetWatch.App.Http;

/// <summary>Starts what the timer starts.</summary>
/// <remarks>
/// Every source is checked, and a release is built if something is new. While a run is in progress, the answer names that run and no second one starts.
/// </remarks>
public sealed class StartIngestionNow(Responder responder, StartIngestion start)
{
    internal static readonly OperatorResource<StartedRun> Resource = new(StatusCodes.Status202Accepted) { Location = run => run.Href };

    /// <summary>Answers 202 with the run to follow.</summary>
    [Function(nameof(StartIngestionNow))]
    public Task<IActionResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Function, "post", Route = Routes.Ingestions)] HttpRequest request
    ) =>
        responder.ForOperatorAsync(
            request,
            Resource,
            async cancellation => (Answered<StartedRun>)StartedRun.Of(await start.RunAsync(cancellation))
        );
}

/// <summary>A run that was started.</summary>
/// <param name="Run">Its id.</param>
/// <param name="Href">Where it is followed.</param>
internal sealed record StartedRun(string Run, string Href)
{
    /// <summary>The run that acts on what was said of an edition, or why there is none.</summary>
    public static Answered<StartedRun> Of(Retried? done, string sha256) =>
        done switch
        {
            null => QueryProblem.NotFound("sha256", sha256, "An edition is named by the SHA-256 of its bytes: see /api/v1/sources."),
            { RunId: { } run } => Of(run),
            { WhyNot: var why } => new QueryProblem(409, "Nothing to do", why!, "sha256", null),
        };

    public static StartedRun Of(string run) => new(run, $"/{Routes.Run.Replace("{id}", run, StringComparison.Ordinal)}");
}
