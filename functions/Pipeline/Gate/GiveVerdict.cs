using BudgetWatch.Pipeline.Ingest;
using BudgetWatch.Pipeline.Operations;
using BudgetWatch.Sources;

namespace BudgetWatch.Pipeline.Gate;

/// <summary>
/// What a person decides on an edition: that it is right despite the questions, or that it is wrong and is permanently withdrawn. Either is stored first and acted on
/// by the next build, which is asked for at once; asked twice, or interrupted and asked again, it is one verdict.
/// </summary>
public sealed class GiveVerdict(IEditionArchive archive, IEditionLedger ledger, RetryIncident builds, TimeProvider clock)
{
    /// <summary>Accepts a held edition, or withdraws any that was accepted.</summary>
    /// <param name="sha256">The edition.</param>
    /// <param name="kind">What is said of it.</param>
    /// <param name="reason">Why; may be empty.</param>
    /// <param name="cancellation">Stops the wait.</param>
    /// <returns>The run that acts on it, or why there is none; null where there is no such edition.</returns>
    public async Task<Retried?> RunAsync(string sha256, VerdictKind kind, string reason, CancellationToken cancellation)
    {
        if (await archive.FindAsync(sha256, cancellation) is null)
        {
            return null;
        }

        var verdicts = await archive.VerdictsAsync(cancellation);
        if (kind == VerdictKind.Accepted)
        {
            if (verdicts.Withdrawal(sha256) is { } withdrawal)
            {
                return Retried.Not($"It was withdrawn on {withdrawal.At.UtcDateTime:yyyy-MM-dd}. A withdrawal is permanent.");
            }

            if (!verdicts.IsAccepted(sha256) && !await IsHeldAsync(sha256, cancellation))
            {
                return Retried.Not("It is not held: see /api/v1/sources for the editions that are.");
            }
        }
        else if (!await WasAcceptedAsync(sha256, cancellation))
        {
            return Retried.Not("It was refused or set aside, so it is in no release and there is nothing to withdraw.");
        }

        await archive.KeepVerdictAsync(new EditionVerdict(sha256, kind, clock.GetUtcNow(), VerdictGiver.Operator, reason), cancellation);
        var asked = await builds.BuildAsync(cancellation);

        // A run that is in progress builds after this, and acts on it.
        return asked.RunId is null && asked.AtWork is { } run ? Retried.In(run) : asked;
    }

    private async Task<bool> IsHeldAsync(string sha256, CancellationToken cancellation)
    {
        var records = await ledger.RecordsAsync(cancellation);
        return Sources.Any(source => records.GetValueOrDefault(source.Id)?.Held.Any(edition => edition.Sha256 == sha256) == true);
    }

    private async Task<bool> WasAcceptedAsync(string sha256, CancellationToken cancellation)
    {
        var records = await ledger.RecordsAsync(cancellation);
        return Sources.Any(source =>
            records
                .GetValueOrDefault(source.Id)
                ?.Decisions.Any(decision =>
                    decision is { Accepted: true } && decision.Sha256 == sha256 && decision.ReaderVersion == source.ReaderVersion
                ) == true
        );
    }

    private static IEnumerable<SourceDescription> Sources => SourceCatalogue.All.Select(source => source.Description);
}
