using System.Globalization;
using BudgetWatch.Pipeline;
using BudgetWatch.Pipeline.Ingest;
using BudgetWatch.Pipeline.Operations;

namespace BudgetWatch.Storage.Tables;

/// <summary>
/// Decisions, editions chosen, held and in force, and the last check, one partition for each source: rows <c>decision|sha|reader</c>,
/// <c>chosen|slot</c>, <c>held|slot</c>, <c>force|slot</c> and <c>check</c>.
/// </summary>
internal sealed class TableEditionLedger(StorageConnection connection) : IEditionLedger
{
    private const string CheckRow = "check";
    private const string ForcePrefix = "force|";
    private const string ChosenPrefix = "chosen|";
    private const string HeldPrefix = "held|";
    private const string DecisionPrefix = "decision|";

    private readonly DocumentTable table = new(connection, "Editions");

    public Task RecordAsync(EditionDecision decision, CancellationToken cancellation) =>
        table.ChangeAsync<EditionDecision>(
            decision.SourceId,
            DecisionRow(decision.Sha256, decision.ReaderVersion),
            existing => existing is not null && IsSameVerdict(existing, decision) ? SeenAgain(existing, decision) : decision,
            cancellation
        );

    public async Task<EditionDecision?> FindAsync(string sourceId, string sha256, int readerVersion, CancellationToken cancellation) =>
        (await table.FindAsync<EditionDecision>(sourceId, DecisionRow(sha256, readerVersion), cancellation))?.Document;

    public async Task<IReadOnlyList<EditionDecision>> DecisionsAsync(string sourceId, CancellationToken cancellation)
    {
        return NewestFirst(await table.ListAsync<EditionDecision>(sourceId, DecisionPrefix, cancellation));
    }

    public Task ChooseAsync(EditionInForce edition, CancellationToken cancellation) => PutAsync(ChosenPrefix, edition, cancellation);

    public async Task<IReadOnlyList<EditionInForce>> ChosenAsync(string sourceId, CancellationToken cancellation) =>
        Chosen(
            await table.ListAsync<EditionInForce>(sourceId, ChosenPrefix, cancellation),
            await table.ListAsync<EditionInForce>(sourceId, ForcePrefix, cancellation)
        );

    public Task HoldAsync(HeldEdition edition, CancellationToken cancellation) =>
        table.ChangeAsync<HeldEdition>(edition.SourceId, HeldPrefix + edition.Slot, _ => edition, cancellation);

    // The app may delete no row here, so that nothing it does can lose one: what holds no more is written over. Nothing is asked about what is not held, and what is
    // not in force has no digest.
    public Task LetGoAsync(string sourceId, string slot, CancellationToken cancellation) =>
        table.ChangeAsync<HeldEdition>(
            sourceId,
            HeldPrefix + slot,
            existing => existing is null ? null : existing with { Questions = [] },
            cancellation
        );

    public Task TakeOutOfForceAsync(string sourceId, string slot, CancellationToken cancellation) =>
        table.ChangeAsync<EditionInForce>(
            sourceId,
            ForcePrefix + slot,
            existing => existing is null ? null : existing with { Sha256 = "" },
            cancellation
        );

    public Task PutInForceAsync(EditionInForce edition, CancellationToken cancellation) => PutAsync(ForcePrefix, edition, cancellation);

    private Task PutAsync(string prefix, EditionInForce edition, CancellationToken cancellation) =>
        table.ChangeAsync<EditionInForce>(
            edition.SourceId,
            prefix + edition.Slot,
            // The same edition put in force again has been in force since the first time.
            existing =>
                existing is not null && existing.Sha256 == edition.Sha256 && existing.ReaderVersion == edition.ReaderVersion
                    ? edition with
                    {
                        Since = existing.Since,
                    }
                    : edition,
            cancellation
        );

    public Task RecordCheckAsync(SourceCheck check, CancellationToken cancellation) =>
        table.ChangeAsync<SourceCheck>(
            check.SourceId,
            CheckRow,
            // A message that comes late does not make an older check the last one.
            existing => existing is not null && IsLater(existing.At, check.At) ? null : check,
            cancellation
        );

