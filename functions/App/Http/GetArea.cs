using BudgetWatch.Pipeline.Query;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Azure.Functions.Worker;

namespace BudgetWatch.App.Http;

/// <summary>One area: its cut in every scope and line.</summary>
public sealed class GetArea(Responder responder)
{
    /// <summary>Answers <c>/areas/{code}</c>.</summary>
    [Function(nameof(GetArea))]
    public Task<IActionResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = Routes.Area)] HttpRequest request, string code) =>
        responder.FromReleaseAsync(request, Questions.OfArea, (parameters, release, _) =>
            Task.FromResult(Questions.Comparison(parameters, release).Then(query => AnswerAreas.One(release, code, query))), Tables.Of);
}
