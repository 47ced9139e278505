using BudgetWatch.Pipeline.Build;

namespace BudgetWatch.Questions.Releases;

/// <summary>Answers <c>/releases</c>: every release, and which was live when.</summary>
public sealed class AnswerReleases(IReleaseStore releases)
{
    /// <summary>A stamp that changes when there is another release, or another is live: each comes with a move of the pointer.</summary>
    public async Task<string> StampAsync(CancellationToken cancellation)
    {
        var moves = await releases.MovesAsync(cancellation);
        return $"{(await releases.PointerAsync(cancellation)).ReleaseId}|{moves.Count}|{(moves.Count == 0 ? null : moves[^1])}";
    }

    /// <summary>Every published release.</summary>
    public async Task<ReleasesAnswer> RunAsync(CancellationToken cancellation) =>
        new(
            (await releases.PointerAsync(cancellation)).ReleaseId,
            await releases.ListAsync(cancellation),
            await releases.MovesAsync(cancellation)
        );
}
