using BudgetWatch.Questions.Requests;
using BudgetWatch.Questions.Sources;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Azure.Functions.Worker;

namespace BudgetWatch.App.Http;

/// <summary>Where the figures come from, and what was refused.</summary>
/// <remarks>
/// Cadence, licence, last check, editions in force, and what was refused with file, sheet, cell, expected and found. Last, files that could not be read as any source.
/// </remarks>
public sealed class GetSources(Responder responder, AnswerSources sources)
{
    internal static readonly CurrentResource<SourcesAnswer> Resource = new(Topic.Tracing, SourcesTable.Of);

    /// <summary>Answers <c>/sources</c>.</summary>
    [Function(nameof(GetSources))]
    public Task<IActionResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = Routes.Sources)] HttpRequest request
    ) => responder.CurrentAsync(request, Resource, async cancellation => (Answered<SourcesAnswer>)await sources.SourcesAsync(cancellation));
}
