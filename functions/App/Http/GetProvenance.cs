using BudgetWatch.Questions.Provenance;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Azure.Functions.Worker;

namespace BudgetWatch.App.Http;

/// <summary>The published cells behind a figure.</summary>
/// <remarks>
/// Every cell summed, with edition, sheet and address, here and in the publisher's original; residents, deflator, and the arithmetic from there to the figure.
/// </remarks>
public sealed class GetProvenance(Responder responder, AnswerProvenance provenance)
{
    internal static readonly ReleaseResource<ProvenanceAnswer> Resource = new(Topic.Tracing, ProvenanceQuery.Asks, ProvenanceTable.Of)
    {
        Example = "area=E06000039&year=2010-11&line=libraries",
    };

    /// <summary>Answers <c>/provenance</c>.</summary>
    [Function(nameof(GetProvenance))]
    public Task<IActionResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = Routes.Provenance)] HttpRequest request
    ) =>
        responder.FromReleaseAsync(
            request,
            Resource,
            (parameters, release, cancellation) =>
                ProvenanceQuery.Read(parameters, release).ThenAsync(query => provenance.RunAsync(release, query, cancellation))
        );
}
