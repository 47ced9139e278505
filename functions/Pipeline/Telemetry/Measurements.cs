using System.Diagnostics.Metrics;
using BudgetWatch.Pipeline.Operations;

namespace BudgetWatch.Pipeline.Telemetry;

/// <summary>
/// What one instance measures. Counters count work done: a message that is delivered twice and worked on twice counts twice. Without a listener nothing is
/// kept and nothing allocated.
/// </summary>
public sealed class Measurements : IDisposable
{
    /// <summary>What listeners know the measurements by.</summary>
    public const string MeterName = "BudgetWatch";

    /// <summary>A build takes seconds to minutes; the host ends it after ten.</summary>
    private static readonly InstrumentAdvice<double> OfBuilds = new()
    {
        HistogramBucketBoundaries = [1, 2, 5, 10, 20, 30, 60, 120, 300, 600],
    };

    /// <summary>From a kept answer to the first data package of an instance.</summary>
    private static readonly InstrumentAdvice<double> OfRequests = new()
    {
        HistogramBucketBoundaries = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30],
    };

    private readonly Meter _meter;
    private readonly Counter<long> _checked;
    private readonly Counter<long> _accepted;
    private readonly Counter<long> _refused;
    private readonly Counter<long> _cells;
    private readonly Counter<long> _runs;
    private readonly Counter<long> _incidents;
    private readonly Counter<long> _hits;
    private readonly Counter<long> _misses;
    private readonly Histogram<double> _builds;
    private readonly Histogram<double> _requests;

    /// <summary>Measures.</summary>
    /// <param name="releaseAge">Tells the age of the figures in hours, or nothing; asked whenever a listener wants to know.</param>
    public Measurements(Func<IEnumerable<Measurement<double>>> releaseAge)
    {
        // In tests several apps may run in one process: the scope tells them apart.
        _meter = new Meter(new MeterOptions(MeterName) { Scope = this });
        _checked = Counter(Measure.EditionsChecked);
        _accepted = Counter(Measure.EditionsAccepted);
        _refused = Counter(Measure.EditionsRefused);
        _cells = Counter(Measure.CellsRead);
        _runs = Counter(Measure.RunsCompleted);
        _incidents = Counter(Measure.IncidentsOpened);
        _hits = Counter(Measure.CacheHits);
        _misses = Counter(Measure.CacheMisses);
        _builds = Histogram(Measure.BuildDuration, OfBuilds);
        _requests = Histogram(Measure.RequestDuration, OfRequests);
        _meter.CreateObservableGauge(Measure.ReleaseAge.Name, releaseAge, Measure.ReleaseAge.Unit, Measure.ReleaseAge.Meaning);
    }

    /// <summary>Whether anybody wants to know how long requests take.</summary>
    public bool AreRequestsFollowed => _requests.Enabled;

    /// <summary>A source decided on what it was offered.</summary>
    public void Decided(string source, int offered, int accepted, int refused)
    {
        var tag = KeyValuePair.Create(Tag.Source, (object?)source);
        _checked.Add(offered, tag);
        _accepted.Add(accepted, tag);
        _refused.Add(refused, tag);
    }

    /// <summary>An edition of a source was read.</summary>
    public void Read(string source, long cells) => _cells.Add(cells, KeyValuePair.Create(Tag.Source, (object?)source));

    /// <summary>A build ended.</summary>
    public void Built(RunOutcomeKind outcome, TimeSpan took) =>
        _builds.Record(took.TotalSeconds, KeyValuePair.Create(Tag.Outcome, (object?)Word(outcome)));

    /// <summary>A run ended.</summary>
    public void Completed(RunOutcomeKind outcome, bool isRetry) =>
        _runs.Add(
            1,
            KeyValuePair.Create(Tag.Outcome, (object?)Word(outcome)),
            KeyValuePair.Create(Tag.Kind, (object?)(isRetry ? "retry" : "look"))
        );

    /// <summary>A message failed at every try. One that was tried again and fails again is the same incident.</summary>
    public void GaveUp(WorkMessage message)
    {
        if (message.Retries == 0)
        {
            _incidents.Add(1, KeyValuePair.Create(Tag.Cause, (object?)"poison"));
        }
    }

    /// <summary>A reader failed on a file where it should have refused it.</summary>
    public void ReaderFailed() => _incidents.Add(1, KeyValuePair.Create(Tag.Cause, (object?)"reader"));

    /// <summary>No release could be made.</summary>
    public void MadeNoRelease() => _incidents.Add(1, KeyValuePair.Create(Tag.Cause, (object?)"build"));

    /// <summary>An edition is held for a person.</summary>
    public void Held() => _incidents.Add(1, KeyValuePair.Create(Tag.Cause, (object?)"held"));

    /// <summary>A request was answered.</summary>
    public void Answered(string route, int status, TimeSpan took) =>
        _requests.Record(
            took.TotalSeconds,
            KeyValuePair.Create(Tag.Route, (object?)route),
            KeyValuePair.Create(Tag.Status, (object?)status)
        );

    /// <summary>What was asked for had been kept.</summary>
    public void Hit(string cache) => _hits.Add(1, KeyValuePair.Create(Tag.Cache, (object?)cache));

    /// <summary>What was asked for had to be made.</summary>
    public void Missed(string cache) => _misses.Add(1, KeyValuePair.Create(Tag.Cache, (object?)cache));

    /// <inheritdoc/>
    public void Dispose() => _meter.Dispose();

    /// <summary>An outcome as named here and in answers.</summary>
    internal static string Word(RunOutcomeKind outcome) =>
        outcome switch
        {
            RunOutcomeKind.Published => "published",
            RunOutcomeKind.Waiting => "waiting",
            RunOutcomeKind.Unchanged => "unchanged",
            RunOutcomeKind.Failed => "failed",
            _ => throw new ArgumentOutOfRangeException(nameof(outcome), outcome, "No such outcome."),
        };

    private Counter<long> Counter(Measure measure) => _meter.CreateCounter<long>(measure.Name, measure.Unit, measure.Meaning);

    private Histogram<double> Histogram(Measure measure, InstrumentAdvice<double> advice) =>
        _meter.CreateHistogram(measure.Name, measure.Unit, measure.Meaning, [], advice);
}
