using System.Text;
using BudgetWatch.Pipeline.Gate;
using BudgetWatch.Pipeline.Ingest;
using BudgetWatch.Pipeline.Operations;
using BudgetWatch.Pipeline.Telemetry;
using BudgetWatch.Sources;
using Microsoft.Extensions.Time.Testing;
using Moq;

namespace BudgetWatch.Pipeline.Tests.Support;

/// <summary>One source, ingested from what a test offers, with everything kept in memory.</summary>
internal sealed class EditionsInMemory : IEditionLedger, IEditionArchive, IEditionOrigin, IIncidentLog, IDisposable
{
    private readonly Dictionary<(string Source, string Sha256, int Reader), EditionDecision> _decisions = [];
    private readonly Dictionary<(string Source, string Slot), EditionInForce> _inForce = [];
    private readonly Dictionary<(string Source, string Slot), EditionInForce> _chosen = [];
    private readonly Dictionary<(string Source, string Slot), HeldEdition> _held = [];
    private readonly List<EditionVerdict> _verdicts = [];
    private readonly Dictionary<string, SourceCheck> _checks = [];
    private readonly Dictionary<string, EditionManifest> _manifests = [];
    private readonly Dictionary<(string, string), string> _readings = [];
    private readonly Dictionary<string, string> _failures = [];
    private readonly HashSet<string> _recorded = [];
    private readonly FakeTimeProvider _clock = new(new DateTimeOffset(2026, 11, 23, 9, 30, 0, TimeSpan.Zero));
    private readonly Measurements _measured = new(() => []);
    private readonly IngestSource _ingest;
    private IReadOnlyList<OfferedFile> _offered = [];

    public EditionsInMemory()
    {
        var runs = new Mock<IRunLedger>();
        _ingest = new IngestSource(this, this, this, runs.Object, new Mock<IWorkQueue>().Object, this, new FilePeeks(), _measured, _clock);
    }

    /// <summary>Whether each look ends with the gate, as a build begins with it.</summary>
    public bool IsGated { get; init; }

    public DateTimeOffset Now => _clock.GetUtcNow();

    public IReadOnlyCollection<HeldEdition> Held => _held.Values;

    /// <summary>What was read from the edition in force.</summary>
    public string InForceSays => _readings[(_inForce[(Source, Slot)].Sha256, $"{Source}-v{_inForce[(Source, Slot)].ReaderVersion}")];

    public const string Source = "gdp-deflators";

    public const string Slot = "gdp-deflator";

    public string Name => "of this test";

    public List<Incident> Open { get; } = [];

    public IReadOnlyCollection<EditionDecision> Decisions => _decisions.Values;

    /// <summary>What fails where the raw zone is written to; null for nothing.</summary>
    public Exception? ArchiveFailure { get; set; }

    public string? InForce => _inForce.GetValueOrDefault((Source, Slot))?.FileName;

    public SourceCheck Check(string source = Source) => _checks[source];

    public SlotFlag? Flag => Check().Slots!.SingleOrDefault();

    /// <summary>A look a week after the one before.</summary>
    public async Task LookAsync(params OfferedFile[] offered)
    {
        _offered = offered;
        _clock.Advance(TimeSpan.FromDays(7));
        var run = $"run{_clock.GetUtcNow().Ticks}";
        await _ingest.RunAsync(new IngestMessage(run, Source), CancellationToken.None);
        if (IsGated)
        {
            await new EditionGate(this, this, this, _measured, _clock).RunAsync(run, new EditionContents(this), CancellationToken.None);
        }
    }

    public void Advance(TimeSpan by) => _clock.Advance(by);

    public Task WithdrawAsync(string sha256) => SayAsync(sha256, VerdictKind.Withdrawn);

    public Task AcceptAsync(string sha256) => SayAsync(sha256, VerdictKind.Accepted);

    private Task SayAsync(string sha256, VerdictKind kind) =>
        ((IEditionArchive)this).KeepVerdictAsync(new EditionVerdict(sha256, kind, Now, VerdictGiver.Operator, ""), CancellationToken.None);

