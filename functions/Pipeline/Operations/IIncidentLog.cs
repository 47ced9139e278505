namespace BudgetWatch.Pipeline.Operations;

/// <summary>What a person must look at: messages that failed for good, releases that did not verify.</summary>
public interface IIncidentLog
{
    /// <summary>Records an incident; the same id again changes nothing.</summary>
    Task RecordAsync(Incident incident, CancellationToken cancellation);

    /// <summary>The open incidents, newest first.</summary>
    Task<IReadOnlyList<Incident>> OpenAsync(CancellationToken cancellation);

    /// <summary>Closes the incidents about something that has gone well since.</summary>
    Task ResolveAsync(string about, DateTimeOffset at, CancellationToken cancellation);
}

/// <summary>Something a person must look at.</summary>
/// <param name="Id">Made from what happened, so that it is recorded once.</param>
/// <param name="At">When.</param>
/// <param name="About">What it is about: a source id, <c>build</c>, or <c>left-out</c>.</param>
/// <param name="Summary">A sentence.</param>
/// <param name="Detail">What is needed to act: the message, the reasons.</param>
public sealed record Incident(string Id, DateTimeOffset At, string About, string Summary, string Detail);
