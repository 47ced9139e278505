namespace BudgetWatch.Pipeline.Build;

/// <summary>
/// Makes a release that was published before the live one: rolling back, or forward again. Nothing is built or written anew. A later run with
/// the inputs of the newest release publishes nothing, so what was rolled back from stays so until there are new inputs.
/// </summary>
public sealed class PublishRelease(IReleaseStore releases, TimeProvider clock)
{
    /// <summary>Moves the live pointer.</summary>
    /// <param name="releaseId">The release.</param>
    /// <param name="cancellation">Stops the wait.</param>
    /// <returns>What was live and is; null for a release that was never published.</returns>
    public async Task<PointerMoved?> RunAsync(string releaseId, CancellationToken cancellation)
    {
        var pointer = await releases.PointerAsync(cancellation);
        if (await releases.FindAsync(releaseId, cancellation) is null)
        {
            return null;
        }

        if (pointer.ReleaseId == releaseId)
        {
            return new PointerMoved(releaseId, releaseId, Moved: false);
        }

        // Whoever moved the pointer meanwhile may know better than the operator did a moment ago: it is not moved again unasked.
        return await releases.MoveAsync(releaseId, pointer, clock.GetUtcNow(), cancellation)
            ? new PointerMoved(pointer.ReleaseId, releaseId, Moved: true)
            : new PointerMoved(pointer.ReleaseId, (await releases.PointerAsync(cancellation)).ReleaseId, Moved: false);
    }
}

/// <summary>What became of the live pointer.</summary>
/// <param name="Was">The release that was live; null where there was none.</param>
/// <param name="Live">The release that is.</param>
/// <param name="Moved">Whether this call moved it.</param>
public sealed record PointerMoved(string? Was, string? Live, bool Moved);
