using BudgetWatch.Pipeline.Query;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Azure.Functions.Worker;

namespace BudgetWatch.App.Http;

/// <summary>How cuts lie against deprivation.</summary>
public sealed class GetGradient(Responder responder, AnswerCuts cuts)
{
    /// <summary>Answers <c>/gradient</c>.</summary>
    [Function(nameof(GetGradient))]
    public Task<IActionResult> RunAsync([HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = Routes.Gradient)] HttpRequest request) =>
        responder.FromReleaseAsync(request, Questions.OfComparison, (parameters, release, cancellation) =>
            Questions.Comparison(parameters, release).ThenAsync(query => cuts.GradientAsync(release, query, cancellation)), Tables.Of, Shapes.Of);
}
