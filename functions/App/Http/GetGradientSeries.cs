using BudgetWatch.Questions.GradientSeries;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Azure.Functions.Worker;

namespace BudgetWatch.App.Http;

/// <summary>England and the fifths, year by year.</summary>
/// <remarks>
/// Every year since the base year: England and each fifth by deprivation against the base year, the same figures as <c>/gradient</c> gives for the pair. A year without
/// figures is listed, with the reason. As CSV: one row for England and each fifth of each year.
/// </remarks>
public sealed class GetGradientSeries(Responder responder)
{
    internal static readonly ReleaseResource<GradientSeriesAnswer> Resource = new(
        Topic.Findings,
        AnswerGradientSeries.Parameters,
        GradientSeriesTable.Of
    )
    {
        MayMislead = true,
        Example = "scope=libraries",
    };

    /// <summary>Answers <c>/gradient/series</c>.</summary>
    [Function(nameof(GetGradientSeries))]
    public Task<IActionResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = Routes.GradientSeries)] HttpRequest request
    ) =>
        responder.FromReleaseAsync(
            request,
            Resource,
            (parameters, release, _) => Task.FromResult(AnswerGradientSeries.Run(release, parameters))
        );
}
