using BudgetWatch.Pipeline.Query;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Azure.Functions.Worker;

namespace BudgetWatch.App.Http;

/// <summary>One question asked every defensible way.</summary>
public sealed class GetSpecifications(Responder responder, AnswerSpecifications specifications)
{
    /// <summary>Answers <c>/specifications</c>.</summary>
    [Function(nameof(GetSpecifications))]
    public Task<IActionResult> RunAsync([HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = Routes.Specifications)] HttpRequest request) =>
        responder.FromReleaseAsync(
            request, AnswerSpecifications.Parameters,
            (parameters, release, cancellation) => specifications.RunAsync(release, parameters, cancellation), Tables.Of, next: answer => answer.Page.Next);
}
