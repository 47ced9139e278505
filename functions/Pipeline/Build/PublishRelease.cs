namespace BudgetWatch.Pipeline.Build;

/// <summary>
/// Makes an earlier release live: rolling back, or forward again. Nothing is built or rewritten. A roll-back stays until a person
/// lifts it: releases go on being made and wait, until the newest of them is published in the same way.
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

        // With the newest live nothing waits, and the next build publishes again.
        var isHeld = (await releases.ListAsync(cancellation))[0].Id != releaseId;

        // If someone else moved the pointer meanwhile, they may know better than the operator did a moment ago: it is not moved again.
        return await releases.MoveAsync(releaseId, pointer, clock.GetUtcNow(), isHeld, cancellation)
            ? new PointerMoved(pointer.ReleaseId, releaseId, Moved: true)
            : new PointerMoved(pointer.ReleaseId, (await releases.PointerAsync(cancellation)).ReleaseId, Moved: false);
    }
}

/// <summary>What became of the live pointer.</summary>
/// <param name="Was">The release that was live; null where there was none.</param>
/// <param name="Live">The release that is.</param>
/// <param name="Moved">Whether this call moved it.</param>
public sealed record PointerMoved(string? Was, string? Live, bool Moved);
