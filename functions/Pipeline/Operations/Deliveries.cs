using BudgetWatch.Pipeline.Ingest;
using BudgetWatch.Sources;

namespace BudgetWatch.Pipeline.Operations;

/// <summary>
/// Keeps why the last delivery of a message failed, so that the incident of one that fails at every try can say it: what moves a message to the poison queue
/// carries no reason along.
/// </summary>
public sealed class Deliveries(IIncidentLog incidents)
{
    /// <summary>Does the work of a delivery; where it fails, notes why and lets it fail.</summary>
    /// <param name="message">The message.</param>
    /// <param name="work">Its work.</param>
    /// <param name="cancellation">Stops it: that is no failure.</param>
    public async Task RunAsync(WorkMessage message, Func<Task> work, CancellationToken cancellation)
    {
        try
        {
            await work();
        }
        catch (Exception problem) when (!cancellation.IsCancellationRequested)
        {
            await NoteAsync(message, problem, cancellation);
            throw;
        }
    }

    /// <summary>Why a message failed at every try, in a sentence for people.</summary>
    /// <param name="message">The message.</param>
    /// <param name="cancellation">Stops the wait.</param>
    public async Task<string> ReasonAsync(WorkMessage message, CancellationToken cancellation) =>
        await incidents.LastFailureAsync(message.IncidentId, cancellation) is { } reason
            ? $"the message failed on every attempt; the last error: {reason}; see the log"
            : "the message failed on every attempt without an error, as when the process is killed or runs out of time; see the log";

    /// <summary>
    /// What a failure says about itself, in one line that anyone may read: health shows it. The message of a failed file access would name a path of this machine.
    /// </summary>
    public static string Describe(Exception problem)
    {
        var type = problem.GetType().Name;
        var line = problem.Message.Split('\n', 2)[0].Trim();
        return BoundedText.Cut(
            problem switch
            {
                OriginUnavailableException => line,
                IOException or UnauthorizedAccessException => type,
                _ => $"{type}: {line}",
            },
            BoundedText.Sentence
        );
    }

    private async Task NoteAsync(WorkMessage message, Exception problem, CancellationToken cancellation)
    {
        try
        {
            await incidents.NoteFailureAsync(message.IncidentId, Describe(problem), cancellation);
        }
        catch (Exception)
        {
            // Storage may be what failed. The first failure is the one to go on with.
        }
    }
}
