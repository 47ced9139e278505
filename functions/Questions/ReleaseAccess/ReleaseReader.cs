using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using BitFaster.Caching;
using BudgetWatch.Domain.Community;
using BudgetWatch.Domain.Cuts;
using BudgetWatch.Domain.Geography;
using BudgetWatch.Domain.Observations;
using BudgetWatch.Domain.Releases;
using BudgetWatch.Pipeline;
using BudgetWatch.Pipeline.Build;
using BudgetWatch.Questions.Requests;
using BudgetWatch.Questions.Vocabulary;

namespace BudgetWatch.Questions.ReleaseAccess;

/// <summary>
/// Reads releases for the answers. The pointer is resolved once for each request; a release is immutable, so this instance keeps the
/// figures of the live one whatever else is asked for, and of the other it was asked for last.
/// </summary>
public sealed class ReleaseReader : IDisposable
{
    /// <summary>How many releases are kept: with all that was summed of it one takes about 110 MB.</summary>
    private const int Kept = 2;

    /// <summary>How many may be on their way: loading one takes a second or two, and others wait for that.</summary>
    private const int MostLoading = 8;

    /// <summary>
    /// A move is noted with a time a moment before it is there to be read, and clocks differ: an answer about a time is only cached permanently once
    /// that time is so long past.
    /// </summary>
    private static readonly TimeSpan Settled = TimeSpan.FromMinutes(1);

    private readonly IReleaseStore store;
    private readonly TimeProvider clock;

    // The live one stays, and least recently used caches keep three at least: that would be another 110 MB.
    private readonly Lock gate = new();
    private readonly List<LoadedRelease> loaded = [];
    private readonly Dictionary<string, Task<LoadedRelease?>> loading = new(StringComparer.Ordinal);

    /// <summary>Releases but the live one are loaded one at a time: several at once are more than there is room for.</summary>
    private readonly SemaphoreSlim oneAtATime = new(1);

    private string? live;
    private IReadOnlyList<PublishedRelease> listed = [];

    /// <summary>Reads from a store.</summary>
    public ReleaseReader(IReleaseStore store, TimeProvider clock)
    {
        this.store = store;
        this.clock = clock;
    }

    /// <inheritdoc/>
    public void Dispose() => oneAtATime.Dispose();

    /// <summary>The release a reader asked for: the one named, or the live one.</summary>
    public async Task<Answered<LoadedRelease>> ResolveAsync(string? releaseId, CancellationToken cancellation)
    {
        var id = releaseId ?? await store.LiveAsync(cancellation);
        if (id is null)
        {
            return QueryProblem.NothingPublished;
        }

        if (releaseId is null)
        {
            Volatile.Write(ref live, id);
        }

        return !TryFind(id, isNamed: releaseId is not null, out var finding) ? QueryProblem.Busy
            : await finding.WaitAsync(cancellation) is { } release ? release
            : NoSuchRelease(id);
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
            return (await ResolveAsync(releaseId, cancellation)).Then(release =>
                (Answered<ResolvedRelease>)new ResolvedRelease(release, releaseId is not null)
            );
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

        var moves = await store.MovesAsync(cancellation);
        if (moves.Count == 0)
        {
            return QueryProblem.NothingPublished;
        }

        // A move that is noted in the future was made by a clock that was ahead: it has happened.
        return moves.LastOrDefault(move => move.At <= time.Instant || (move.At > now && time.Instant > now - Settled)) is { } live
            ? (await ResolveAsync(live.ReleaseId, cancellation)).Then(release =>
                (Answered<ResolvedRelease>)new ResolvedRelease(release, time.Instant < now - Settled)
            )
            : AsOf.TooEarly(asOf, moves[0].At);
    }

    /// <summary>
    /// The published releases, newest first. What is said of one never changes and none ever goes, so they are read again only where one of those that must be among them is not.
    /// </summary>
    internal async Task<IReadOnlyList<PublishedRelease>> ListAsync(IReadOnlySet<string> withThese, CancellationToken cancellation)
    {
        var known = Volatile.Read(ref listed);
        if (known.Count == 0 || !withThese.IsSubsetOf(known.Select(release => release.Id)))
        {
            known = await store.ListAsync(cancellation);
            Volatile.Write(ref listed, known);
        }

        return known;
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

        return release.GradientOf(query) is { } computed
            ? new FoundStatistics(computed, AnswerNotes.ComputedNow(release.Release.MethodVersion))
            : null;
    }

