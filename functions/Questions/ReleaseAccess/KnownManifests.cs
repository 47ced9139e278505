using System.Collections.Concurrent;
using BudgetWatch.Pipeline.Ingest;

namespace BudgetWatch.Questions.ReleaseAccess;

/// <summary>Manifests of editions for answers, read once each: one never changes, and an answer about sources tells of a hundred.</summary>
internal sealed class KnownManifests(IEditionArchive archive)
{
    /// <summary>How many are remembered, a kilobyte each: those of every edition of some releases.</summary>
    private const int Most = 4_000;

    private readonly ConcurrentDictionary<string, EditionManifest> _known = new(StringComparer.Ordinal);

    /// <summary>The manifest of an edition, or null.</summary>
    public async Task<EditionManifest?> FindAsync(string sha256, CancellationToken cancellation)
    {
        if (_known.TryGetValue(sha256, out var known))
        {
            return known;
        }

        if (await archive.FindAsync(sha256, cancellation) is not { } manifest)
        {
            return null;
        }

        if (_known.Count >= Most)
        {
            _known.Clear();
        }

        return _known[sha256] = manifest;
    }
}
