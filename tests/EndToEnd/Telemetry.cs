using System.Collections.Concurrent;
using System.Diagnostics;
using System.Diagnostics.Metrics;
using BudgetWatch.Pipeline.Telemetry;

namespace BudgetWatch.EndToEnd.Tests;

/// <summary>Everything one app tells of its work, and the spans of every app of this process.</summary>
public sealed class Telemetry : IDisposable
{
    private readonly ActivityListener _spans;
    private readonly MeterListener _measures;
    private readonly ConcurrentQueue<Activity> _stopped = new();
    private readonly ConcurrentQueue<Told> _told = new();

    public Telemetry(Measurements of)
    {
        _spans = new ActivityListener
        {
            ShouldListenTo = source => source.Name == Traces.SourceName,
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllDataAndRecorded,
            ActivityStopped = _stopped.Enqueue,
        };
        ActivitySource.AddActivityListener(_spans);
        _measures = new MeterListener
        {
            InstrumentPublished = (instrument, listener) =>
            {
                if (ReferenceEquals(instrument.Meter.Scope, of))
                {
                    listener.EnableMeasurementEvents(instrument);
                }
            },
        };
        _measures.SetMeasurementEventCallback<long>((instrument, value, tags, _) => Tell(instrument, value, tags));
        _measures.SetMeasurementEventCallback<double>((instrument, value, tags, _) => Tell(instrument, value, tags));
        _measures.Start();
    }

    public IReadOnlyList<Activity> Spans => [.. _stopped];

    public IReadOnlyList<Told> Measured => [.. _told];

    /// <summary>Asks for what is told only when asked.</summary>
    public void Observe() => _measures.RecordObservableInstruments();

    /// <summary>What a measure amounts to, over what is broken down by these tags.</summary>
    public double Sum(Measure measure, params (string Name, string Value)[] tags) => Of(measure, tags).Sum(told => told.Value);

    public IEnumerable<Told> Of(Measure measure, params (string Name, string Value)[] tags) =>
        Measured.Where(told =>
            told.Name == measure.Name && tags.All(tag => told.Tags.TryGetValue(tag.Name, out var value) && value == tag.Value)
        );

    public void Dispose()
    {
        _spans.Dispose();
        _measures.Dispose();
    }

    private void Tell<T>(Instrument instrument, T value, ReadOnlySpan<KeyValuePair<string, object?>> tags)
        where T : struct, IConvertible =>
        _told.Enqueue(
            new Told(
                instrument.Name,
                value.ToDouble(null),
                tags.ToArray().ToDictionary(tag => tag.Key, tag => $"{tag.Value}", StringComparer.Ordinal)
            )
        );
}

/// <summary>One measurement.</summary>
public sealed record Told(string Name, double Value, IReadOnlyDictionary<string, string> Tags);
