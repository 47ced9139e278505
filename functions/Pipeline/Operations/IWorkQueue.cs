using BudgetWatch.Pipeline.Build;
using Newtonsoft.Json;

namespace BudgetWatch.Pipeline.Operations;

/// <summary>Hands work on. Delivery is at least once, in any order, on any instance.</summary>
public interface IWorkQueue
{
    /// <summary>Queues the ingest of one source.</summary>
    Task SendAsync(IngestMessage message, CancellationToken cancellation);

    /// <summary>Queues a build.</summary>
    Task SendAsync(BuildMessage message, CancellationToken cancellation);

    /// <summary>Queues either so that it is delivered after a pause.</summary>
    Task SendAsync(WorkMessage message, TimeSpan pause, CancellationToken cancellation);
}

/// <summary>What every message carries beside its ids.</summary>
public abstract record WorkMessage
{
    /// <summary>The step that sent it, as W3C writes a <c>traceparent</c>; null, and not written, without a listener and in older messages.</summary>
    [JsonProperty(NullValueHandling = NullValueHandling.Ignore)]
    public string? Traceparent { get; init; }

    /// <summary>How many times it was put back on its queue after it had failed at every try; 0, and not written, in a first message.</summary>
    [JsonProperty(DefaultValueHandling = DefaultValueHandling.Ignore)]
    public int Retries { get; init; }

    /// <summary>
    /// How many times it is put back. With pauses that double from a minute to four hours, 50 last about a week: by then the next scheduled run has taken over.
    /// </summary>
    public const int MostRetries = 50;

    /// <summary>The run it is of.</summary>
    public abstract string RunId { get; init; }

    /// <summary>What the incident is called where it fails at every try.</summary>
    [JsonIgnore]
    public abstract string IncidentId { get; }

    internal WorkMessage Again() => this with { Retries = Retries + 1 };
}

/// <summary>Asks for one source to be ingested in a run.</summary>
/// <param name="RunId">The run.</param>
/// <param name="SourceId">The source.</param>
public sealed record IngestMessage(string RunId, string SourceId) : WorkMessage
{
    /// <inheritdoc/>
    [JsonIgnore]
    public override string IncidentId => $"{RunId}-{SourceId}";
}

/// <summary>Asks for a release to be built from the editions in force.</summary>
/// <param name="RunId">The run that asks; its date dates the release.</param>
public sealed record BuildMessage(string RunId) : WorkMessage
{
    /// <inheritdoc/>
    [JsonIgnore]
    public override string IncidentId => $"{RunId}-{BuildRelease.About}";
}
