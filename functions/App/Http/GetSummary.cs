using BudgetWatch.Pipeline.Query;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Azure.Functions.Worker;

namespace BudgetWatch.App.Http;

/// <summary>What a dashboard polls.</summary>
public sealed class GetSummary(Responder responder, AnswerSummary summary, Schedule schedule)
{
    /// <summary>Answers <c>/summary</c>.</summary>
    [Function(nameof(GetSummary))]
    public Task<IActionResult> RunAsync([HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = Routes.Summary)] HttpRequest request) =>
        responder.FromReleaseAsync(request, Questions.OfComparison, (parameters, release, cancellation) =>
            Questions.Comparison(parameters, release).ThenAsync(query => summary.RunAsync(
                release, query,
                parameters.Find("release") is null && parameters.Find(AsOf.Parameter) is null ? new SummaryOfNow(schedule.Next()) : null,
                cancellation)), Tables.Of);
}
