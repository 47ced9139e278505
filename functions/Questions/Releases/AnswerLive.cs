using BudgetWatch.Pipeline.Build;
using BudgetWatch.Questions.ReleaseAccess;
using BudgetWatch.Questions.Requests;

namespace BudgetWatch.Questions.Releases;

/// <summary>Answers <c>/releases/live</c>: which release answers now, from memory, so that it can be polled as often as one likes.</summary>
public sealed class AnswerLive(ReleaseReader releases, IReleaseStore store)
{
    /// <summary>The id that no release has and that stands for the live one in an address.</summary>
    public const string Id = "live";

    /// <summary>The live release.</summary>
    /// <param name="nextRun">When the next scheduled run starts; null where the schedule is unknown.</param>
    /// <param name="cancellation">Stops the wait.</param>
    public async Task<Answered<LiveAnswer>> RunAsync(DateTimeOffset? nextRun, CancellationToken cancellation)
    {
        if (await store.LiveSinceAsync(cancellation) is not { } live)
        {
            return QueryProblem.NothingPublished;
        }

        return (await releases.ResolveAsync(live.Id, cancellation)).Then(release =>
            (Answered<LiveAnswer>)
                new LiveAnswer(live.Id, release.Release.PublishedAt, live.Since, live.IsHeld, nextRun, release.Reference.Href)
        );
    }
}

/// <summary>Answer of <c>/releases/live</c>.</summary>
/// <param name="Id">The release that answers now.</param>
/// <param name="PublishedAt">When it was published.</param>
/// <param name="Since">Since when it is live: when it was published, or when it was rolled back to.</param>
/// <param name="Held">Whether it was rolled back to: newer releases wait until an operator publishes the newest.</param>
/// <param name="NextRun">When the next scheduled run starts, after which there may be another; null where the schedule is unknown.</param>
/// <param name="Href">Where it is described.</param>
public sealed record LiveAnswer(
    string Id,
    DateTimeOffset PublishedAt,
    DateTimeOffset Since,
    bool Held,
    DateTimeOffset? NextRun,
    string Href
);
