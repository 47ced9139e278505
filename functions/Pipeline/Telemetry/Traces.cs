using System.Diagnostics;

namespace BudgetWatch.Pipeline.Telemetry;

/// <summary>
/// The steps of the work as spans, from the tick of the timer through the queues to the release. A span has ids, counts and our
/// own words, never what a reader asked or what an exception says.
/// </summary>
public static class Traces
{
    /// <summary>What listeners know the spans by.</summary>
    public const string SourceName = "BudgetWatch";

    private static readonly ActivitySource Source = new(SourceName);

    /// <summary>Whether anybody listens.</summary>
    public static bool AreFollowed => Source.HasListeners();

    /// <summary>
    /// The step in hand as W3C writes it, for a message to carry: <c>00-TRACE-SPAN-FLAGS</c>. Null without a listener, or where this trace is not recorded.
    /// </summary>
    public static string? Current => Activity.Current is { IdFormat: ActivityIdFormat.W3C, Recorded: true } current ? current.Id : null;

    /// <summary>Takes a step as a span of the trace in hand.</summary>
    /// <typeparam name="T">What comes of it.</typeparam>
    /// <param name="step">Which step it is.</param>
    /// <param name="work">Does the step. It gets the span, which is null without a listener.</param>
    public static Task<T> StepAsync<T>(Step step, Func<Activity?, Task<T>> work) => InAsync(() => Source.StartActivity(step.Name), work);

    /// <summary>Takes a step as a span of the trace that a message carries; without one, of the trace in hand. Two deliveries are two spans of one trace.</summary>
    /// <param name="step">Which step it is.</param>
    /// <param name="traceparent">What the message carries.</param>
    /// <param name="work">Does the step. It gets the span, which is null without a listener.</param>
    public static Task DeliveredAsync(Step step, string? traceparent, Func<Activity?, Task> work) =>
        InAsync(
            () => Of(step, traceparent),
            async span =>
            {
                await work(span);
                return true;
            }
        );

    private static Activity? Of(Step step, string? traceparent)
    {
        if (!Source.HasListeners())
        {
            return null;
        }

        return ActivityContext.TryParse(traceparent, null, isRemote: true, out var parent)
            ? Source.StartActivity(step.Name, ActivityKind.Consumer, parent)
            : Source.StartActivity(step.Name, ActivityKind.Consumer);
    }

    // The span begins inside, so that the caller has its own again when this ends.
    private static async Task<T> InAsync<T>(Func<Activity?> start, Func<Activity?, Task<T>> work)
    {
        using var span = start();
        try
        {
            return await work(span);
        }
        catch (Exception exception)
        {
            // The kind alone: a message may quote something that does not belong here.
            span?.SetStatus(ActivityStatusCode.Error, exception.GetType().Name);
            throw;
        }
    }
}
