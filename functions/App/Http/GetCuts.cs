using BudgetWatch.Pipeline.Query;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Azure.Functions.Worker;

namespace BudgetWatch.App.Http;

/// <summary>One row for each area.</summary>
public sealed class GetCuts(Responder responder)
{
    /// <summary>Answers <c>/cuts</c>.</summary>
    [Function(nameof(GetCuts))]
    public Task<IActionResult> RunAsync([HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = Routes.Cuts)] HttpRequest request) =>
        responder.FromReleaseAsync(request, Questions.OfComparison, (parameters, release, _) =>
            Task.FromResult(Questions.Comparison(parameters, release).Then(query => (Answered<CutsAnswer>)AnswerCuts.Cuts(release, query))), Tables.Of);
}