    /// <summary>A made deflator series.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="index">The index of its last year: what tells its figures from another's.</param>
    /// <param name="edition">What it says it is: <c>HMT March 2026 QNA</c>; without a month it says no day.</param>
    /// <param name="blankLines">Lines without meaning at its end: what tells its digest from another's.</param>
    public static OfferedFile Deflators(string name, int index, string edition = "HMT", int blankLines = 0) =>
        new(
            name,
            new ContentInMemory(
                Encoding.UTF8.GetBytes(
                    "year,deflator_index,source\n"
                        + string.Concat(
                            Enumerable
                                .Range(2010, 15)
                                .Select(year => $"{year}-{(year + 1) % 100:00},{(year == 2024 ? index : 50)},{edition} (outturn)\n")
                        )
                        + new string('\n', blankLines)
                )
            )
        );

    /// <summary>A second edition whose digest comes before or after that of the first.</summary>
    public static OfferedFile Deflators(string name, int index, OfferedFile other, bool isDigestLower) =>
        Enumerable
            .Range(0, 100)
            .Select(blankLines => Deflators(name, index, blankLines: blankLines))
            .First(file => string.CompareOrdinal(file.Content!.Sha256, other.Content!.Sha256) < 0 == isDigestLower);

    public void Dispose() => _measured.Dispose();

