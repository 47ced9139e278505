using System.Globalization;
using BitFaster.Caching;
using BudgetWatch.Pipeline;
using BudgetWatch.Pipeline.Build;
using BudgetWatch.Questions.ReleaseAccess;
using BudgetWatch.Questions.Requests;
using BudgetWatch.Questions.Vocabulary;

namespace BudgetWatch.Questions.Releases;

/// <summary>
/// Answers <c>/feed.atom</c>: every move of the live pointer, newest first, in words. What a release changed is worked out once by each instance, for
/// its pair of releases never changes; the moves are read again every half minute.
/// </summary>
public sealed class AnswerFeed
{
    /// <summary>How many entries a feed has at most.</summary>
    public const int Most = 50;

    /// <summary>RFC 4151. The name and the year are part of every id and never change, whatever address the app is served at.</summary>
    private const string Tag = "tag:budgetwatch,2026:";

    private const string Address = "/api/v1/feed.atom";
    private const string Page = "text/html";
    private const string Json = "application/json";

    private static readonly TimeSpan MovesAge = TimeSpan.FromSeconds(30);

    private readonly IReleaseStore releases;
    private readonly AnswerChanges changes;
    private readonly IAsyncCache<string, ChangesSentences> sentences = LoadCache.Create<string, ChangesSentences>(Most);
    private readonly RefreshedValue<FeedAnswer> feed;

    /// <summary>Reads moves of the pointer and what each release changed.</summary>
    public AnswerFeed(IReleaseStore releases, AnswerChanges changes, TimeProvider clock)
    {
        this.releases = releases;
        this.changes = changes;
        feed = new RefreshedValue<FeedAnswer>(FeedAsync, MovesAge, clock);
    }

    /// <summary>The feed; a problem before the first release.</summary>
    public async Task<Answered<FeedAnswer>> RunAsync(CancellationToken cancellation) =>
        await feed.FindAsync(cancellation) is { } found ? found : QueryProblem.NothingPublished;

    private async Task<FeedAnswer?> FeedAsync(CancellationToken cancellation)
    {
        var moves = await releases.MovesAsync(cancellation);
        return moves.Count == 0 ? null : await OfAsync(moves, release => sentences.LoadAsync(release, SentencesOfAsync, cancellation));
    }

    /// <summary>The feed of some moves, one at least, oldest first.</summary>
    internal static async Task<FeedAnswer> OfAsync(IReadOnlyList<PointerMove> moves, Func<string, Task<ChangesSentences>> sentencesOf)
    {
        // In order, so that of the figures of two releases at most a few more than those are held at a time.
        var entries = new List<FeedEntry>();
        for (var i = moves.Count - 1; i >= 0 && entries.Count < Most; i--)
        {
            var id = moves[i].ReleaseId;
            entries.Add(
                moves.Take(i).Any(earlier => earlier.ReleaseId == id)
                    ? RolledBack(moves[i], moves[i - 1].ReleaseId)
                    : Published(moves[i], await sentencesOf(id))
            );
        }

        return new FeedAnswer(
            $"{Tag}feed",
            "BudgetWatch: releases and revisions",
            "What council spending figures were published, what was revised and by how much, and what was rolled back.",
            moves[^1].At,
            "BudgetWatch",
            string.Join(' ', Attributions.All),
            Address,
            [
                new FeedLink("alternate", "/", Page, "The finding"),
                new FeedLink("alternate", "/api/v1/releases", Json, "Every release"),
                new FeedLink("related", "/api/v1/docs", Page, "The contract"),
            ],
            entries
        );
    }

    private static FeedEntry Published(PointerMove move, ChangesSentences changed) =>
        new(
            $"{Tag}release/{move.ReleaseId}",
            $"Release {move.ReleaseId}: {changed.Heading}",
            "release",
            move.At,
            [$"Release {move.ReleaseId} was published.", .. changed.Sentences],
            LinksOf(move.ReleaseId)
        )
        {
            Kinds = changed.Kinds,
        };

    private static FeedEntry RolledBack(PointerMove move, string from) =>
        new(
            string.Create(CultureInfo.InvariantCulture, $"{Tag}move/{move.At.UtcDateTime:yyyyMMdd'T'HHmmss'.'fffffff'Z'}/{move.ReleaseId}"),
            $"Rolled back to release {move.ReleaseId}",
            "rollback",
            move.At,
            [
                $"Release {move.ReleaseId} is live again instead of release {from}."
                    + $" Nothing was recalculated or changed; release {from} is still available by its id.",
            ],
            LinksOf(move.ReleaseId)
        );

    private static IReadOnlyList<FeedLink> LinksOf(string release) =>
        [
            // For people first: readers of feeds show the first.
            new FeedLink("alternate", $"/?release={release}", Page, $"The finding in release {release}"),
            new FeedLink("alternate", $"/api/v1/releases/{release}", Json, $"Release {release}"),
            new FeedLink("related", $"/api/v1/releases/{release}/changes", Json, "What it changed"),
        ];

    private async Task<ChangesSentences> SentencesOfAsync(string release)
    {
        // A release that is published can be resolved; where storage fails, the last feed is served.
        var (answer, problem) = await changes.RunAsync(release, CancellationToken.None);
        return answer is null ? throw new InvalidOperationException(problem!.Detail) : ChangesSentences.Of(answer);
    }
}

/// <summary>A feed of what happened to releases.</summary>
/// <param name="Id">Its id, which never changes.</param>
/// <param name="Title">Its title.</param>
/// <param name="Subtitle">What is in it.</param>
/// <param name="Updated">When something last happened.</param>
/// <param name="Author">Whose it is.</param>
/// <param name="Rights">Who to acknowledge.</param>
/// <param name="Href">Its address.</param>
/// <param name="Links">Where to look next.</param>
/// <param name="Entries">Newest first.</param>
public sealed record FeedAnswer(
    string Id,
    string Title,
    string Subtitle,
    DateTimeOffset Updated,
    string Author,
    string Rights,
    string Href,
    IReadOnlyList<FeedLink> Links,
    IReadOnlyList<FeedEntry> Entries
);

/// <summary>Something that happened to a release.</summary>
/// <param name="Id">Its id, which never changes.</param>
/// <param name="Title">What happened, in a few words.</param>
/// <param name="Kind">release or rollback.</param>
/// <param name="At">When.</param>
/// <param name="Sentences">What happened and what changed.</param>
/// <param name="Links">The release and its changes.</param>
public sealed record FeedEntry(
    string Id,
    string Title,
    string Kind,
    DateTimeOffset At,
    IReadOnlyList<string> Sentences,
    IReadOnlyList<FeedLink> Links
)
{
    /// <summary>The kinds of printed figures of which some moved, came or went; none for a rollback.</summary>
    public IReadOnlyList<KindChange> Kinds { get; init; } = [];
}

/// <summary>A link of a feed.</summary>
/// <param name="Rel">What it leads to.</param>
/// <param name="Href">The address, from the root of the site.</param>
/// <param name="Type">Its media type.</param>
/// <param name="Title">In words; null where none are needed.</param>
public sealed record FeedLink(string Rel, string Href, string Type, string? Title);
