using BudgetWatch.App.Http.Answers;
using BudgetWatch.Questions.Comparisons;
using BudgetWatch.Questions.Requests;
using BudgetWatch.Questions.Summary;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Azure.Functions.Worker;

namespace BudgetWatch.App.Http;

/// <summary>What a dashboard polls.</summary>
/// <remarks>
/// The finding in a sentence that can be quoted with its interval; England, the five fifths and the statistics; the deepest and shallowest ten; what calculating in every
/// defensible way gives; how fresh each source is and when the next run starts. As CSV: the rows of <c>/gradient</c>.
/// </remarks>
public sealed class GetSummary(Responder responder, AnswerSummary summary, Schedule schedule)
{
    internal static readonly ReleaseResource<SummaryAnswer> Resource = new(Topic.Findings, ComparisonQueries.OfComparison, SummaryTable.Of)
    {
        MayMislead = true,
        Quality = AnswerBody.Polled,
    };

    /// <summary>Answers <c>/summary</c>.</summary>
    [Function(nameof(GetSummary))]
    public Task<IActionResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = Routes.Summary)] HttpRequest request
    ) =>
        responder.FromReleaseAsync(
            request,
            Resource,
            (parameters, cancellation) =>
                parameters.Find(QueryParameters.Release) is null && parameters.Find(QueryParameters.AsOf) is null
                    ? summary.NowAsync(schedule.Next(), cancellation)
                    : new ValueTask<LiveSummary?>(result: null),
            (parameters, release, now, cancellation) =>
                ComparisonQueries
                    .Comparison(parameters, release)
                    .Then(ComparisonQueries.WithFifths)
                    .ThenAsync(query => summary.RunAsync(release, query, now, cancellation))
        );
}
