using BudgetWatch.Pipeline.Query;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Azure.Functions.Worker;

namespace BudgetWatch.App.Http;

/// <summary>A number somebody stated, held against every defensible way to ask for it.</summary>
public sealed class GetClaims(Responder responder)
{
    /// <summary>Answers <c>/claims</c>.</summary>
    [Function(nameof(GetClaims))]
    public Task<IActionResult> RunAsync([HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = Routes.Claims)] HttpRequest request) =>
        responder.FromReleaseAsync(
            request, AnswerClaims.Parameters, (parameters, release, _) => Task.FromResult(AnswerClaims.Run(release, parameters)), Tables.Of);
}
