using BudgetWatch.Questions.Releases;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Azure.Functions.Worker;

namespace BudgetWatch.App.Http;

/// <summary>What happened to releases, as a feed to subscribe to.</summary>
/// <remarks>
/// Atom (RFC 4287), newest first, the last fifty: each release that was published with what it changed and by how much, and each that was rolled back to.
/// </remarks>
public sealed class GetFeed(Responder responder, AnswerFeed feed)
{
    internal static readonly FeedResource Resource = new(Topic.Releases);

    /// <summary>Answers <c>/feed.atom</c>.</summary>
    [Function(nameof(GetFeed))]
    public Task<IActionResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = Routes.Feed)] HttpRequest request
    ) => responder.FeedAsync(request, Resource, feed.RunAsync);
}
