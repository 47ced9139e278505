namespace BudgetWatch.Pipeline.Operations;

/// <summary>What a person must check: messages that failed at every try, releases that did not verify.</summary>
public interface IIncidentLog
{
    /// <summary>Records an incident; the same id again changes nothing.</summary>
    Task RecordAsync(Incident incident, CancellationToken cancellation);

    /// <summary>Records an incident, or what it says now where it was recorded before; one that was closed is open again.</summary>
    Task ReviseAsync(Incident incident, CancellationToken cancellation);

    /// <summary>The open incidents, newest first.</summary>
    Task<IReadOnlyList<Incident>> OpenAsync(CancellationToken cancellation);

    /// <summary>Closes the incidents about something that has succeeded since, except one that still applies.</summary>
    /// <param name="about">What they are about.</param>
    /// <param name="at">
    /// When it went well: what went wrong after that stays open. What is dated more than <see cref="Incident.LongestWork"/> later was dated by a clock that was
    /// ahead, and is closed.
    /// </param>
    /// <param name="standing">The id of the one that stands; null for none.</param>
    /// <param name="cancellation">Stops the wait.</param>
    Task ResolveAsync(string about, DateTimeOffset at, string? standing, CancellationToken cancellation);

    /// <summary>Notes why a delivery of a message failed; the last counts.</summary>
    /// <param name="id">What the incident will be called if the message fails at every try.</param>
    /// <param name="reason">Why, in a sentence.</param>
    /// <param name="cancellation">Stops the wait.</param>
    Task NoteFailureAsync(string id, string reason, CancellationToken cancellation);

    /// <summary>Why the last delivery of a message failed; null where none said.</summary>
    Task<string?> LastFailureAsync(string id, CancellationToken cancellation);
}

/// <summary>Something a person must check.</summary>
/// <param name="Id">Made from what happened, so that it is recorded once.</param>
/// <param name="At">When.</param>
/// <param name="About">What it is about: a source id, <c>build</c>, <c>left-out</c>, <c>release</c> and an id, or <c>stored data</c>.</param>
/// <param name="Summary">A sentence.</param>
/// <param name="Detail">What is needed to act: the message, the reasons.</param>
public sealed record Incident(string Id, DateTimeOffset At, string About, string Summary, string Detail)
{
    /// <summary>No piece of work takes so long from its beginning to its end: what is dated later than this after it did not happen while it was done.</summary>
    public static readonly TimeSpan LongestWork = TimeSpan.FromHours(1);

    /// <summary>When the work is tried again without a person; null where it is not.</summary>
    public DateTimeOffset? RetryAt { get; init; }
}
