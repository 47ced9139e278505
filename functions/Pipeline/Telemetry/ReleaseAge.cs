using System.Diagnostics.Metrics;
using BudgetWatch.Pipeline.Operations;

namespace BudgetWatch.Pipeline.Telemetry;

/// <summary>
/// Hours since the last good run over all sources ended. Where none of those looked at was good, hours since the oldest of them began: at least so long. A
/// listener is never kept waiting for storage: what is read while it asks is reported the next time.
/// </summary>
public sealed class ReleaseAge(IRunLedger runs, TimeProvider clock)
{
    /// <summary>How old what is known may be: a run ends once a week, and each look is paid for.</summary>
    private static readonly TimeSpan LookedAtAgain = TimeSpan.FromHours(1);

    /// <summary>How many runs are searched for the last good one.</summary>
    public const int RunsLookedAt = 20;

    private readonly RefreshedValue<Since> _since = new(cancellation => SinceAsync(runs, clock, cancellation), LookedAtAgain, clock);
    private Since? _known;

    /// <summary>The age, or nothing while it is not known.</summary>
    public IEnumerable<Measurement<double>> Observe()
    {
        _ = LookAsync();
        return Volatile.Read(ref _known) is { } since ? [new Measurement<double>((clock.GetUtcNow() - since.At).TotalHours)] : [];
    }

    private async Task LookAsync()
    {
        try
        {
            if (await _since.FindAsync(CancellationToken.None) is { } since)
            {
                Volatile.Write(ref _known, since);
            }
        }
        catch (Exception)
        {
            // Storage cannot be reached: health and the log say so, and no age is reported.
        }
    }

    private static async Task<Since?> SinceAsync(IRunLedger runs, TimeProvider clock, CancellationToken cancellation)
    {
        var newest = await runs.NewestAsync(RunsLookedAt, cancellation);
        return LastGood(newest, clock.GetUtcNow()) is { Outcome: { } outcome } ? new Since(outcome.At)
            : newest.Count > 0 ? new Since(newest[^1].StartedAt)
            : null;
    }

    /// <summary>
    /// The last run over all sources that ended well, of runs that are newest first: what freshness is calculated from. One that ended in the future ended by a clock
    /// that was ahead, and how long ago that was is not known.
    /// </summary>
    public static Run? LastGood(IReadOnlyList<Run> newest, DateTimeOffset now) =>
        newest.FirstOrDefault(run =>
            !run.IsRetry && run.Outcome is { Kind: not RunOutcomeKind.Failed } outcome && outcome.At - now < Incident.LongestWork
        );

    private sealed record Since(DateTimeOffset At);
}
