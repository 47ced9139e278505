using BudgetWatch.Domain.Cuts;
using BudgetWatch.Domain.Geography;
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

    private readonly IReleaseStore store;
    private readonly LastAsked<LoadedRelease> releases;

    /// <summary>Reads from a store.</summary>
    public ReleaseReader(IReleaseStore store)
    {
        this.store = store;
        releases = new LastAsked<LoadedRelease>(Kept, id => ReadAsync(id, CancellationToken.None));
    }

    /// <summary>The release a reader asked for: the one named, or the live one.</summary>
    public async Task<Answered<LoadedRelease>> ResolveAsync(string? releaseId, CancellationToken cancellation)
    {
        var id = releaseId ?? (await store.PointerAsync(cancellation)).ReleaseId;
        if (id is null)
        {
            return QueryProblem.NothingPublished;
        }

        return await releases.FindAsync(id).WaitAsync(cancellation) is { } release
            ? release
            : QueryProblem.NotFound("release", id, "See /api/v1/releases for the releases there are.");
    }

    /// <summary>
    /// The statistics of a question: the stored ones, or else computed from the release's figures by the code that stored them; null
    /// where no area can answer it.
    /// </summary>
    public async Task<FoundStatistics?> GradientAsync(LoadedRelease release, ComparisonQuery query, CancellationToken cancellation)
    {
        if (await store.FindRowAsync(release.Release.Id, ReleaseRows.GradientKey(query), cancellation) is { } row)
        {
            return new FoundStatistics(Json.Read<GradientStatistics>(row.Json)!, []);
        }

        return GradientStatistics.Of(release.Figures, query) is { } computed
            ? new FoundStatistics(computed, Wording.ComputedNow(release.Release.MethodVersion))
            : null;
    }

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

/// <summary>A published release with its figures.</summary>
/// <param name="Release">What it is.</param>
/// <param name="Figures">Its figures.</param>
public sealed record LoadedRelease(PublishedRelease Release, ReleaseFigures Figures)
{
    private readonly Dictionary<GeographyKind, AreaMembership> _memberships = Figures.Geographies.ToDictionary(
        geography => geography, geography => new AreaMembership(Figures.Of(geography).Areas, Figures.Of(geography).Counties));

    /// <summary>Which area of a geography each filing was summed into, or shared among.</summary>
    public AreaMembership Membership(GeographyKind geography) => _memberships[geography];

    /// <summary>How answers refer to it.</summary>
    public ReleaseReference Reference => new(Release.Id, Release.PublishedAt, $"/api/v1/releases/{Release.Id}");
}

/// <summary>Statistics of a question, with what a reader must know of where they are from.</summary>
/// <param name="Statistics">The statistics.</param>
/// <param name="Notes">Empty where they are the release's own: stored with it, or computed by the method that made it.</param>
public sealed record FoundStatistics(GradientStatistics Statistics, IReadOnlyList<NoteAnswer> Notes);
