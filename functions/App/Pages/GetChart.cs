using BudgetWatch.App.Http;
using BudgetWatch.App.Pages.Charts;
using BudgetWatch.Questions.ReleaseAccess;
using BudgetWatch.Questions.Requests;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Azure.Functions.Worker;

namespace BudgetWatch.App.Pages;

/// <summary>A chart as an SVG file, for articles and feeds.</summary>
public sealed class GetChart(SiteResponder site, ChartCatalogue charts)
{
    /// <summary>Answers <c>/charts/{chart}.svg</c>.</summary>
    [Function(nameof(GetChart))]
    public Task<IActionResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = PageRoutes.Chart)] HttpRequest request,
        string file
    ) =>
        site.DrawingAsync(
            request,
            new SiteFileResource(ChartCatalogue.AskedOf(Path.GetFileNameWithoutExtension(file)), MediaType.Svg),
            async (parameters, release) =>
                (await ChartAsync(file, parameters, release)).Then(chart => (Answered<string>)ChartMarkup.File(chart, release))
        );

    private Task<Answered<Chart>> ChartAsync(string file, Parameters parameters, LoadedRelease release) =>
        Path.GetExtension(file) == ".svg"
            ? charts.MakeAsync(file[..^4], parameters, release)
            : Task.FromResult<Answered<Chart>>(
                QueryProblem.NotFound("chart", file, $"There are {string.Join(", ", ChartCatalogue.Names.Select(name => $"{name}.svg"))}.")
            );
}