    public async Task<IReadOnlyDictionary<string, SourceCheck>> LastChecksAsync(CancellationToken cancellation)
    {
        var checks = new Dictionary<string, SourceCheck>(StringComparer.Ordinal);
        await foreach (var (source, _, json) in table.AllAsync(key: CheckRow, cancellation: cancellation))
            checks.Add(source, Json.Require<SourceCheck>(json));
        return checks;
    }

    public async Task<SourceRecord> RecordOfAsync(string sourceId, CancellationToken cancellation) =>
        (await RecordsAsync(sourceId, cancellation)).GetValueOrDefault(sourceId, SourceRecord.None);

    public Task<IReadOnlyDictionary<string, SourceRecord>> RecordsAsync(CancellationToken cancellation) =>
        RecordsAsync(sourceId: null, cancellation);

    private async Task<IReadOnlyDictionary<string, SourceRecord>> RecordsAsync(string? sourceId, CancellationToken cancellation)
    {
        var rows = new List<(string Source, string Key, string Json)>();
        await foreach (var row in table.AllAsync(sourceId, cancellation: cancellation))
            rows.Add(row);
        return rows.GroupBy(row => row.Source, StringComparer.Ordinal)
            .ToDictionary(
                source => source.Key,
                source => new SourceRecord(
                    NewestFirst(Under<EditionDecision>(source, DecisionPrefix)),
                    [.. Under<EditionInForce>(source, ForcePrefix).Where(IsInForce)],
                    [.. Under<HeldEdition>(source, HeldPrefix).Where(IsHeld)],
                    Under<SourceCheck>(source, CheckRow).SingleOrDefault()
                )
                {
                    Chosen = Chosen([.. Under<EditionInForce>(source, ChosenPrefix)], Under<EditionInForce>(source, ForcePrefix)),
                },
                StringComparer.Ordinal
            );

        static IEnumerable<T> Under<T>(IEnumerable<(string Source, string Key, string Json)> rows, string prefix) =>
            rows.Where(row => row.Key.StartsWith(prefix, StringComparison.Ordinal)).Select(row => Json.Require<T>(row.Json));
    }

    /// <summary>Before editions were chosen and looked at, what was chosen was in force at once.</summary>
    private static IReadOnlyList<EditionInForce> Chosen(IReadOnlyList<EditionInForce> noted, IEnumerable<EditionInForce> inForce) =>
        [
            .. noted
                .Concat(inForce.Where(edition => IsInForce(edition) && !noted.Any(other => other.Slot == edition.Slot)))
                .OrderBy(edition => edition.Slot, StringComparer.Ordinal),
        ];

    private static bool IsHeld(HeldEdition edition) => edition.Questions.Count > 0;

    private static bool IsInForce(EditionInForce edition) => edition.Sha256.Length > 0;

    private static IReadOnlyList<EditionDecision> NewestFirst(IEnumerable<EditionDecision> decisions) =>
        [
            .. decisions
                .OrderByDescending(decision => decision.FirstSeen)
                .ThenByDescending(decision => decision.LastSeen)
                .ThenByDescending(decision => decision.ReaderVersion)
                .ThenBy(decision => decision.Sha256, StringComparer.Ordinal),
        ];

    private static string DecisionRow(string sha256, int readerVersion) =>
        string.Create(CultureInfo.InvariantCulture, $"{DecisionPrefix}{sha256}|{readerVersion}");

    private static EditionDecision? SeenAgain(EditionDecision existing, EditionDecision again) =>
        again.LastSeen == existing.LastSeen || IsLater(existing.LastSeen, again.LastSeen)
            ? null
            : existing with
            {
                LastSeen = again.LastSeen,
            };

    // What is dated longer after a look than any look takes was dated by a clock that was ahead.
    private static bool IsLater(DateTimeOffset existing, DateTimeOffset at) => existing > at && existing - at <= Incident.LongestWork;

    // The name does not count: one file under two names in a folder is one edition, and one decision.
    private static bool IsSameVerdict(EditionDecision one, EditionDecision other) =>
        one.Accepted == other.Accepted
        && one.SetAside == other.SetAside
        && one.Failure == other.Failure
        && one.Slot == other.Slot
        && one.Precedence == other.Precedence
        && one.Flags.SequenceEqual(other.Flags)
        && one.Refusals.Select(refusal => refusal with { File = "" })
            .SequenceEqual(other.Refusals.Select(refusal => refusal with { File = "" }));
}
