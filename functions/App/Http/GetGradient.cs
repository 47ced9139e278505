using BudgetWatch.Questions.Comparisons;
using BudgetWatch.Questions.Gradient;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Azure.Functions.Worker;

namespace BudgetWatch.App.Http;

/// <summary>How cuts lie against deprivation.</summary>
/// <remarks>
/// The five fifths and ten tenths, the gap between the ends, slope, relative and concentration indices, rank correlation, and the gap split into service mix and cuts
/// within services, with intervals. What cannot be computed is null. As CSV: one row for each number.
/// </remarks>
public sealed class GetGradient(Responder responder, AnswerGradient gradient)
{
    internal static readonly ReleaseResource<GradientAnswer> Resource = new(
        Topic.Findings,
        ComparisonQueries.OfComparison,
        GradientTable.Of
    )
    {
        MayMislead = true,
    };

    /// <summary>Answers <c>/gradient</c>.</summary>
    [Function(nameof(GetGradient))]
    public Task<IActionResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = Routes.Gradient)] HttpRequest request
    ) =>
        responder.FromReleaseAsync(
            request,
            Resource,
            (parameters, release, cancellation) =>
                ComparisonQueries
                    .Comparison(parameters, release)
                    .Then(ComparisonQueries.WithFifths)
                    .ThenAsync(query => gradient.RunAsync(release, query, cancellation))
        );
}
