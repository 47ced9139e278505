using BudgetWatch.Pipeline.Query;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Azure.Functions.Worker;

namespace BudgetWatch.App.Http;

/// <summary>The published cells behind a figure.</summary>
public sealed class GetProvenance(Responder responder, AnswerProvenance provenance)
{
    /// <summary>Answers <c>/provenance</c>.</summary>
    [Function(nameof(GetProvenance))]
    public Task<IActionResult> RunAsync([HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = Routes.Provenance)] HttpRequest request) =>
        responder.FromReleaseAsync(request, Questions.OfProvenance, (parameters, release, cancellation) =>
            Questions.Provenance(parameters, release).ThenAsync(query => provenance.RunAsync(release, query, cancellation)), Tables.Of);
}