    /// <summary>The stored row; none where storage does not answer and the figures in memory give the same by the method that stored it.</summary>
    private async Task<ReleaseRow?> StoredRowAsync(LoadedRelease release, ComparisonQuery query, CancellationToken cancellation)
    {
        if (!ReleaseComputation.Stores(release.Figures, query))
        {
            return null;
        }

        try
        {
            var row = await store.FindRowAsync(release.Release.Id, ReleaseRows.GradientKey(query), cancellation);
            if (row is null)
            {
                // No area can answer it, if it is true that none are missing.
                await release.Part(ReleaseRows.GradientPrefix).ReadAsync(store, release.Release.Id, cancellation);
            }

            return row;
        }
        catch (StorageUnavailableException) when (release.Release.MethodVersion == ReleaseIdentity.MethodVersion)
        {
            return null;
        }
    }

    /// <summary>Every question whose statistics are stored with a release, with them, in order of key.</summary>
    public async IAsyncEnumerable<StoredStatistics> StoredAsync(
        LoadedRelease release,
        [EnumeratorCancellation] CancellationToken cancellation
    )
    {
        var questions = ReleaseComputation.StoredQuestions(release.Figures).ToDictionary(ReleaseRows.GradientKey, StringComparer.Ordinal);
        foreach (var row in await release.Part(ReleaseRows.GradientPrefix).ReadAsync(store, release.Release.Id, cancellation))
        {
            if (questions.TryGetValue(row.Key, out var query))
            {
                yield return new StoredStatistics(row.Key, QueryAnswer.Of(query), Json.Read<GradientStatistics>(row.Json)!);
            }
        }
    }

    private static QueryProblem NoSuchRelease(string id) =>
        QueryProblem.NotFound("release", id, "See /api/v1/releases for the releases there are.");

    private bool IsLive(string id) => id == Volatile.Read(ref live);

    /// <summary>Finds a release that is loaded, or loads it for all who wait for it; false where too many others are on their way.</summary>
    private bool TryFind(string id, bool isNamed, [NotNullWhen(true)] out Task<LoadedRelease?>? finding)
    {
        lock (gate)
        {
            if (loaded.Find(release => release.Release.Id == id) is { } found)
            {
                PutFirst(found);
                finding = Task.FromResult<LoadedRelease?>(found);
            }
            else if (!loading.TryGetValue(id, out finding))
            {
                if (isNamed && loading.Count >= MostLoading)
                {
                    return false;
                }

                finding = LoadAsync(id);
                loading.Add(id, finding);
            }

            return true;
        }
    }

    /// <summary>Loads a release. One that is not there takes no place, and one that failed is loaded again.</summary>
    private async Task<LoadedRelease?> LoadAsync(string id)
    {
        // Never completes while the caller holds the lock.
        await Task.Yield();
        ReaderScope.Enter();
        LoadedRelease? found = null;
        try
        {
            found = await ReadInTurnAsync(id);
            return found;
        }
        finally
        {
            lock (gate)
            {
                loading.Remove(id);
                if (found is not null)
                {
                    PutFirst(found);
                }
            }
        }
    }

    /// <summary>Notes what was asked for last; where there are too many, the one goes that was asked for longest ago and is not live.</summary>
    private void PutFirst(LoadedRelease release)
    {
        loaded.RemoveAll(other => other.Release.Id == release.Release.Id);
        loaded.Insert(0, release);
        if (loaded.Count > Kept)
        {
            loaded.RemoveAt(loaded.FindLastIndex(other => !IsLive(other.Release.Id)));
        }
    }

    private async Task<LoadedRelease?> ReadInTurnAsync(string id)
    {
        if (IsLive(id))
        {
            return await ReadAsync(id, CancellationToken.None);
        }

        await oneAtATime.WaitAsync();
        try
        {
            return await ReadAsync(id, CancellationToken.None);
        }
        finally
        {
            oneAtATime.Release();
        }
    }

    private async Task<LoadedRelease?> ReadAsync(string id, CancellationToken cancellation)
    {
        if (await store.FindAsync(id, cancellation) is not { } release)
        {
            return null;
        }

        var parts = await store.PartsAsync(id, cancellation);
        if (parts.Count == 0)
        {
            throw DamagedDataException.OfRelease(id, "the digests of its parts are not there");
        }

        var figures = await parts.First(part => part.Prefix == ReleaseRows.FiguresPrefix).ReadAsync(store, id, cancellation);
        return new LoadedRelease(release, await ReleaseRows.ReadAsync(figures.ToAsyncEnumerable(), cancellation)) { Parts = parts };
    }
}

