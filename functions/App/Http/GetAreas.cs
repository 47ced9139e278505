using BudgetWatch.Pipeline.Query;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Azure.Functions.Worker;

namespace BudgetWatch.App.Http;

/// <summary>Every area.</summary>
public sealed class GetAreas(Responder responder)
{
    /// <summary>Answers <c>/areas</c>.</summary>
    [Function(nameof(GetAreas))]
    public Task<IActionResult> RunAsync([HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = Routes.Areas)] HttpRequest request) =>
        responder.FromReleaseAsync(request, Questions.OfAreas, (parameters, release, _) =>
            Task.FromResult(Questions.Geography(parameters, release).Then(figures => (Answered<AreasAnswer>)AnswerAreas.All(release, figures))), Tables.Of);
}
