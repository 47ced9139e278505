using BudgetWatch.Questions.Coincidence;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Azure.Functions.Worker;

namespace BudgetWatch.App.Http;

/// <summary>Where deep cuts, high deprivation and little community capacity meet.</summary>
/// <remarks>
/// With what those areas lost together, the same question with every scope, vintage and threshold, and whether grants follow need.
/// </remarks>
public sealed class GetCoincidence(Responder responder)
{
    internal static readonly ReleaseResource<CoincidenceAnswer> Resource = new(
        Topic.Findings,
        AnswerCoincidence.Parameters,
        CoincidenceTable.Of
    );

    /// <summary>Answers <c>/coincidence</c>.</summary>
    [Function(nameof(GetCoincidence))]
    public Task<IActionResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = Routes.Coincidence)] HttpRequest request
    ) =>
        responder.FromReleaseAsync(
            request,
            Resource,
            (parameters, release, _) => Task.FromResult(AnswerCoincidence.Run(release, parameters))
        );
}