    async IAsyncEnumerable<OfferedFile> IEditionOrigin.OfferAsync(
        SourceDescription source,
        string runId,
        [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellation
    )
    {
        foreach (var file in _offered)
        {
            await Task.Yield();
            yield return file;
        }
    }

    Task IEditionLedger.RecordAsync(EditionDecision decision, CancellationToken cancellation)
    {
        _decisions[(decision.SourceId, decision.Sha256, decision.ReaderVersion)] = decision;
        return Task.CompletedTask;
    }

    Task<EditionDecision?> IEditionLedger.FindAsync(string sourceId, string sha256, int readerVersion, CancellationToken cancellation) =>
        Task.FromResult(_decisions.GetValueOrDefault((sourceId, sha256, readerVersion)));

    Task<IReadOnlyList<EditionDecision>> IEditionLedger.DecisionsAsync(string sourceId, CancellationToken cancellation) =>
        Task.FromResult<IReadOnlyList<EditionDecision>>([.. _decisions.Values.Where(decision => decision.SourceId == sourceId)]);

    // Without the gate what is chosen counts as in force: what the gate makes of it is another test's matter.
    Task IEditionLedger.ChooseAsync(EditionInForce edition, CancellationToken cancellation)
    {
        (IsGated ? _chosen : _inForce)[(edition.SourceId, edition.Slot)] = edition;
        return Task.CompletedTask;
    }

    Task<IReadOnlyList<EditionInForce>> IEditionLedger.ChosenAsync(string sourceId, CancellationToken cancellation) =>
        Task.FromResult<IReadOnlyList<EditionInForce>>([
            .. (IsGated ? _chosen : _inForce).Values.Where(edition => edition.SourceId == sourceId),
        ]);

    Task IEditionLedger.HoldAsync(HeldEdition edition, CancellationToken cancellation)
    {
        _held[(edition.SourceId, edition.Slot)] = edition;
        return Task.CompletedTask;
    }

    Task IEditionLedger.LetGoAsync(string sourceId, string slot, CancellationToken cancellation)
    {
        _held.Remove((sourceId, slot));
        return Task.CompletedTask;
    }

    Task IEditionLedger.TakeOutOfForceAsync(string sourceId, string slot, CancellationToken cancellation)
    {
        _inForce.Remove((sourceId, slot));
        return Task.CompletedTask;
    }

    Task IEditionLedger.PutInForceAsync(EditionInForce edition, CancellationToken cancellation)
    {
        _inForce[(edition.SourceId, edition.Slot)] = edition;
        return Task.CompletedTask;
    }

    Task IEditionLedger.RecordCheckAsync(SourceCheck check, CancellationToken cancellation)
    {
        _checks[check.SourceId] = check;
        return Task.CompletedTask;
    }

    Task<IReadOnlyDictionary<string, SourceCheck>> IEditionLedger.LastChecksAsync(CancellationToken cancellation) =>
        Task.FromResult<IReadOnlyDictionary<string, SourceCheck>>(_checks);

    async Task<SourceRecord> IEditionLedger.RecordOfAsync(string sourceId, CancellationToken cancellation)
    {
        IEditionLedger ledger = this;
        return new SourceRecord(
            await ledger.DecisionsAsync(sourceId, cancellation),
            [.. _inForce.Values.Where(edition => edition.SourceId == sourceId)],
            [.. _held.Values.Where(edition => edition.SourceId == sourceId)],
            _checks.GetValueOrDefault(sourceId)
        )
        {
            Chosen = await ledger.ChosenAsync(sourceId, cancellation),
        };
    }

    async Task<IReadOnlyDictionary<string, SourceRecord>> IEditionLedger.RecordsAsync(CancellationToken cancellation)
    {
        var records = new Dictionary<string, SourceRecord>(StringComparer.Ordinal);
        foreach (var source in SourceCatalogue.All.Select(source => source.Description.Id).Append(EditionDecision.UnrecognisedFiles))
        {
            records.Add(source, await ((IEditionLedger)this).RecordOfAsync(source, cancellation));
        }

        return records;
    }

    Task IEditionArchive.KeepAsync(EditionManifest manifest, Stream bytes, CancellationToken cancellation)
    {
        if (ArchiveFailure is { } failure)
        {
            throw failure;
        }

        _manifests.TryAdd(manifest.Sha256, manifest);
        return Task.CompletedTask;
    }

    Task<EditionManifest?> IEditionArchive.FindAsync(string sha256, CancellationToken cancellation) =>
        Task.FromResult(_manifests.GetValueOrDefault(sha256));

    Task<Stream?> IEditionArchive.OpenAsync(string sha256, CancellationToken cancellation) => throw new NotSupportedException();

    Task IEditionArchive.KeepReadingAsync(string sha256, string reader, string json, CancellationToken cancellation)
    {
        _readings[(sha256, reader)] = json;
        return Task.CompletedTask;
    }

    Task<string?> IEditionArchive.FindReadingAsync(string sha256, string reader, CancellationToken cancellation) =>
        Task.FromResult(_readings.GetValueOrDefault((sha256, reader)));

    Task IEditionArchive.KeepVerdictAsync(EditionVerdict verdict, CancellationToken cancellation)
    {
        _verdicts.Add(verdict);
        return Task.CompletedTask;
    }

    Task<EditionVerdicts> IEditionArchive.VerdictsAsync(CancellationToken cancellation) =>
        Task.FromResult(new EditionVerdicts([.. _verdicts]));

    Task IIncidentLog.RecordAsync(Incident incident, CancellationToken cancellation)
    {
        if (_recorded.Add(incident.Id))
        {
            Open.Add(incident);
        }

        return Task.CompletedTask;
    }

    Task IIncidentLog.ReviseAsync(Incident incident, CancellationToken cancellation)
    {
        _recorded.Add(incident.Id);
        Open.RemoveAll(open => open.Id == incident.Id);
        Open.Add(incident);
        return Task.CompletedTask;
    }

    Task<IReadOnlyList<Incident>> IIncidentLog.OpenAsync(CancellationToken cancellation) =>
        Task.FromResult<IReadOnlyList<Incident>>([.. Open]);

    Task IIncidentLog.ResolveAsync(string about, DateTimeOffset at, string? standing, CancellationToken cancellation)
    {
        Open.RemoveAll(incident => incident.About == about && incident.At <= at && incident.Id != standing);
        return Task.CompletedTask;
    }

    Task IIncidentLog.NoteFailureAsync(string id, string reason, CancellationToken cancellation)
    {
        _failures[id] = reason;
        return Task.CompletedTask;
    }

    Task<string?> IIncidentLog.LastFailureAsync(string id, CancellationToken cancellation) =>
        Task.FromResult(_failures.GetValueOrDefault(id));
}
