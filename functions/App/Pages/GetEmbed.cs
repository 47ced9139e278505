using BudgetWatch.App.Pages.Charts;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Azure.Functions.Worker;

namespace BudgetWatch.App.Pages;

/// <summary>A chart for a frame of someone else's page.</summary>
public sealed class GetEmbed(SiteResponder site, ChartCatalogue charts)
{
    /// <summary>Answers <c>/embed/{chart}</c>.</summary>
    [Function(nameof(GetEmbed))]
    public Task<IActionResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = PageRoutes.Embed)] HttpRequest request,
        string chart
    ) =>
        site.PageAsync(
            request,
            new SiteResource(ChartCatalogue.AskedOf(chart)),
            async (parameters, release) =>
            {
                var (made, problem) = await charts.MakeAsync(chart, parameters, release);
                return made is null
                    ? ProblemPage.Of(problem!) with
                    {
                        IsEmbedded = true,
                    }
                    : new SitePage(
                        made.Title,
                        made.Alternative,
                        ChartMarkup.Embedded(made, PageQuestions.Pinned(parameters, release), release)
                    )
                    {
                        IsEmbedded = true,
                    };
            }
        );
}
