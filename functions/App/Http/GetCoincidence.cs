using BudgetWatch.Pipeline.Query;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Azure.Functions.Worker;

namespace BudgetWatch.App.Http;

/// <summary>Where deep cuts, high deprivation and little community capacity meet.</summary>
public sealed class GetCoincidence(Responder responder)
{
    /// <summary>Answers <c>/coincidence</c>.</summary>
    [Function(nameof(GetCoincidence))]
    public Task<IActionResult> RunAsync([HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = Routes.Coincidence)] HttpRequest request) =>
        responder.FromReleaseAsync(
            request, AnswerCoincidence.Parameters, (parameters, release, _) => Task.FromResult(AnswerCoincidence.Run(release, parameters)), Tables.Of);
}
