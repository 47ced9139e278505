using BudgetWatch.Pipeline.Query;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Azure.Functions.Worker;

namespace BudgetWatch.App.Http;

/// <summary>Where the figures come from, and what was refused.</summary>
public sealed class GetSources(Responder responder, AnswerSources sources)
{
    /// <summary>Answers <c>/sources</c>.</summary>
    [Function(nameof(GetSources))]
    public Task<IActionResult> RunAsync([HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = Routes.Sources)] HttpRequest request) =>
        responder.CurrentAsync(request, async cancellation =>
            (Answered<SourcesAnswer>)await sources.SourcesAsync(cancellation), Tables.Of);
}
