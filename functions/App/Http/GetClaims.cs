using BudgetWatch.Questions.Claims;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Azure.Functions.Worker;

namespace BudgetWatch.App.Http;

/// <summary>A number from a claim, checked against every defensible way to calculate it.</summary>
/// <remarks>
/// Readings that differ only in a choice the number does not depend on are one. <c>area</c> or <c>group</c> must be sent.
/// </remarks>
public sealed class GetClaims(Responder responder)
{
    internal static readonly ReleaseResource<ClaimsAnswer> Resource = new(Topic.Findings, AnswerClaims.Parameters, ClaimsTable.Of)
    {
        Example = "claim=-43&area=E08000006",
    };

    /// <summary>Answers <c>/claims</c>.</summary>
    [Function(nameof(GetClaims))]
    public Task<IActionResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = Routes.Claims)] HttpRequest request
    ) =>
        responder.FromReleaseAsync(
            request,
            Resource,
            (parameters, release, cancellation) => Task.FromResult(AnswerClaims.Run(release, parameters, cancellation))
        );
}
