using BudgetWatch.Questions.Releases;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Azure.Functions.Worker;

namespace BudgetWatch.App.Http;

/// <summary>Which release answers now.</summary>
/// <remarks>
/// Since when, and when the next scheduled run starts. Small, and answered from memory: what to poll to learn whether anything is new.
/// </remarks>
public sealed class GetLiveRelease(Responder responder, AnswerLive live, Schedule schedule)
{
    internal static readonly CurrentResource<LiveAnswer> Resource = new(Topic.Releases, ReleasesTable.Of);

    /// <summary>Answers <c>/releases/live</c>.</summary>
    [Function(nameof(GetLiveRelease))]
    public Task<IActionResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = Routes.LiveRelease)] HttpRequest request
    ) => responder.CurrentAsync(request, Resource, cancellation => live.RunAsync(schedule.Next(), cancellation));
}
