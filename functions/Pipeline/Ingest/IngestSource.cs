using System.Diagnostics;
using System.Globalization;
using System.Runtime.ExceptionServices;
using System.Security.Cryptography;
using System.Text;
using BudgetWatch.Pipeline.Operations;
using BudgetWatch.Pipeline.Telemetry;
using BudgetWatch.Sources;
using BudgetWatch.Sources.Tabular;

namespace BudgetWatch.Pipeline.Ingest;

/// <summary>
/// Ingests one source: takes what its origin offers, keeps it byte for byte, reads what is of the source, accepts or refuses it with
/// reasons, and chooses what is newest. Every step is the same when taken again.
/// </summary>
public sealed class IngestSource(
    IEditionOrigin origin,
    IEditionArchive archive,
    IEditionLedger ledger,
    IRunLedger runs,
    IWorkQueue queue,
    IIncidentLog incidents,
    FilePeeks peeks,
    Measurements measured,
    TimeProvider clock
)
{
    /// <summary>How many reasons why a file is refused are kept: so many always fit a row.</summary>
    private const int ReasonsKept = 50;

    /// <summary>How many flags of an edition are kept, and how many characters of them: so many always fit a row, whatever characters they are.</summary>
    private const int FlagsKept = 1_500;

    private const int FlagCharactersKept = 50_000;

    /// <summary>How many files that failed a reader an incident names.</summary>
    private const int FailuresNamed = 5;

    /// <summary>How many refused files a span tells of: /sources tells of them all.</summary>
    private const int RefusalsTold = 20;

    /// <summary>Deals with one message.</summary>
    /// <exception cref="OriginUnavailableException">The origin cannot be reached: the message is tried again later.</exception>
    public Task RunAsync(IngestMessage message, CancellationToken cancellation) =>
        Traces.DeliveredAsync(Step.SourceIngested, message.Traceparent, span => RunAsync(message, span, cancellation));

    private async Task RunAsync(IngestMessage message, Activity? span, CancellationToken cancellation)
    {
        span?.SetTag(Tag.Run, message.RunId).SetTag(Tag.Source, message.SourceId);
        var source =
            SourceCatalogue.Find(message.SourceId) ?? throw new InvalidOperationException($"There is no source '{message.SourceId}'.");
        var decisions = await DecideAsync(source, origin.OfferAsync(source.Description, message.RunId, cancellation), cancellation);
        var all = decisions.Where(pair => pair.Decision.SourceId == source.Description.Id).ToList();
        var slots = await ChooseAsync(
            source,
            [.. all.Where(pair => pair.Decision.Accepted)],
            isClean: decisions.TrueForAll(pair => !pair.Decision.IsRefused),
            cancellation
        );
        var own = await WithoutUnusedAsync(source, all, cancellation);
        var origins = new SortedSet<string>(own.Select(pair => pair.Origin), StringComparer.Ordinal);
        var accepted = own.Where(pair => pair.Decision.Accepted).ToList();
        var refused = Refused(own);
        var setAside = SetAside(own);
        var offeredCount = own.Count(pair => pair.Decision.SetAside is null);
        var now = clock.GetUtcNow();
        await ledger.RecordCheckAsync(
            Check(source.Description.Id, now, origins.Count == 0 ? origin.Name : string.Join(" and ", origins), own, slots),
            cancellation
        );
        measured.Decided(source.Description.Id, offeredCount, accepted.Count, offeredCount - accepted.Count);
        span?.SetTag(Tag.Accepted, accepted.Count).SetTag(Tag.Refused, offeredCount - accepted.Count);
        Tell(span, decisions.Select(pair => pair.Decision).Where(decision => decision.IsRefused));
        var unrecognised = decisions.Where(pair => pair.Decision.SourceId == EditionDecision.UnrecognisedFiles).ToList();
        await RecordUnrecognisedAsync(unrecognised, now, cancellation);

        // Every source is offered a file of no source; one of them speaks of it.
        var failed = source.Description.Id == SourceCatalogue.All[0].Description.Id ? own.Concat(unrecognised) : own;
        var standing = await ReportAsync(message, [.. failed.Where(pair => pair.Decision.Failure is not null)], now, cancellation);
        await incidents.ResolveAsync(source.Description.Id, now, standing, cancellation);
        await FinishAsync(
            message,
            new SourceProgress(
                ProgressState.Done,
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"{accepted.Count} accepted, {refused.Count} refused{(setAside.Count == 0 ? "" : $", {setAside.Count} set aside")}"
                )
            ),
            cancellation
        );
    }

    /// <summary>
    /// Handles a message that failed at every try: an incident, and the run continues with the editions in force. Where the same message,
    /// delivered twice, did its work, nothing failed.
    /// </summary>
    /// <returns>Whether the source is still to be ingested.</returns>
    public async Task<bool> GiveUpAsync(IngestMessage message, FailedWork failed, CancellationToken cancellation)
    {
        if (
            await runs.FindAsync(message.RunId, cancellation) is { } run
            && run.Sources.TryGetValue(message.SourceId, out var progress)
            && progress.State == ProgressState.Done
        )
        {
            await AskForBuildAsync(message, cancellation);
            return false;
        }

        var now = clock.GetUtcNow();
        await incidents.ReviseAsync(
            new Incident(
                message.IncidentId,
                now,
                message.SourceId,
                $"Ingesting {message.SourceId} failed. {failed.Retry.Sentence}",
                failed.Reason
            )
            {
                RetryAt = failed.Retry.At,
            },
            cancellation
        );
        measured.GaveUp(message);
        await UseBundledAsync(message, cancellation);
        await ledger.RecordCheckAsync(new SourceCheck(message.SourceId, now, origin.Name, 0, 0, [], failed.Reason), cancellation);
        await FinishAsync(message, new SourceProgress(ProgressState.Failed, $"{failed.Reason}. {failed.Retry.Sentence}"), cancellation);
        return true;
    }

    /// <summary>A first release does not wait for one publisher: slots without any edition get the bundled one.</summary>
    private async Task UseBundledAsync(IngestMessage message, CancellationToken cancellation)
    {
        if (origin is not IBundledOrigin bundled || SourceCatalogue.Find(message.SourceId) is not { } source)
        {
            return;
        }

        try
        {
            var decisions = await DecideAsync(
                source,
                bundled.OfferBundledAsync(source.Description, message.RunId, cancellation),
                cancellation
            );
            await ChooseAsync(
                source,
                [.. decisions.Where(pair => pair.Decision.SourceId == message.SourceId && pair.Decision.Accepted)],
                isClean: false,
                cancellation
            );
        }
        catch (OriginUnavailableException)
        {
            // There is no snapshot beside the app. The incident already says that the source failed.
        }
    }

    /// <summary>Decides on every file that is offered, and last on those that depend on what else their release has.</summary>
    private async Task<List<Offer>> DecideAsync(PublishedSource source, IAsyncEnumerable<OfferedFile> files, CancellationToken cancellation)
    {
        var decided = new List<Offer>();
        var unknown = new List<Offer>();
        var withdrawn = new List<OfferedFile>();
        await foreach (var offered in files)
        {
            using var content = offered.Content;
            if (offered is { WithdrawnBecause: not null, KeptAs: not null })
            {
                withdrawn.Add(offered);
                continue;
            }

            var isUnknown = await FindUnknownAsync(source, offered, cancellation);
            if ((isUnknown ?? await DecideAsync(source, offered, cancellation)) is { } decision)
            {
                (isUnknown is null ? decided : unknown).Add(Offer.Of(decision, offered, origin.Name, decided.Count + unknown.Count));
            }
        }

        // A page may be taken back because its file moved to another: what is offered elsewhere stands.
        foreach (var offered in withdrawn.Where(offered => !decided.Exists(offer => offer.Decision.Sha256 == offered.KeptAs)))
        {
            await archive.KeepVerdictAsync(
                new EditionVerdict(
                    offered.KeptAs!,
                    VerdictKind.Withdrawn,
                    clock.GetUtcNow(),
                    VerdictGiver.Publisher,
                    offered.WithdrawnBecause!
                ),
                cancellation
            );
        }

        var whole = decided
            .Where(offer => offer.Decision.SetAside is null)
            .Select(offer => offer.Release)
            .ToHashSet(StringComparer.Ordinal);
        foreach (var offer in unknown)
        {
            var decision = whole.Contains(offer.Release)
                ? offer.Decision with
                {
                    Refusals = [],
                    SetAside =
                        $"This is not a file of {source.Description.Id}. Its release has such other files too. Found: {offer.Decision.Refusals[0].Found}.",
                }
                : offer.Decision;
            await ledger.RecordAsync(decision, cancellation);
            decided.Add(offer with { Decision = decision });
        }

        return decided;
    }

    /// <summary>The refusal of a loosely chosen file that nothing tells what it is; null for any other.</summary>
    private async Task<EditionDecision?> FindUnknownAsync(PublishedSource source, OfferedFile offered, CancellationToken cancellation)
    {
        if (!offered.IsChosenLoosely)
        {
            return null;
        }

        var refusal = await UnknownAsync(source, offered, cancellation);
        var now = clock.GetUtcNow();
        return refusal is null
            ? null
            : new EditionDecision(
                source.Description.Id,
                offered.Content?.Sha256 ?? Identity(offered, new Rejected(refusal.Expected, refusal.Found)),
                source.Description.ReaderVersion,
                offered.Name,
                false,
                null,
                0,
                [],
                [refusal],
                now,
                now
            );
    }

    private async Task<Refusal?> UnknownAsync(PublishedSource source, OfferedFile offered, CancellationToken cancellation)
    {
        if (offered.Rejected is { } notTaken)
        {
            return new Refusal(offered.Name, null, null, notTaken.Expected, notTaken.Found);
        }

        try
        {
            return offered.Content is not { } content
                ? null
                : await peeks.LookAsync(offered.Name, content, cancellation) switch
                {
                    FilePreview.Refused unreadable => unreadable.Reason,
                    FilePreview.Seen { File: var peek }
                        when ReaderFailedException.Guard(
                            () => !source.Recognises(peek) && OtherTables.ReasonToSetAside(source, peek) is null,
                            isOfSource: false,
                            cancellation
                        ) => new Refusal(offered.Name, null, null, $"a file of {source.Description.Title}", "another table"),
                    _ => null,
                };
        }
        catch (ReaderFailedException)
        {
            // Deciding on the file meets the same fault, and says so.
            return null;
        }
    }

    /// <summary>Without bundled editions that no slot uses: the publisher has its own, so they were not offered in any sense that a reader asks about.</summary>
    private async Task<List<Offer>> WithoutUnusedAsync(PublishedSource source, List<Offer> offers, CancellationToken cancellation)
    {
        if (!offers.Exists(offer => offer.IsBundled))
        {
            return offers;
        }

        var used = (await ledger.ChosenAsync(source.Description.Id, cancellation))
            .Where(edition => edition.IsBundled == true)
            .Select(edition => edition.Sha256)
            .ToHashSet(StringComparer.Ordinal);
        return [.. offers.Where(offer => !offer.IsBundled || used.Contains(offer.Decision.Sha256) || offer.Decision.IsRefused)];
    }

    private static void Tell(Activity? span, IEnumerable<EditionDecision> refused)
    {
        foreach (var decision in span is null ? [] : refused.Take(RefusalsTold))
        {
            var reason = decision.Refusals.FirstOrDefault();
            span?.AddEvent(
                new ActivityEvent(
                    Step.EditionRefused,
                    tags: new ActivityTagsCollection
                    {
                        [Tag.Source] = decision.SourceId,
                        [Tag.Edition] = decision.Sha256,
                        [Tag.Where] = $"{reason?.Sheet} {reason?.Cell}".Trim(),
                        [Tag.Expected] = reason?.Expected,
                    }
                )
            );
        }
    }

    /// <summary>What is decided on a file; null where it is of another source. A reader that throws costs the file it throws on, and no other.</summary>
    private async Task<EditionDecision?> DecideAsync(PublishedSource source, OfferedFile offered, CancellationToken cancellation)
    {
        var now = clock.GetUtcNow();
        try
        {
            return await DecideAsync(source, offered, now, cancellation);
        }
        catch (ReaderFailedException fault)
        {
            return await RefuseAsync(
                source,
                offered with
                {
                    IsOfSource = offered.IsOfSource || fault.IsOfSource,
                },
                offered.Content!.Sha256,
                fault.Reason(offered.Name),
                now,
                cancellation,
                fault.Failure
            );
        }
    }

    private async Task<EditionDecision?> DecideAsync(
        PublishedSource source,
        OfferedFile offered,
        DateTimeOffset now,
        CancellationToken cancellation
    )
    {
        var description = source.Description;

        if (offered.KeptAs is { } kept)
        {
            if (RefuseDay(offered, now) is { } toCome)
            {
                return await NotTakenAsync(source, offered with { IsOfSource = true }, toCome, now, cancellation);
            }

            return await SeenAgainAsync(
                await ledger.FindAsync(description.Id, kept, description.ReaderVersion, cancellation)
                    ?? throw new InvalidOperationException($"{offered.Name} is offered as unchanged, but nothing was decided on {kept}."),
                now,
                cancellation
            );
        }

        if (offered.SetAside is { } isOther)
        {
            return await SetAsideAsync(source, offered, Identity(offered, new Rejected("", isOther)), isOther, now, cancellation);
        }

        if (offered.Rejected is { } notTaken)
        {
            return await NotTakenAsync(source, offered, notTaken, now, cancellation);
        }

        var content = offered.Content ?? throw new InvalidOperationException($"{offered.Name} is offered without its content.");
        var sha256 = content.Sha256;
        if (await peeks.LookAsync(offered.Name, content, cancellation) is not { } peeking)
        {
            return await NotTakenAsync(source, offered, Changed, now, cancellation);
        }

        if (peeking is FilePreview.Refused unreadable)
        {
            return await RefuseAsync(source, offered, sha256, unreadable.Reason, now, cancellation);
        }

        var peek = ((FilePreview.Seen)peeking).File;
        var (isOfSource, setAside) = ReaderFailedException.Guard(
            () =>
                source.Recognises(peek) is var recognised && (recognised || offered.IsOfSource)
                    ? (recognised, OtherTables.ReasonToSetAside(source, peek))
                    : (false, null),
            isOfSource: true,
            cancellation
        );
        if (setAside is { } reason)
        {
            return await SetAsideAsync(source, offered, sha256, reason, now, cancellation);
        }

        if (!isOfSource)
        {
            return offered.IsOfSource
                ? await RefuseAsync(
                    source,
                    offered,
                    sha256,
                    new Refusal(offered.Name, null, null, $"a file of {description.Title}", "another table"),
                    now,
                    cancellation
                )
                : null;
        }

        if (RefuseDay(offered, now) is { } early)
        {
            return await NotTakenAsync(source, offered with { IsOfSource = true }, early, now, cancellation);
        }

        var known = await ledger.FindAsync(description.Id, sha256, description.ReaderVersion, cancellation);
        known = known?.Failure is null ? known : null;
        if (known is null || await archive.FindAsync(sha256, cancellation) is null)
        {
            // A folder offers files of every source, each of which bounds its own.
            if (content.Length > description.LargestFile)
            {
                return await NotTakenAsync(source, offered with { IsOfSource = true }, TooLarge(description, content), now, cancellation);
            }

            if (!await content.HoldAsync(cancellation))
            {
                return await NotTakenAsync(source, offered with { IsOfSource = true }, Changed, now, cancellation);
            }

            await using (var bytes = content.OpenRead())
            {
                await archive.KeepAsync(Manifest(description, offered, content, peek.Format, now), bytes, cancellation);
            }

            known ??= await ReadAsync(source, content.As(offered.Name), sha256, now, cancellation);
        }

        return await SeenAgainAsync(known, now, cancellation);
    }

    private static Rejected Changed { get; } = new("a file that does not change while it is read", "one that changed or was removed");

    private static Rejected TooLarge(SourceDescription source, OfferedContent content) =>
        new(
            string.Create(CultureInfo.InvariantCulture, $"at most {source.LargestFile:N0} bytes"),
            string.Create(CultureInfo.InvariantCulture, $"{content.Length:N0} bytes")
        );

    private Task<EditionDecision> NotTakenAsync(
        PublishedSource source,
        OfferedFile offered,
        Rejected reason,
        DateTimeOffset now,
        CancellationToken cancellation
    ) =>
        RefuseAsync(
            source,
            offered,
            Identity(offered, reason),
            new Refusal(offered.Name, null, null, reason.Expected, reason.Found),
            now,
            cancellation
        );

    private async Task<EditionDecision> SeenAgainAsync(EditionDecision decision, DateTimeOffset now, CancellationToken cancellation)
    {
        var seen = decision with { LastSeen = now };
        await ledger.RecordAsync(seen, cancellation);
        return seen;
    }

    /// <summary>A file that is known to be something else: nothing is wrong, and nothing of it is used.</summary>
    private async Task<EditionDecision> SetAsideAsync(
        PublishedSource source,
        OfferedFile offered,
        string sha256,
        string reason,
        DateTimeOffset now,
        CancellationToken cancellation
    )
    {
        var decision = new EditionDecision(
            source.Description.Id,
            sha256,
            source.Description.ReaderVersion,
            offered.Name,
            false,
            null,
            0,
            [],
            [],
            now,
            now
        )
        {
            SetAside = reason,
        };
        await ledger.RecordAsync(decision, cancellation);
        return decision;
    }

    /// <summary>A file that is of no source: a refusal of the source it was offered as, or of none where it may be of any.</summary>
    private async Task<EditionDecision> RefuseAsync(
        PublishedSource source,
        OfferedFile offered,
        string sha256,
        Refusal refusal,
        DateTimeOffset now,
        CancellationToken cancellation,
        string? failure = null
    )
    {
        var description = source.Description;
        var decision = new EditionDecision(
            offered.IsOfSource ? description.Id : EditionDecision.UnrecognisedFiles,
            sha256,
            offered.IsOfSource ? description.ReaderVersion : 1,
            offered.Name,
            false,
            null,
            0,
            [],
            [refusal],
            now,
            now
        )
        {
            Failure = failure,
        };
        if (offered.IsOfSource)
        {
            await ledger.RecordAsync(decision, cancellation);
        }

        return decision;
    }

    /// <summary>
    /// Why a file of a day to come is not taken: it would come before every correction that is still to be published. It is refused by its day, not by its bytes, so
    /// that it is taken when the day has come.
    /// </summary>
    private static Rejected? RefuseDay(OfferedFile offered, DateTimeOffset now) =>
        DayOf(offered) is { } day && day > now.AddDays(1)
            ? new Rejected("a day of publication that has come", string.Create(CultureInfo.InvariantCulture, $"{day:d MMMM yyyy}"))
            : null;

    /// <summary>The day a file is dated by its publisher's page, or by its own name; null where neither says.</summary>
    private static DateTimeOffset? DayOf(OfferedFile offered) =>
        offered.PublishedAt
        ?? (
            RevisionMark.Of(offered.Name, offered.Title).Date is { } date
                ? new DateTimeOffset(date, TimeOnly.MinValue, TimeSpan.Zero)
                : null
        );

    /// <summary>A file that was not taken has no digest; two must not be one refusal.</summary>
    private static string Identity(OfferedFile offered, Rejected notTaken) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{offered.Name}\n{notTaken.Expected}\n{notTaken.Found}")));

    private Task<EditionDecision> ReadAsync(
        PublishedSource source,
        PublishedFile file,
        string sha256,
        DateTimeOffset now,
        CancellationToken cancellation
    ) =>
        Traces.StepAsync(
            Step.EditionRead,
            async span =>
            {
                var description = source.Description;
                var (reading, json) = ReaderFailedException.Guard(
                    () =>
                    {
                        var read = source.Read(file, cancellation);
                        if (read is Reading.Refused { Fault: { } fault })
                        {
                            // A fault of our reader is an incident, and the file is read again at the next check.
                            ExceptionDispatchInfo.Throw(fault);
                        }

                        return (read, read is Reading.Accepted accepted ? EditionContentJson.Write(accepted.Content) : "");
                    },
                    isOfSource: true,
                    cancellation
                );
                measured.Read(description.Id, reading.Cells);
                span?.SetTag(Tag.Source, description.Id)
                    .SetTag(Tag.Edition, sha256)
                    .SetTag(Tag.Cells, reading.Cells)
                    .SetTag(Tag.Outcome, reading is Reading.Accepted ? "accepted" : "refused");
                switch (reading)
                {
                    case Reading.Accepted accepted:
                        await archive.KeepReadingAsync(sha256, ReaderOf(description), json, cancellation);
                        return new EditionDecision(
                            description.Id,
                            sha256,
                            description.ReaderVersion,
                            file.Name,
                            true,
                            accepted.Content.Slot,
                            accepted.Content.Precedence,
                            Capped(accepted.Flags),
                            [],
                            now,
                            now
                        );
                    case Reading.Refused refused:
                        return new EditionDecision(
                            description.Id,
                            sha256,
                            description.ReaderVersion,
                            file.Name,
                            false,
                            null,
                            0,
                            [],
                            Capped(refused.Reasons),
                            now,
                            now
                        );
                    default:
                        throw new InvalidOperationException("A reading is accepted or refused.");
                }
            }
        );

    /// <summary>A sheet shifted by a column can give ten thousand reasons; a person needs the first few and how many there are.</summary>
    private static IReadOnlyList<Refusal> Capped(IReadOnlyList<Refusal> reasons) =>
        reasons.Count <= ReasonsKept
            ? reasons
            :
            [
                .. reasons.Take(ReasonsKept),
                new Refusal(
                    reasons[0].File,
                    null,
                    null,
                    "no further reasons",
                    string.Create(CultureInfo.InvariantCulture, $"{reasons.Count - ReasonsKept} more")
                ),
            ];

    private static IReadOnlyList<EditionFlag> Capped(IReadOnlyList<EditionFlag> flags)
    {
        var characters = 0;
        List<EditionFlag> kept =
        [
            .. flags
                .Take(FlagsKept)
                .TakeWhile(flag =>
                    (characters += flag.Kind.Length + flag.Detail.Length + (flag.Address?.Length ?? 0)) <= FlagCharactersKept
                ),
        ];
        return kept.Count == flags.Count
            ? flags
            :
            [
                .. kept,
                new EditionFlag(
                    "more-flags",
                    string.Create(CultureInfo.InvariantCulture, $"{flags.Count - kept.Count} more flags are not listed."),
                    null
                ),
            ];
    }

    /// <summary>
    /// Chooses of each slot the newest of what is offered now, for the gate to look at. A slot that is not offered keeps what it has, and an older edition never replaces a newer one, but
    /// where the owner of a folder took the newer one out of it. A bundled edition is for slots the publisher has none for: it gives way to the publisher's, and never
    /// replaces it. What was withdrawn is not chosen, and gives way to anything.
    /// </summary>
    /// <param name="source">The source.</param>
    /// <param name="accepted">Its accepted editions.</param>
    /// <param name="isClean">Whether nothing was refused: what is missing then is not there, and not merely unreadable.</param>
    /// <param name="cancellation">Stops the wait.</param>
    /// <returns>What a person should know of the choice.</returns>
    private async Task<IReadOnlyList<SlotFlag>> ChooseAsync(
        PublishedSource source,
        IReadOnlyList<Offer> accepted,
        bool isClean,
        CancellationToken cancellation
    )
    {
        var verdicts = await archive.VerdictsAsync(cancellation);
        var chosen = (await ledger.ChosenAsync(source.Description.Id, cancellation))
            .Where(edition => !verdicts.IsWithdrawn(edition.Sha256))
            .ToDictionary(edition => edition.Slot, StringComparer.Ordinal);
        accepted = [.. accepted.Where(offer => !verdicts.IsWithdrawn(offer.Decision.Sha256))];
        var hasAll =
            source.Description.HoldsEveryYear
            && (accepted.Any(pair => !pair.IsBundled) || await AnyOfPublisherAsync(chosen.Values, cancellation));
        var slots = accepted
            .Where(pair => !hasAll || !pair.IsBundled)
            .GroupBy(pair => pair.Decision.Slot!, StringComparer.Ordinal)
            .ToList();
        var flags = new List<SlotFlag>();
        foreach (var slot in slots)
        {
            var ofPublisher = slot.Where(pair => !pair.IsBundled).ToList();
            var (newest, rival) = await EditionChoice.OfAsync(ofPublisher.Count > 0 ? ofPublisher : slot, archive, cancellation);
            var decision = newest.Decision;
            chosen.TryGetValue(slot.Key, out var current);
            if (current is not null && newest.IsBundled && !await IsBundledAsync(current, cancellation))
            {
                flags.Add(SlotFlags.NotOffered(current));
                continue;
            }

            // What only filled a gap is no newer edition, whatever it says inside: with the publisher's offered beside it, it would not have counted either.
            var filledGap = current is not null && !newest.IsBundled && await IsBundledAsync(current, cancellation);
            if (
                current is not null
                && !filledGap
                && current.Sha256 != decision.Sha256
                && current.Precedence > decision.Precedence
                && !(newest.IsInOrder && isClean)
            )
            {
                if (!newest.IsCopy)
                {
                    flags.Add(SlotFlags.OlderOffered(current, newest));
                }

                continue;
            }

            if (rival is not null)
            {
                flags.Add(SlotFlags.UncertainOrder(newest, rival));
            }

            if (
                current is null
                || (current.Sha256, current.ReaderVersion, current.IsBundled) != (decision.Sha256, decision.ReaderVersion, newest.IsBundled)
            )
            {
                await ledger.ChooseAsync(
                    new EditionInForce(
                        decision.SourceId,
                        slot.Key,
                        decision.Sha256,
                        decision.ReaderVersion,
                        decision.FileName,
                        decision.Precedence,
                        newest.PublishedAt,
                        clock.GetUtcNow()
                    )
                    {
                        IsBundled = newest.IsBundled,
                    },
                    cancellation
                );
            }
        }

        var offered = slots.Select(slot => slot.Key).ToHashSet(StringComparer.Ordinal);
        flags.AddRange(chosen.Values.Where(edition => !offered.Contains(edition.Slot)).Select(SlotFlags.NotOffered));
        return flags;
    }

    private async Task<bool> AnyOfPublisherAsync(IEnumerable<EditionInForce> editions, CancellationToken cancellation)
    {
        foreach (var edition in editions)
        {
            if (!await IsBundledAsync(edition, cancellation))
            {
                return true;
            }
        }

        return false;
    }

    private async Task<bool> IsBundledAsync(EditionInForce edition, CancellationToken cancellation) =>
        edition.IsBundled ?? (await archive.FindAsync(edition.Sha256, cancellation))?.Origin == IEditionOrigin.Bundled;

    private async Task RecordUnrecognisedAsync(List<Offer> unreadable, DateTimeOffset now, CancellationToken cancellation)
    {
        // Every source would write every one of thousands; the first are listed, the rest counted.
        var check = Check(EditionDecision.UnrecognisedFiles, now, origin.Name, unreadable, []);
        var listed = check.Refused.ToHashSet(StringComparer.Ordinal);
        foreach (var offer in unreadable.Where(offer => listed.Contains(offer.Decision.Sha256)))
        {
            await ledger.RecordAsync(offer.Decision, cancellation);
        }

        await ledger.RecordCheckAsync(check, cancellation);
        measured.Decided(EditionDecision.UnrecognisedFiles, unreadable.Count, 0, unreadable.Count);
    }

    private static SourceCheck Check(
        string sourceId,
        DateTimeOffset now,
        string origin,
        IReadOnlyCollection<Offer> offers,
        IEnumerable<SlotFlag> slots
    )
    {
        var refused = Refused(offers);
        return new SourceCheck(
            sourceId,
            now,
            origin,
            offers.Count(pair => pair.Decision.SetAside is null),
            offers.Count(pair => pair.Decision.Accepted),
            [.. refused.Take(SourceCheck.MostListed)],
            null,
            Math.Max(0, refused.Count - SourceCheck.MostListed),
            [.. slots.OrderByDescending(flag => flag.IsQuestion()).Take(SourceCheck.MostSlots)]
        )
        {
            SetAside = [.. SetAside(offers).Take(SourceCheck.MostListed)],
        };
    }

    private static List<string> Refused(IEnumerable<Offer> offers) =>
        [.. offers.Select(pair => pair.Decision).Where(decision => decision.IsRefused).Select(decision => decision.Sha256).Distinct()];

    private static List<string> SetAside(IEnumerable<Offer> offers) =>
        [
            .. offers
                .Select(pair => pair.Decision)
                .Where(decision => decision.SetAside is not null)
                .Select(decision => decision.Sha256)
                .Distinct(),
        ];

    /// <summary>An incident of the files that failed a reader, where they are not those of one that is open.</summary>
    /// <returns>The id of the incident; null where there is none.</returns>
    private async Task<string?> ReportAsync(
        IngestMessage message,
        IReadOnlyList<Offer> failed,
        DateTimeOffset now,
        CancellationToken cancellation
    )
    {
        if (failed.Count == 0)
        {
            return null;
        }

        const string suffix = "-reader";
        var named = failed.Take(FailuresNamed).Select(pair => $"'{pair.Decision.FileName}' could not be read: {pair.Decision.Failure}");
        var detail = string.Create(
            CultureInfo.InvariantCulture,
            $"{failed.Count} {(failed.Count == 1 ? "file" : "files")} of the last check: {string.Join("; ", named)}{(failed.Count > FailuresNamed ? "; …" : ".")} Fix the reader. The stored bytes are read again at the next check."
        );
        if (
            (await incidents.OpenAsync(cancellation)).FirstOrDefault(open =>
                open.About == message.SourceId && open.Detail == detail && open.Id.EndsWith(suffix, StringComparison.Ordinal)
            ) is
            { } standing
        )
        {
            return standing.Id;
        }

        var id = message.IncidentId + suffix;
        await incidents.RecordAsync(
            new Incident(
                id,
                now,
                message.SourceId,
                "A reader failed on a file that it should have refused. All other files were processed.",
                detail
            ),
            cancellation
        );
        measured.ReaderFailed();
        return id;
    }

    private async Task FinishAsync(IngestMessage message, SourceProgress progress, CancellationToken cancellation)
    {
        await runs.RecordAsync(message.RunId, message.SourceId, progress, cancellation);
        await AskForBuildAsync(message, cancellation);
    }

    /// <summary>
    /// Of those that see the last source dealt with, one asks for the build. Cut off before it has asked, its message is delivered again, and it is still the one
    /// that asks; where the same build is asked for twice anyway, it ends in the same release.
    /// </summary>
    private async Task AskForBuildAsync(IngestMessage message, CancellationToken cancellation)
    {
        if (
            await runs.FindAsync(message.RunId, cancellation) is { IsIngested: true, Outcome: null }
            && await runs.OfferToAskAsync(message.RunId, message.SourceId, cancellation)
        )
        {
            await queue.SendAsync(new BuildMessage(message.RunId), cancellation);
        }
    }

    internal static string ReaderOf(SourceDescription source) => ReaderOf(source.Id, source.ReaderVersion);

    internal static string ReaderOf(string sourceId, int readerVersion) =>
        string.Create(CultureInfo.InvariantCulture, $"{sourceId}-v{readerVersion}");

    private EditionManifest Manifest(
        SourceDescription source,
        OfferedFile offered,
        OfferedContent content,
        FileFormat format,
        DateTimeOffset now
    ) =>
        new(
            content.Sha256,
            content.Length,
            offered.Name,
            offered.Title ?? source.Title,
            offered.Publisher ?? source.Publisher,
            offered.Url ?? source.Home,
            offered.ETag,
            offered.LastModified,
            now,
            offered.PublishedAt,
            MediaType(format),
            offered.Licence ?? source.Licence,
            offered.Attribution ?? source.Attribution,
            offered.Origin ?? origin.Name,
            offered.CarriedFrom
        );

    private static string MediaType(FileFormat format) =>
        format switch
        {
            FileFormat.Csv => "text/csv",
            FileFormat.Xls => "application/vnd.ms-excel",
            FileFormat.Xlsx => "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
            FileFormat.Ods => "application/vnd.oasis.opendocument.spreadsheet",
            FileFormat.Json => "application/json",
            FileFormat.ZippedJson or FileFormat.ZippedCsv => "application/zip",
            _ => throw new ArgumentOutOfRangeException(nameof(format), format, "No such format."),
        };
}