/// <summary>The release a reader asked for.</summary>
/// <param name="Release">The release.</param>
/// <param name="IsPinned">Whether the same question always gets the same answer.</param>
public sealed record ResolvedRelease(LoadedRelease Release, bool IsPinned);

/// <summary>A published release with its figures.</summary>
/// <param name="Release">What it is.</param>
/// <param name="Figures">Its figures.</param>
public sealed record LoadedRelease(PublishedRelease Release, ReleaseFigures Figures)
{
    /// <summary>How many comparisons are kept: every scope of several questions. Each takes some tens of kilobytes.</summary>
    private const int ComparisonsKept = 256;

    /// <summary>A page shows the statistics of one question in several places. Each takes some kilobytes.</summary>
    private const int StatisticsKept = 64;

    private ICache<ComparisonQuery, Comparison> _compared = LoadCache.CreateComputed<ComparisonQuery, Comparison>(ComparisonsKept);
    private ICache<ComparisonQuery, ComputedStatistics> _statistics = LoadCache.CreateComputed<ComparisonQuery, ComputedStatistics>(
        StatisticsKept
    );

    /// <summary>Its figures.</summary>
    public ReleaseFigures Figures
    {
        get;
        init
        {
            field = value;
            _compared = LoadCache.CreateComputed<ComparisonQuery, Comparison>(ComparisonsKept);
            _statistics = LoadCache.CreateComputed<ComparisonQuery, ComputedStatistics>(StatisticsKept);
        }
    } = Figures;

    /// <summary>The answer to a question, computed once and shared by all that is answered from it.</summary>
    public Comparison Compare(ComparisonQuery query) => _compared.GetOrAdd(query, Figures.Compare);

    /// <summary>The statistics of a question whose statistics are not stored, computed once; null where no area can answer it.</summary>
    public GradientStatistics? GradientOf(ComparisonQuery query) =>
        _statistics.GetOrAdd(query, asked => new ComputedStatistics(GradientStatistics.Of(Figures, asked, Compare(asked)))).Statistics;

    /// <summary>None are statistics too: a cache keeps no nulls.</summary>
    private sealed record ComputedStatistics(GradientStatistics? Statistics);

    private readonly ConcurrentDictionary<GeographyKind, AreaMembership> _memberships = new();

    private readonly Lazy<CapacityIndex?> _capacity = new(Figures.Capacity);

    /// <summary>The community capacity of its areas; null where it has no component of it.</summary>
    public CapacityIndex? Capacity => _capacity.Value;

    private readonly Lazy<AreaNames> _names = new(() => AreaNames.Of(Figures));

    /// <summary>The names that its areas and their authorities go or went by.</summary>
    public AreaNames Names => _names.Value;

    /// <summary>Its parts, each with the digest that what is loaded is compared with.</summary>
    public IReadOnlyList<ReleasePart> Parts { get; init; } = [];

    /// <summary>The part whose rows' keys begin so.</summary>
    public ReleasePart Part(string prefix) => Parts.First(part => part.Prefix == prefix);

    private readonly ConcurrentDictionary<(Type Kind, Scope Of), object> _derived = new();
    private readonly Lock _deriving = new();

    /// <summary>What a question works out of the release once for a scope. The first request works it out, which takes a second of a processor at most; requests that come meanwhile wait for it.</summary>
    /// <typeparam name="T">What it is.</typeparam>
    /// <param name="of">The scope.</param>
    /// <param name="make">Works it out.</param>
    public T Derived<T>(Scope of, Func<T> make)
        where T : class
    {
        if (_derived.TryGetValue((typeof(T), of), out var known))
        {
            return (T)known;
        }

        lock (_deriving)
        {
            return (T)(_derived.TryGetValue((typeof(T), of), out known) ? known : _derived[(typeof(T), of)] = make());
        }
    }

    /// <summary>Which area of a geography each filing was summed into, or shared among.</summary>
    public AreaMembership Membership(GeographyKind geography) =>
        _memberships.GetOrAdd(geography, kind => new AreaMembership(Figures.Of(kind).Areas, Figures.Of(kind).Counties));

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
