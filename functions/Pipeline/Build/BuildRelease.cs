using System.Diagnostics;
using System.Globalization;
using System.Runtime.CompilerServices;
using BudgetWatch.Domain.Releases;
using BudgetWatch.Pipeline.Gate;
using BudgetWatch.Pipeline.Ingest;
using BudgetWatch.Pipeline.Operations;
using BudgetWatch.Pipeline.Telemetry;
using BudgetWatch.Sources;

namespace BudgetWatch.Pipeline.Build;

/// <summary>
/// Builds a release from the editions in force: harmonise, compute, write under its id, check back, and only then move the live
/// pointer. Killed anywhere and run again, or run by two at once, it ends in the same release; readers see the old one or the new one.
/// </summary>
public sealed class BuildRelease(
    EditionGate gate,
    IEditionLedger ledger,
    IEditionArchive archive,
    IReleaseStore releases,
    IRunLedger runs,
    IIncidentLog incidents,
    BuildProgress progress,
    RestoreReleases restore,
    Measurements measured,
    TimeProvider clock
)
{
    /// <summary>Characters of what came of a build: it may name every code that leads to no area.</summary>
    private const int MostDetail = 4_000;

    /// <summary>How many editions that were left out the summary of an incident names.</summary>
    private const int LeftOutNamed = 5;

    /// <summary>What builds are called in incidents.</summary>
    public const string About = "build";

    /// <summary>What incidents are about in which a release was built, but not from every edition in force.</summary>
    public const string AboutLeftOut = "left-out";

    /// <summary>Deals with one message.</summary>
    public Task RunAsync(BuildMessage message, CancellationToken cancellation) =>
        Traces.DeliveredAsync(Step.Build, message.Traceparent, span => RunAsync(message, span, cancellation));

    private async Task RunAsync(BuildMessage message, Activity? span, CancellationToken cancellation)
    {
        span?.SetTag(Tag.Run, message.RunId);
        var run =
            await runs.FindAsync(message.RunId, cancellation) ?? throw new InvalidOperationException($"There is no run '{message.RunId}'.");
        if (run.Outcome is not null)
        {
            return;
        }

        await restore.RunAsync(cancellation);
        var started = clock.GetTimestamp();
        var outcome = await BuildAsync(message.RunId, DateOnly.FromDateTime(run.StartedAt.UtcDateTime), cancellation);
        measured.Built(outcome.Kind, clock.GetElapsedTime(started));
        span?.SetTag(Tag.Outcome, Measurements.Word(outcome.Kind));
        if (outcome.Kind == RunOutcomeKind.Failed)
        {
            await incidents.RecordAsync(
                new Incident(message.IncidentId, outcome.At, About, "No release could be made. The live release stays.", outcome.Detail),
                cancellation
            );
            measured.MadeNoRelease();
        }
        else
        {
            await incidents.ResolveAsync(About, outcome.At, null, cancellation);
            await RecordLeftOutAsync(message.RunId, outcome.At, cancellation);
        }

        await runs.CloseAsync(message.RunId, outcome, cancellation);
        measured.Completed(outcome.Kind, run.IsRetry);
    }

    /// <summary>Handles a message that failed at every try: the run waits for the retry, or ends where there is none.</summary>
    /// <returns>Whether there is still something to do; not where the run has ended anyway.</returns>
    public async Task<bool> GiveUpAsync(BuildMessage message, FailedWork failed, CancellationToken cancellation)
    {
        var run = await runs.FindAsync(message.RunId, cancellation);
        if (run?.Outcome is not null)
        {
            return false;
        }

        await incidents.ReviseAsync(
            new Incident(
                message.IncidentId,
                clock.GetUtcNow(),
                About,
                $"Building a release failed. The live release stays. {failed.Retry.Sentence}",
                failed.Reason
            )
            {
                RetryAt = failed.Retry.At,
            },
            cancellation
        );
        measured.GaveUp(message);
        if (failed.Retry.At is not null)
        {
            await runs.RecordWaitAsync(
                message.RunId,
                $"Building the release failed: {failed.Reason}. {failed.Retry.Sentence}",
                cancellation
            );
            return true;
        }

        await runs.CloseAsync(
            message.RunId,
            await OutcomeAsync(RunOutcomeKind.Failed, $"{failed.Reason}. {failed.Retry.Sentence}", cancellation),
            cancellation
        );
        measured.Completed(RunOutcomeKind.Failed, run is { IsRetry: true });
        return true;
    }

    private async Task<RunOutcome> BuildAsync(string runId, DateOnly date, CancellationToken cancellation)
    {
        var pointer = await releases.PointerAsync(cancellation);
        var contents = new EditionContents(archive);
        var inForce = await gate.RunAsync(runId, contents, cancellation);
        var published = await releases.ListAsync(cancellation);
        var newest = published.FirstOrDefault();
        var verdicts = await archive.VerdictsAsync(cancellation);
        var hash = ReleaseIdentity.InputsHash(
            inForce.Select(edition => new ReleaseInput(edition.SourceId, edition.Slot, edition.Sha256, edition.ReaderVersion, "", null)),
            published.SelectMany(release => release.Inputs).Select(input => input.Sha256).Distinct().Where(verdicts.IsWithdrawn)
        );
        if (newest?.InputsHash == hash)
        {
            return await OutcomeAsync(
                RunOutcomeKind.Unchanged,
                $"nothing new since {newest.Id}{(pointer.IsHeld ? $", which is waiting: {Held(pointer)}" : "")}",
                cancellation
            );
        }

        var editions = new List<ReadEdition>();
        foreach (var edition in inForce)
        {
            editions.Add(await ReadAsync(contents, edition.SourceId, edition.Slot, edition.Sha256, edition.ReaderVersion, cancellation));
        }

        var selection = await EditionSelection.SelectAsync(
            editions,
            edition => EarlierAsync(edition, contents, cancellation),
            cancellation
        );
        var (parsed, missing) = ReleaseInputs.From(selection.Used);
        if (parsed is null)
        {
            return await OutcomeAsync(
                RunOutcomeKind.Failed,
                string.Join(" ", [$"lacking: {string.Join("; ", missing)}", .. selection.LeftOut.Select(edition => edition.Sentence())]),
                cancellation
            );
        }

        var (figures, problems) = parsed.Harmonise();
        if (figures is null)
        {
            return await OutcomeAsync(RunOutcomeKind.Failed, string.Join("; ", problems), cancellation);
        }

        progress.Report("calculating the figures of every area");
        List<ReleaseRow> worked = [.. ReleaseRows.Of(figures)];
        var id = ReleaseIdentity.Of(date, hash);
        progress.Report(string.Create(CultureInfo.InvariantCulture, $"writing {worked.Count:N0} rows of release {id}"));
        await releases.WriteAsync(id, worked, progress.Rows(worked.Count), cancellation);
        worked.AddRange(await ChunksAsync(id, figures, cancellation));
        progress.Report("verifying the release");
        var rows = await releases.ReadAsync(id, "", cancellation).ToListAsync(cancellation);
        var checks = await ReleaseVerification.RunAsync(worked, rows, parsed, cancellation);
        if (checks.Where(check => check.Passed == false).ToList() is { Count: > 0 } failed)
        {
            return await OutcomeAsync(
                RunOutcomeKind.Failed,
                $"release {id} did not verify: {string.Join("; ", failed.Select(check => $"{check.Name}: {check.Detail}"))}",
                cancellation
            );
        }

        var release = new PublishedRelease(
            id,
            clock.GetUtcNow(),
            hash,
            ReleaseRows.Digest(rows),
            ReleaseIdentity.MethodVersion,
            rows.Count,
            [.. selection.Used.Select(edition => edition.Input)],
            [.. parsed.Returns.Select(edition => edition.Source)],
            checks
        )
        {
            LeftOut = selection.LeftOut,
            Withdrawn =
            [
                .. from input in newest?.Inputs ?? []
                let withdrawal = verdicts.Withdrawal(input.Sha256)
                where withdrawal is not null
                select new WithdrawnInput(input.Sha256, withdrawal.By, withdrawal.Reason),
            ],
        };
        await releases.KeepPartsAsync(id, ReleasePart.AllOf(rows), cancellation);
        if (!await PublishAsync(release, pointer, cancellation))
        {
            // Another worker published since the pointer was read. If it was this release, the work is done; if not, the next try
            // reads the new pointer and decides afresh.
            var live = await releases.PointerAsync(cancellation);
            return live.ReleaseId == id
                ? await OutcomeAsync(RunOutcomeKind.Published, id, cancellation)
                : throw new InvalidOperationException(
                    $"The live pointer moved to {live.ReleaseId} while {id} was being built; trying again."
                );
        }

        return pointer.IsHeld
            ? await OutcomeAsync(RunOutcomeKind.Waiting, $"release {id} was made and is waiting: {Held(pointer)}", cancellation)
            : await OutcomeAsync(RunOutcomeKind.Published, id, cancellation);
    }

    private static string Held(LivePointer pointer) =>
        $"a person rolled back to {pointer.ReleaseId}, which stays live until someone publishes the newest release";

    private Task<bool> PublishAsync(PublishedRelease release, LivePointer pointer, CancellationToken cancellation) =>
        Traces.StepAsync(
            Step.Publish,
            span =>
            {
                span?.SetTag(Tag.Release, release.Id);
                return releases.PublishAsync(release, pointer, cancellation);
            }
        );

    private Task<IReadOnlyList<ReleaseRow>> ChunksAsync(string id, ReleaseFigures figures, CancellationToken cancellation)
    {
        var all = ReleaseChunk.Of(figures);
        progress.Report(
            string.Create(CultureInfo.InvariantCulture, $"computing statistics and specification curves in {all.Count:N0} chunks")
        );
        return ChunkComputation.RunAsync(releases, id, all, progress.Chunks(all.Count), cancellation);
    }

    /// <summary>The other accepted editions of an edition's slot, the best first.</summary>
    private async IAsyncEnumerable<ReadEdition> EarlierAsync(
        ReadEdition edition,
        EditionContents contents,
        [EnumeratorCancellation] CancellationToken cancellation
    )
    {
        var input = edition.Input;
        foreach (
            var decision in await EditionChoice.OthersAsync(
                ledger,
                archive,
                (input.SourceId, input.Slot, input.Sha256, input.ReaderVersion),
                await archive.VerdictsAsync(cancellation),
                cancellation
            )
        )
        {
            // What is no longer kept cannot be used, and is no reason to stop.
            if (await contents.FindAsync(input.SourceId, decision.Sha256, input.ReaderVersion, cancellation) is not null)
            {
                yield return await ReadAsync(contents, input.SourceId, input.Slot, decision.Sha256, input.ReaderVersion, cancellation);
            }
        }
    }

    private async Task<ReadEdition> ReadAsync(
        EditionContents contents,
        string source,
        string slot,
        string sha256,
        int readerVersion,
        CancellationToken cancellation
    )
    {
        var content = await contents.ReadAsync(source, sha256, readerVersion, cancellation);
        var manifest =
            await archive.FindAsync(sha256, cancellation)
            ?? throw new InvalidOperationException($"The manifest of edition {sha256} is not in the archive.");
        return new ReadEdition(
            new ReleaseInput(source, slot, sha256, readerVersion, BoundedText.Cut(manifest.Title, BoundedText.Sentence), manifest.Url),
            content
        );
    }

    /// <summary>While the newest release lacks editions in force there is one open incident that says which, and why; it closes with the first that lacks none.</summary>
    private async Task RecordLeftOutAsync(string runId, DateTimeOffset at, CancellationToken cancellation)
    {
        var leftOut = (await releases.ListAsync(cancellation)).FirstOrDefault()?.LeftOut ?? [];
        var detail = BoundedText.Cut(string.Join(" ", leftOut.Select(edition => edition.Sentence())), MostDetail);
        if (
            (await incidents.OpenAsync(cancellation)).Where(incident => incident.About == AboutLeftOut).ToList() is [var open]
            && open.Detail == detail
        )
        {
            return;
        }

        await incidents.ResolveAsync(AboutLeftOut, at, null, cancellation);
        if (leftOut.Count > 0)
        {
            await incidents.RecordAsync(
                new Incident(
                    $"{runId}-{AboutLeftOut}",
                    at,
                    AboutLeftOut,
                    $"The release was built without {Named(leftOut)}. Everything else is in it.",
                    detail
                ),
                cancellation
            );
        }
    }

    /// <summary>The first few, and how many more: a new map can cost every budget, and the release lists them all.</summary>
    private static string Named(IReadOnlyList<LeftOutEdition> leftOut)
    {
        var named = string.Join(", ", leftOut.Take(LeftOutNamed).Select(edition => $"{edition.SourceId} {edition.Slot}"));
        return leftOut.Count <= LeftOutNamed
            ? named
            : string.Create(CultureInfo.InvariantCulture, $"{named} and {leftOut.Count - LeftOutNamed} more");
    }

    private async Task<RunOutcome> OutcomeAsync(RunOutcomeKind kind, string detail, CancellationToken cancellation) =>
        new(clock.GetUtcNow(), kind, (await releases.PointerAsync(cancellation)).ReleaseId, BoundedText.Cut(detail, MostDetail));
}
