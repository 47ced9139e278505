using BudgetWatch.Pipeline.Ingest;

namespace BudgetWatch.Storage.Origins.Live;

/// <summary>
/// What a publisher's server did may not be accepted, and asking again would not help. Only between a handler and <see cref="PublisherClient"/>,
/// which makes an answer of it.
/// </summary>
internal sealed class RefusedResponseException(Rejected reason) : Exception($"Expected {reason.Expected}, found {reason.Found}.")
{
    public Rejected Reason { get; } = reason;

    /// <summary>The refusal that a failure is or was caused by, or null.</summary>
    public static RefusedResponseException? In(Exception? failure)
    {
        while (failure is not (null or RefusedResponseException))
            failure = failure.InnerException;
        return (RefusedResponseException?)failure;
    }
}
