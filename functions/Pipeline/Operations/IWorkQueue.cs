using System.Globalization;
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

    /// <summary>Asks another instance to share in computing statistics and specification curves.</summary>
    Task SendAsync(ShareMessage message, CancellationToken cancellation);
}

/// <summary>What every message carries beside its ids.</summary>
public abstract record WorkMessage
{
    /// <summary>The step that sent it, as W3C writes a <c>traceparent</c>; null, and not written, where nobody listens, and in messages of before.</summary>
    [JsonProperty(NullValueHandling = NullValueHandling.Ignore)]
    public string? Traceparent { get; init; }

    /// <summary>What the incident is called where it fails at every try.</summary>
    [JsonIgnore]
    public abstract string IncidentId { get; }
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

/// <summary>Asks for a share in computing the stored statistics and specification curves of a release that is being built.</summary>
/// <param name="ReleaseId">The release; its figures are written.</param>
/// <param name="Share">Which share, from 1; the building instance has share 0.</param>
/// <param name="Of">How many instances share.</param>
public sealed record ShareMessage(string ReleaseId, int Share, int Of) : WorkMessage
{
    /// <inheritdoc/>
    [JsonIgnore]
    public override string IncidentId => string.Create(CultureInfo.InvariantCulture, $"{ReleaseId}-share-{Share}");
}
