using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using BudgetWatch.Domain.Community;
using BudgetWatch.Domain.Cuts;
using BudgetWatch.Domain.Geography;
using BudgetWatch.Domain.Observations;
using BudgetWatch.Domain.Releases;
using BudgetWatch.Pipeline.Build;

namespace BudgetWatch.Pipeline.Query;

/// <summary>
/// Reads releases for the answers. The pointer is resolved once for each request; a release is immutable, so this instance keeps the
/// figures of the few it was asked for last.
/// </summary>
public sealed class ReleaseReader
{
    private const int Kept = 4;

    /// <summary>
    /// A move is noted with a time a moment before it is there to be read, and clocks differ: an answer about a time is only kept for good once
    /// that time is so long past.
    /// </summary>
    private static readonly TimeSpan Settled = TimeSpan.FromMinutes(1);

    private readonly IReleaseStore store;
    private readonly LastAsked<LoadedRelease> releases;

    private readonly TimeProvider clock;

    /// <summary>Reads from a store.</summary>
    public ReleaseReader(IReleaseStore store, TimeProvider clock)
    {
        this.store = store;
        this.clock = clock;
        releases = new LastAsked<LoadedRelease>(Kept, id => ReadAsync(id, CancellationToken.None));
    }

    /// <summary>The release a reader asked for: the one named, or the live one.</summary>
    public async Task<Answered<LoadedRelease>> ResolveAsync(string? releaseId, CancellationToken cancellation)
    {
        var id = releaseId ?? await store.LiveAsync(cancellation);
        if (id is null)
        {
            return QueryProblem.NothingPublished;
        }

        return await releases.FindAsync(id).WaitAsync(cancellation) is { } release ? release : NoSuchRelease(id);
    }

    /// <summary>What a published release is, without its figures; from memory where storage does not answer and they are there.</summary>
    public async Task<Answered<PublishedRelease>> PublishedAsync(string id, CancellationToken cancellation)
    {
        try
        {
            return await store.FindAsync(id, cancellation) is { } release ? release : NoSuchRelease(id);
        }
        catch (StorageUnavailableException)
        {
            return (await ResolveAsync(id, cancellation)).Then(loaded => (Answered<PublishedRelease>)loaded.Release);
        }
    }

    /// <summary>The release that a reader names, or that was live at the time a reader names; failing both the live one.</summary>
    /// <param name="releaseId">The value of <c>release</c>; null where it was not sent.</param>
    /// <param name="asOf">The value of <c>asOf</c>; null where it was not sent.</param>
    /// <param name="cancellation">Stops the wait.</param>
    public async Task<Answered<ResolvedRelease>> ResolveAsync(string? releaseId, string? asOf, CancellationToken cancellation)
    {
        if (asOf is null)
        {
            return (await ResolveAsync(releaseId, cancellation)).Then(release => (Answered<ResolvedRelease>)new ResolvedRelease(release, releaseId is not null));
        }

        if (releaseId is not null)
        {
            return QueryProblem.Exclusive(AsOf.Parameter, "release", "each names a release");
        }

        var now = clock.GetUtcNow();
        var (time, problem) = AsOf.Read(asOf, now);
        if (time is null)
        {
            return problem!;
        }

        var moves = await MovesAsync(cancellation);
        if (moves.Count == 0)
        {
            return QueryProblem.NothingPublished;
        }

        return moves.LastOrDefault(move => move.At <= time.Instant) is { } live
            ? (await ResolveAsync(live.ReleaseId, cancellation)).Then(release => (Answered<ResolvedRelease>)new ResolvedRelease(release, time.Instant < now - Settled))
            : AsOf.TooEarly(asOf, moves[0].At);
    }

    /// <summary>The moves of the live pointer. A release published before moves were noted was live from then on.</summary>
    internal async Task<IReadOnlyList<PointerMove>> MovesAsync(CancellationToken cancellation)
    {
        var noted = await store.MovesAsync(cancellation);
        var known = noted.Select(move => move.ReleaseId).ToHashSet(StringComparer.Ordinal);
        return
        [
            .. (await store.ListAsync(cancellation))
                .Where(release => !known.Contains(release.Id))
                .Select(release => new PointerMove(release.PublishedAt, release.Id))
                .Concat(noted)
                .OrderBy(move => move.At),
        ];
    }

    /// <summary>
    /// The statistics of a question: the stored ones, or else computed from the release's figures by the code that stored them; null
    /// where no area can answer it.
    /// </summary>
    public async Task<FoundStatistics?> GradientAsync(LoadedRelease release, ComparisonQuery query, CancellationToken cancellation)
    {
        if (await StoredRowAsync(release, query, cancellation) is { } row)
        {
            return new FoundStatistics(Json.Read<GradientStatistics>(row.Json)!, []);
        }

        return GradientStatistics.Of(release.Figures, query) is { } computed
            ? new FoundStatistics(computed, Wording.ComputedNow(release.Release.MethodVersion))
            : null;
    }

