using System.Globalization;
using BudgetWatch.Domain;
using BudgetWatch.Domain.Plausibility;
using BudgetWatch.Pipeline.Ingest;
using BudgetWatch.Pipeline.Operations;
using BudgetWatch.Pipeline.Telemetry;
using BudgetWatch.Sources;

namespace BudgetWatch.Pipeline.Gate;

/// <summary>
/// Puts editions in force. What was chosen of each slot is compared with all others once every source has been processed; what cannot be what it says it is, is held
/// for a person, and the edition before it stays in force. What a person withdrew goes out, and the best that is left of its slot takes its place.
/// </summary>
public sealed class EditionGate(
    IEditionLedger ledger,
    IEditionArchive archive,
    IIncidentLog incidents,
    Measurements measured,
    TimeProvider clock
)
{
    /// <summary>What an incident about a held edition begins with; source and slot follow.</summary>
    public const string About = "held";

    /// <summary>Characters of the questions that an incident repeats.</summary>
    private const int MostDetail = 4_000;

    /// <summary>Flags of readers that a person must answer: the file says two things, and nothing in it says which is right.</summary>
    private static readonly HashSet<string> Asking = new(StringComparer.Ordinal) { EditionFlag.LinesDoNotAddUp };

    /// <summary>What an incident about a held edition is about.</summary>
    public static string AboutOf(string sourceId, string slot) => $"{About} {sourceId} {slot}";

    /// <summary>Whether an incident is about a held edition.</summary>
    public static bool IsAbout(string about) => about.StartsWith(About + " ", StringComparison.Ordinal);

    /// <summary>Puts in force what can be, and holds the rest.</summary>
    /// <param name="runId">The run it is done in, for incidents.</param>
    /// <param name="contents">Where editions are read; they are read only where something is new.</param>
    /// <param name="cancellation">Stops between editions.</param>
    /// <returns>The editions in force, in order of source and slot.</returns>
    public async Task<IReadOnlyList<EditionInForce>> RunAsync(string runId, EditionContents contents, CancellationToken cancellation)
    {
        var verdicts = await archive.VerdictsAsync(cancellation);
        var inForce = new Dictionary<EditionSlot, EditionInForce>();
        var held = new Dictionary<EditionSlot, HeldEdition>();
        var chosen = new Dictionary<EditionSlot, EditionInForce>();
        var records = await ledger.RecordsAsync(cancellation);
        foreach (var source in SourceCatalogue.All.Select(source => source.Description.Id))
        {
            var record = records.GetValueOrDefault(source, SourceRecord.None);
            Sort(record.InForce, inForce);
            Sort(record.Chosen, chosen);
            foreach (var edition in record.Held)
            {
                held[new EditionSlot(edition.SourceId, edition.Slot)] = edition;
            }
        }

        var standing = inForce.Where(pair => !verdicts.IsWithdrawn(pair.Value.Sha256)).ToDictionary();
        var candidates = await CandidatesAsync(chosen, inForce, standing, verdicts, contents, cancellation);
        if (candidates.Count > 0 || standing.Count < inForce.Count || held.Count > 0)
        {
            await DecideAsync(runId, candidates, inForce, standing, held, verdicts, contents, cancellation);
        }

        return
        [
            .. SourceCatalogue.All.SelectMany(source =>
                standing
                    .Values.Where(edition => edition.SourceId == source.Description.Id)
                    .OrderBy(edition => edition.Slot, StringComparer.Ordinal)
            ),
        ];
    }

    private static void Sort(IEnumerable<EditionInForce> editions, Dictionary<EditionSlot, EditionInForce> into)
    {
        foreach (var edition in editions)
        {
            into[new EditionSlot(edition.SourceId, edition.Slot)] = edition;
        }
    }

    /// <summary>What is to come into force: what was chosen and is not yet, and for slots that lost their edition the best that is left.</summary>
    private async Task<Dictionary<EditionSlot, List<EditionInForce>>> CandidatesAsync(
        Dictionary<EditionSlot, EditionInForce> chosen,
        Dictionary<EditionSlot, EditionInForce> inForce,
        Dictionary<EditionSlot, EditionInForce> standing,
        EditionVerdicts verdicts,
        EditionContents contents,
        CancellationToken cancellation
    )
    {
        var candidates = new Dictionary<EditionSlot, List<EditionInForce>>();
        foreach (var slot in chosen.Keys.Union(inForce.Keys))
        {
            var own = new List<EditionInForce>();
            chosen.TryGetValue(slot, out var newest);
            standing.TryGetValue(slot, out var current);
            if (newest is not null && !verdicts.IsWithdrawn(newest.Sha256) && !IsSame(newest, current))
            {
                own.Add(newest);
            }

            // Without an edition in force the slot would be empty: any other that was accepted is better, if it can be what it says it is.
            if (current is null)
            {
                var known = newest ?? inForce[slot];
                foreach (
                    var decision in await EditionChoice.OthersAsync(
                        ledger,
                        archive,
                        (slot.SourceId, slot.Slot, known.Sha256, known.ReaderVersion),
                        verdicts,
                        cancellation
                    )
                )
                {
                    if (await contents.FindAsync(slot.SourceId, decision.Sha256, decision.ReaderVersion, cancellation) is not null)
                    {
                        var manifest = await archive.FindAsync(decision.Sha256, cancellation);
                        own.Add(
                            new EditionInForce(
                                slot.SourceId,
                                slot.Slot,
                                decision.Sha256,
                                decision.ReaderVersion,
                                decision.FileName,
                                decision.Precedence,
                                manifest?.PublishedAt,
                                clock.GetUtcNow()
                            )
                            {
                                IsBundled = manifest?.Origin == IEditionOrigin.Bundled,
                            }
                        );
                    }
                }
            }

            if (own.Count > 0)
            {
                candidates.Add(slot, own);
            }
        }

        return candidates;
    }

    private static bool IsSame(EditionInForce one, EditionInForce? other) =>
        other is not null && (one.Sha256, one.ReaderVersion, one.IsBundled) == (other.Sha256, other.ReaderVersion, other.IsBundled);

    private async Task DecideAsync(
        string runId,
        Dictionary<EditionSlot, List<EditionInForce>> candidates,
        Dictionary<EditionSlot, EditionInForce> inForce,
        Dictionary<EditionSlot, EditionInForce> standing,
        Dictionary<EditionSlot, HeldEdition> held,
        EditionVerdicts verdicts,
        EditionContents contents,
        CancellationToken cancellation
    )
    {
        var now = clock.GetUtcNow();
        var nowHeld = new Dictionary<EditionSlot, HeldEdition>();

        // Of each slot the first that is left; those behind it are checked only where it is held.
        while (candidates.Count > 0)
        {
            var firsts = candidates.ToDictionary(pair => pair.Key, pair => pair.Value[0]);
            var asked = await AskedAsync(firsts, standing, verdicts, contents, now, cancellation);
            foreach (var (slot, edition) in firsts)
            {
                if (!asked.TryGetValue(slot, out var questions))
                {
                    await PutInForceAsync(edition, standing.GetValueOrDefault(slot), now, cancellation);
                    standing[slot] = edition;
                    candidates.Remove(slot);
                }
                else
                {
                    nowHeld.TryAdd(
                        slot,
                        new HeldEdition(
                            slot.SourceId,
                            slot.Slot,
                            edition.Sha256,
                            edition.ReaderVersion,
                            edition.FileName,
                            questions,
                            held.TryGetValue(slot, out var before) && before.Sha256 == edition.Sha256 ? before.Since : now
                        )
                    );
                    if (candidates[slot] is [_, .. { Count: > 0 } rest] && !standing.ContainsKey(slot))
                    {
                        candidates[slot] = [.. rest];
                    }
                    else
                    {
                        candidates.Remove(slot);
                    }
                }
            }
        }

        foreach (var slot in inForce.Keys.Where(slot => !standing.ContainsKey(slot)))
        {
            await ledger.TakeOutOfForceAsync(slot.SourceId, slot.Slot, cancellation);
        }

        foreach (var edition in nowHeld.Values)
        {
            await ledger.HoldAsync(edition, cancellation);
        }

        foreach (var slot in held.Keys.Where(slot => !nowHeld.ContainsKey(slot)))
        {
            await ledger.LetGoAsync(slot.SourceId, slot.Slot, cancellation);
        }

        await ReportAsync(runId, [.. nowHeld.Values], now, cancellation);
    }

    /// <summary>What is asked about each of them that is to come into force.</summary>
    private async Task<Dictionary<EditionSlot, IReadOnlyList<Question>>> AskedAsync(
        Dictionary<EditionSlot, EditionInForce> editions,
        Dictionary<EditionSlot, EditionInForce> standing,
        EditionVerdicts verdicts,
        EditionContents contents,
        DateTimeOffset now,
        CancellationToken cancellation
    )
    {
        var trusted = new Dictionary<EditionSlot, EditionContent>();
        foreach (var (slot, edition) in standing)
        {
            trusted.Add(slot, await contents.ReadAsync(slot.SourceId, edition.Sha256, edition.ReaderVersion, cancellation));
        }

        var asked = new Dictionary<EditionSlot, IReadOnlyList<Question>>();
        var candidates = new List<Candidate>();
        foreach (var (slot, edition) in editions)
        {
            var content = await contents.ReadAsync(slot.SourceId, edition.Sha256, edition.ReaderVersion, cancellation);
            if (verdicts.IsAccepted(edition.Sha256))
            {
                trusted.TryAdd(slot, content);
                continue;
            }

            // A reader that is corrected says something else of the same bytes: that is checked again too.
            var own = await OwnQuestionsAsync(slot, edition, verdicts, cancellation);
            if (own.Count > 0)
            {
                asked.Add(slot, own);
            }
            else
            {
                candidates.Add(
                    new Candidate(
                        slot,
                        content,
                        edition.PublishedAt is { } published ? DateOnly.FromDateTime(published.UtcDateTime) : null,
                        trusted.GetValueOrDefault(slot)
                    )
                );
            }
        }

        foreach (var (slot, questions) in Examination.Of(candidates, trusted, DateOnly.FromDateTime(now.UtcDateTime)))
        {
            asked.Add(
                slot,
                questions.Count <= HeldEdition.MostQuestions
                    ? questions
                    :
                    [
                        .. questions.Take(HeldEdition.MostQuestions - 1),
                        new Question(
                            "more",
                            string.Create(
                                CultureInfo.InvariantCulture,
                                $"And {questions.Count - HeldEdition.MostQuestions + 1} more questions."
                            )
                        ),
                    ]
            );
        }

        return asked;
    }

    /// <summary>Questions about one edition without the others: what its reader could not tell, and whether it says what a withdrawn one said.</summary>
    private async Task<IReadOnlyList<Question>> OwnQuestionsAsync(
        EditionSlot slot,
        EditionInForce edition,
        EditionVerdicts verdicts,
        CancellationToken cancellation
    )
    {
        var questions = new List<Question>();
        if (await ledger.FindAsync(slot.SourceId, edition.Sha256, edition.ReaderVersion, cancellation) is { } decision)
        {
            questions.AddRange(
                decision.Flags.Where(flag => Asking.Contains(flag.Kind)).Select(flag => new Question(flag.Kind, flag.Detail))
            );
        }

        var reader = IngestSource.ReaderOf(slot.SourceId, edition.ReaderVersion);
        foreach (var withdrawal in verdicts.All.Where(verdict => verdict.Kind == VerdictKind.Withdrawn))
        {
            if (
                await ledger.FindAsync(slot.SourceId, withdrawal.Sha256, edition.ReaderVersion, cancellation) is { Accepted: true } was
                && was.Slot == slot.Slot
                && await archive.FindReadingAsync(withdrawal.Sha256, reader, cancellation) is { } said
                && said == await archive.FindReadingAsync(edition.Sha256, reader, cancellation)
            )
            {
                questions.Add(
                    new Question(
                        "as-withdrawn",
                        string.Create(
                            CultureInfo.InvariantCulture,
                            $"It has the same content as an edition that was withdrawn on {withdrawal.At:d MMMM yyyy} ({withdrawal.Sha256[..12]})."
                        )
                    )
                );
            }
        }

        return questions;
    }

    private async Task PutInForceAsync(EditionInForce edition, EditionInForce? current, DateTimeOffset now, CancellationToken cancellation)
    {
        if (!IsSame(edition, current))
        {
            await ledger.PutInForceAsync(edition with { Since = now }, cancellation);
        }
    }

    /// <summary>An open incident for each held edition; those of editions that are held no more are closed.</summary>
    private async Task ReportAsync(string runId, IReadOnlyList<HeldEdition> held, DateTimeOffset now, CancellationToken cancellation)
    {
        var open = (await incidents.OpenAsync(cancellation)).Where(incident => IsAbout(incident.About)).ToList();
        foreach (var edition in held)
        {
            var about = AboutOf(edition.SourceId, edition.Slot);
            var id = $"{runId}-{About}-{edition.Sha256[..12]}";
            var detail = BoundedText.Cut(
                $"{edition.Sha256}. {string.Join(" ", edition.Questions.Select(question => question.Text))}",
                MostDetail
            );
            if (open.Exists(incident => incident.About == about && incident.Detail == detail))
            {
                continue;
            }

            await incidents.ResolveAsync(about, now, null, cancellation);
            await incidents.RecordAsync(new Incident(id, now, about, edition.Sentence(), detail), cancellation);
            measured.Held();
        }

        foreach (
            var about in open.Select(incident => incident.About)
                .Distinct()
                .Where(about => !held.Any(edition => AboutOf(edition.SourceId, edition.Slot) == about))
        )
        {
            await incidents.ResolveAsync(about, now, null, cancellation);
        }
    }
}
