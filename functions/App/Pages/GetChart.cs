using BudgetWatch.App.Http;
using BudgetWatch.App.Pages.Charts;
using BudgetWatch.Pipeline.Query;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Azure.Functions.Worker;

namespace BudgetWatch.App.Pages;

/// <summary>A chart as an SVG file, for articles and feeds.</summary>
public sealed class GetChart(SiteResponder site, ChartCatalogue charts, ChartMarkup markup)
{
    private static readonly SiteFileResource Resource = new(PageQuestions.OfCharts, MediaType.Svg);

    /// <summary>Answers <c>/charts/{chart}.svg</c>.</summary>
    [Function(nameof(GetChart))]
    public Task<IActionResult> RunAsync([HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = PageRoutes.Chart)] HttpRequest request, string file) =>
        site.DrawingAsync(request, Resource, async (parameters, release) =>
            await (await ChartAsync(file, parameters, release)).ThenAsync(async chart => (Answered<string>)await markup.FileAsync(chart, release)));

    private Task<Answered<Chart>> ChartAsync(string file, Parameters parameters, LoadedRelease release) => file.EndsWith(".svg", StringComparison.Ordinal)
        ? charts.MakeAsync(file[..^4], parameters, release)
        : Task.FromResult<Answered<Chart>>(QueryProblem.NotFound("chart", file, $"There are {string.Join(", ", ChartCatalogue.Names.Select(name => $"{name}.svg"))}."));
}
