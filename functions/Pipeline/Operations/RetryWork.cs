using System.Globalization;
using BudgetWatch.Pipeline.Ingest;

namespace BudgetWatch.Pipeline.Operations;

/// <summary>
/// Puts a message that failed at every try back on its queue after a pause: every step is the same taken again, and what failed five times because processes were
/// killed or storage was away has nothing wrong with it. It ends when the work is done, when a later run has taken it over, or after
/// <see cref="WorkMessage.MostRetries"/>.
/// </summary>
public sealed class RetryWork(StartIngestion start, Deliveries deliveries, IWorkQueue queue, RetryPauses pauses, TimeProvider clock)
{
    /// <summary>Handles a message that failed at every try.</summary>
    /// <param name="message">The message.</param>
    /// <param name="giveUp">Records the failure, and what goes on without the work; tells whether the work is undone.</param>
    /// <param name="cancellation">Stops the wait.</param>
    public async Task AfterFailureAsync(WorkMessage message, Func<FailedWork, Task<bool>> giveUp, CancellationToken cancellation)
    {
        var retry = new RetryPlan(
            message.Retries >= WorkMessage.MostRetries ? null : clock.GetUtcNow() + pauses.Before(message.Retries),
            message.Retries + 1,
            IsTakenOver: false
        );
        bool isUndone;
        try
        {
            retry = await start.IsTakenOverAsync(message.RunId, cancellation) ? retry with { At = null, IsTakenOver = true } : retry;
            isUndone = await giveUp(new FailedWork(await deliveries.ReasonAsync(message, cancellation), retry));
        }
        catch (Exception) when (!cancellation.IsCancellationRequested && retry.At is not null)
        {
            // Queues answer, or we should not be here, and tables or blobs do not. A message of a poison queue has no more than five tries either: what
            // cannot be recorded now is recorded after the next failure, and the work is not lost.
            isUndone = true;
        }

        // Last, so that a failure above does not send it twice.
        if (isUndone && retry.At is not null)
        {
            await queue.SendAsync(message.Again(), pauses.Before(message.Retries), cancellation);
        }
    }

    /// <summary>
    /// Has a release built of what a source has that was tried again: its own run went on without it and may have ended. The work of a first try is built by its run.
    /// </summary>
    /// <exception cref="InvalidOperationException">Another run was opened at the same moment: the message is delivered again.</exception>
    public async Task BuildAsync(IngestMessage message, CancellationToken cancellation)
    {
        if (message.Retries == 0 || (await start.AtWorkAsync(cancellation)).Any(run => run.WaitsFor(message.SourceId)))
        {
            return;
        }

        var run = await start.OpenAsync(
            new Dictionary<string, SourceProgress>(StringComparer.Ordinal)
            {
                [message.SourceId] = new(ProgressState.Done, $"ingested by a retry of run {message.RunId}"),
            },
            cancellation
        );
        if (!run.IsRetry || !run.IsIngested || run.Outcome is not null)
        {
            throw new InvalidOperationException($"Run {run.Id} was opened at the same moment; trying again.");
        }

        await queue.SendAsync(new BuildMessage(run.Id), cancellation);
    }
}

/// <summary>A failure of a message at every try.</summary>
/// <param name="Reason">Why, in a sentence for people.</param>
/// <param name="Retry">What is done about it.</param>
public sealed record FailedWork(string Reason, RetryPlan Retry);

/// <summary>When failed work is tried again.</summary>
/// <param name="At">When; null where it is not.</param>
/// <param name="Number">Which retry that is, from 1.</param>
/// <param name="IsTakenOver">Whether a later run does the work.</param>
public sealed record RetryPlan(DateTimeOffset? At, int Number, bool IsTakenOver)
{
    /// <summary>The same in a sentence.</summary>
    public string Sentence =>
        At is { } at
            ? string.Create(
                CultureInfo.InvariantCulture,
                $"BudgetWatch will retry on {at.UtcDateTime:d MMMM yyyy 'at' HH:mm} UTC (retry {Number})."
            )
        : IsTakenOver ? "A later run has taken over the work."
        : string.Create(CultureInfo.InvariantCulture, $"BudgetWatch will not retry: {Number - 1} retries failed too.");
}
