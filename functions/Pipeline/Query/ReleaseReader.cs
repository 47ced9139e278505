using BudgetWatch.Domain.Cuts;
using BudgetWatch.Domain.Releases;
using BudgetWatch.Pipeline.Build;

namespace BudgetWatch.Pipeline.Query;

/// <summary>
/// Reads releases for the answers. The pointer is resolved once for each request; a release is immutable, so this instance keeps the
/// figures of the few it was asked for last.
/// </summary>
public sealed class ReleaseReader(IReleaseStore store)
{
    private const int Kept = 4;

    private readonly Lock _gate = new();
    private readonly LinkedList<(string Id, Task<LoadedRelease?> Release)> _newestFirst = new();

    /// <summary>The release a reader asked for: the one named, or the live one.</summary>
    public async Task<Answered<LoadedRelease>> ResolveAsync(string? releaseId, CancellationToken cancellation)
    {
        var id = releaseId ?? (await store.PointerAsync(cancellation)).ReleaseId;
        if (id is null)
        {
            return QueryProblem.NothingPublished;
        }

        return await LoadAsync(id).WaitAsync(cancellation) is { } release
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

    private Task<LoadedRelease?> LoadAsync(string id)
    {
        lock (_gate)
        {
            for (var node = _newestFirst.First; node is not null; node = node.Next)
            {
                if (node.Value.Id != id)
                {
                    continue;
                }

                _newestFirst.Remove(node);
                // A load that failed, or found nothing, is tried again: the release may be there now.
                if (!node.Value.Release.IsCompleted || node.Value.Release is { IsCompletedSuccessfully: true } loaded && !IsMissing(loaded))
                {
                    _newestFirst.AddFirst(node);
                    return node.Value.Release;
                }

                break;
            }

            // Shared by every request that waits for it, so no one request's cancellation may stop it.
            var load = ReadAsync(id, CancellationToken.None);
            _newestFirst.AddFirst((id, load));
            if (_newestFirst.Count > Kept)
            {
                _newestFirst.RemoveLast();
            }

            return load;
        }
    }

    private static bool IsMissing(Task<LoadedRelease?> loaded) => loaded.GetAwaiter().GetResult() is null;

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
    /// <summary>How answers refer to it.</summary>
    public ReleaseReference Reference => new(Release.Id, Release.PublishedAt, $"/api/v1/releases/{Release.Id}");
}

/// <summary>Statistics of a question, with what a reader must know of where they are from.</summary>
/// <param name="Statistics">The statistics.</param>
/// <param name="Notes">Empty where they are the release's own: stored with it, or computed by the method that made it.</param>
public sealed record FoundStatistics(GradientStatistics Statistics, IReadOnlyList<NoteAnswer> Notes);
