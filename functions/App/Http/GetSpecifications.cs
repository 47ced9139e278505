using BudgetWatch.Questions.Specifications;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Azure.Functions.Worker;

namespace BudgetWatch.App.Http;

/// <summary>One question calculated in every defensible way.</summary>
/// <remarks>
/// The headline question of a scope with every choice a study could have made without misleading, from the lowest slope to the highest, in pages.
/// </remarks>
public sealed class GetSpecifications(Responder responder, AnswerSpecifications specifications)
{
    internal static readonly ReleaseResource<SpecificationsAnswer> Resource = new(
        Topic.Findings,
        AnswerSpecifications.Parameters,
        SpecificationsTable.Of
    )
    {
        Example = "limit=2",
        Next = answer => answer.Page.Next,
    };

    /// <summary>Answers <c>/specifications</c>.</summary>
    [Function(nameof(GetSpecifications))]
    public Task<IActionResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = Routes.Specifications)] HttpRequest request
    ) =>
        responder.FromReleaseAsync(
            request,
            Resource,
            (parameters, release, cancellation) => specifications.RunAsync(release, parameters, cancellation)
        );
}