    /// <summary>The stored row; none where storage does not answer and the figures in memory give the same by the method that stored it.</summary>
    private async Task<ReleaseRow?> StoredRowAsync(LoadedRelease release, ComparisonQuery query, CancellationToken cancellation)
    {
        try
        {
            return await store.FindRowAsync(release.Release.Id, ReleaseRows.GradientKey(query), cancellation);
        }
        catch (StorageUnavailableException) when (release.Release.MethodVersion == ReleaseIdentity.MethodVersion)
        {
            return null;
        }
    }

    /// <summary>Every question whose statistics are stored with a release, with them, in order of key.</summary>
    public async IAsyncEnumerable<StoredStatistics> StoredAsync(LoadedRelease release, [EnumeratorCancellation] CancellationToken cancellation)
    {
        var questions = ReleaseComputation.StoredQuestions(release.Figures).ToDictionary(ReleaseRows.GradientKey, StringComparer.Ordinal);
        await foreach (var row in store.ReadAsync(release.Release.Id, ReleaseRows.GradientPrefix, cancellation))
        {
            if (questions.TryGetValue(row.Key, out var query))
            {
                yield return new StoredStatistics(row.Key, Questions.Stated(query), Json.Read<GradientStatistics>(row.Json)!);
            }
        }
    }

    private static QueryProblem NoSuchRelease(string id) => QueryProblem.NotFound("release", id, "See /api/v1/releases for the releases there are.");

    private async Task<LoadedRelease?> ReadAsync(string id, CancellationToken cancellation)
    {
        if (await store.FindAsync(id, cancellation) is not { } release)
        {
            return null;
        }

        var rows = store.ReadAsync(id, ReleaseRows.FiguresPrefix, cancellation);
        return new LoadedRelease(release, await ReleaseRows.ReadAsync(rows, cancellation));
    }
}

/// <summary>The release a reader asked for.</summary>
/// <param name="Release">The release.</param>
/// <param name="IsPinned">Whether the same question is answered by it for good.</param>
public sealed record ResolvedRelease(LoadedRelease Release, bool IsPinned);

/// <summary>A published release with its figures.</summary>
/// <param name="Release">What it is.</param>
/// <param name="Figures">Its figures.</param>
public sealed record LoadedRelease(PublishedRelease Release, ReleaseFigures Figures)
{
    private readonly Dictionary<GeographyKind, AreaMembership> _memberships = Figures.Geographies.ToDictionary(
        geography => geography, geography => new AreaMembership(Figures.Of(geography).Areas, Figures.Of(geography).Counties));

    private readonly Lazy<CapacityIndex?> _capacity = new(Figures.Capacity);

    /// <summary>The community capacity of its areas; null where it has no component of it.</summary>
    public CapacityIndex? Capacity => _capacity.Value;

    private readonly Lazy<AreaNames> _names = new(() => AreaNames.Of(Figures));

    /// <summary>The names that its areas and their authorities go or went by.</summary>
    public AreaNames Names => _names.Value;

    private readonly ConcurrentDictionary<Scope, IReadOnlyList<CurveQuestion>> _curves = new();
    private readonly ConcurrentDictionary<Scope, CurveReadings> _readings = new();
    private readonly Lock _reading = new();

    /// <summary>The questions of a scope's specification curve, in order.</summary>
    public IReadOnlyList<CurveQuestion> CurveQuestions(Scope headline) => _curves.GetOrAdd(headline, _ => CurveQuestion.Of(this, headline));

    /// <summary>Every reading of a claim about a scope. Worked out by whoever asks first, a second of a processor; whoever comes meanwhile waits for that.</summary>
    internal CurveReadings CurveReadings(Scope headline, CancellationToken cancellation)
    {
        if (_readings.TryGetValue(headline, out var known))
        {
            return known;
        }

        lock (_reading)
        {
            return _readings.TryGetValue(headline, out known) ? known : _readings[headline] = Query.CurveReadings.Of(this, headline, cancellation);
        }
    }

    /// <summary>Which area of a geography each filing was summed into, or shared among.</summary>
    public AreaMembership Membership(GeographyKind geography) => _memberships[geography];

    /// <summary>How answers refer to it.</summary>
    public ReleaseReference Reference => new(Release.Id, Release.PublishedAt, $"/api/v1/releases/{Release.Id}");
}

/// <summary>A question with the statistics that are stored for it.</summary>
/// <param name="Key">The key they are stored under.</param>
/// <param name="Query">The question.</param>
/// <param name="Statistics">The statistics.</param>
public sealed record StoredStatistics(string Key, QueryAnswer Query, GradientStatistics Statistics);

/// <summary>Statistics of a question, with what a reader must know of where they are from.</summary>
/// <param name="Statistics">The statistics.</param>
/// <param name="Notes">Empty where they are the release's own: stored with it, or computed by the method that made it.</param>
public sealed record FoundStatistics(GradientStatistics Statistics, IReadOnlyList<NoteAnswer> Notes);
