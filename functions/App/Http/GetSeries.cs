using BudgetWatch.Pipeline.Query;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Azure.Functions.Worker;

namespace BudgetWatch.App.Http;

/// <summary>One area, year by year.</summary>
public sealed class GetSeries(Responder responder)
{
    /// <summary>Answers <c>/areas/{code}/series</c>.</summary>
    [Function(nameof(GetSeries))]
    public Task<IActionResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = Routes.Series)] HttpRequest request, string code) =>
        responder.FromReleaseAsync(request, Questions.OfSeries, (parameters, release, _) =>
            Task.FromResult(Questions.Series(parameters, release).Then(query => AnswerAreas.Series(release, code, query))), Tables.Of);
}
