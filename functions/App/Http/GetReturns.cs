using BudgetWatch.Pipeline.Query;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Azure.Functions.Worker;

namespace BudgetWatch.App.Http;

/// <summary>Budget against outturn: what was planned, what was spent.</summary>
public sealed class GetReturns(Responder responder)
{
    /// <summary>Answers <c>/compare/returns</c>.</summary>
    [Function(nameof(GetReturns))]
    public Task<IActionResult> RunAsync([HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = Routes.CompareReturns)] HttpRequest request) =>
        responder.FromReleaseAsync(request, ReturnsQuestion.Parameters, (parameters, release, _) =>
            Task.FromResult(ReturnsQuestion.Of(parameters, release).Then(question => AnswerReturns.Of(release, question))), Tables.Of);
}
