using BudgetWatch.Questions.Comparisons;
using BudgetWatch.Questions.Cubes;
using BudgetWatch.Questions.Series;
using BudgetWatch.Questions.Vocabulary;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Azure.Functions.Worker;

namespace BudgetWatch.App.Http;

/// <summary>One area, year by year.</summary>
/// <remarks>
/// One value for each year that the release has of the return, with residents, status, flags, and what is missing where there is none.
/// </remarks>
public sealed class GetSeries(Responder responder)
{
    internal static readonly ReleaseResource<SeriesAnswer> Resource = new(Topic.Areas, ComparisonQueries.OfSeries, SeriesTable.Of)
    {
        Path = [RouteParameters.Area],
        Example = "scope=libraries&measure=cash",
        Cube = new Cube<SeriesAnswer>(typeof(JsonStatAnswer<SeriesQueryAnswer>), SeriesCube.Of),
    };

    /// <summary>Answers <c>/areas/{code}/series</c>.</summary>
    [Function(nameof(GetSeries))]
    public Task<IActionResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = Routes.Series)] HttpRequest request,
        string code
    ) =>
        responder.FromReleaseAsync(
            request,
            Resource,
            (parameters, release, _) =>
                Task.FromResult(ComparisonQueries.Series(parameters, release).Then(query => AnswerSeries.Run(release, code, query)))
        );
}
