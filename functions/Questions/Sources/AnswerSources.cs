using BitFaster.Caching;
using BudgetWatch.Pipeline;
using BudgetWatch.Pipeline.Build;
using BudgetWatch.Pipeline.Ingest;
using BudgetWatch.Pipeline.Operations;
using BudgetWatch.Pipeline.Telemetry;
using BudgetWatch.Questions.ReleaseAccess;
using BudgetWatch.Questions.Requests;
using BudgetWatch.Sources;

namespace BudgetWatch.Questions.Sources;

/// <summary>Answers <c>/sources</c> and <c>/health</c>: where figures come from and whether they are fresh.</summary>
public sealed class AnswerSources(
    IEditionLedger ledger,
    IEditionArchive archive,
    IReleaseStore releases,
    IRunLedger runs,
    IIncidentLog incidents,
    TimeProvider clock
)
{
    /// <summary>Manifests, a kilobyte each, of every edition of some releases: an answer about sources needs a hundred.</summary>
    private readonly IAsyncCache<string, EditionManifest> manifests = LoadCache.Create<string, EditionManifest>(4_000);

    /// <summary>A weekly run may be a day late before figures count as stale.</summary>
    public static readonly TimeSpan StaleAfter = TimeSpan.FromDays(8);

    /// <summary>The flag of an edition in force that the live release was made without.</summary>
    private const string LeftOut = "left-out-of-release";

    /// <summary>The flag of an edition that was held and that a person accepted.</summary>
    private const string AcceptedByAPerson = "accepted";

    private static readonly SourceDescription Unrecognised = new(
        EditionDecision.UnrecognisedFiles,
        new InputKind(EditionDecision.UnrecognisedFiles),
        "Files that could not be read as any source",
        "",
        "",
        "",
        "with every run",
        new Uri("about:blank"),
        1
    );

    /// <summary>Each source with its editions in force and what was refused at the last check.</summary>
    public async Task<SourcesAnswer> SourcesAsync(CancellationToken cancellation)
    {
        var answers = new List<SourceAnswer>();
        var leftOut = await LeftOutAsync(cancellation);
        var verdicts = await archive.VerdictsAsync(cancellation);
        var records = await ledger.RecordsAsync(cancellation);
        foreach (var source in Descriptions)
        {
            answers.Add(await StateAsync(source, records.GetValueOrDefault(source.Id, SourceRecord.None), leftOut, verdicts, cancellation));
        }

        return new SourcesAnswer(answers);
    }

    /// <summary>One source with every decision about its editions.</summary>
    public async Task<Answered<SourceDetailAnswer>> SourceAsync(string id, CancellationToken cancellation)
    {
        if (Descriptions.FirstOrDefault(source => source.Id == id) is not { } source)
        {
            return QueryProblem.NotFound("source", id, $"The sources are {string.Join(", ", Descriptions.Select(known => known.Id))}.");
        }

        var record = await ledger.RecordOfAsync(id, cancellation);
        var verdicts = await archive.VerdictsAsync(cancellation);
        return new SourceDetailAnswer(
            await StateAsync(source, record, await LeftOutAsync(cancellation), verdicts, cancellation),
            [.. record.Decisions.Select(decision => DecisionAnswer.Of(decision, record, verdicts))]
        );
    }

    private static IEnumerable<SourceDescription> Descriptions =>
        SourceCatalogue.All.Select(source => source.Description).Append(Unrecognised);

    private async Task<SourceAnswer> StateAsync(
        SourceDescription source,
        SourceRecord record,
        IReadOnlyList<LeftOutEdition> leftOut,
        EditionVerdicts verdicts,
        CancellationToken cancellation
    )
    {
        var (decisions, inForce, held, check) = record;
        var editions = new List<EditionAnswer>();
        foreach (var edition in inForce)
        {
            var decision = decisions.FirstOrDefault(candidate =>
                candidate.Sha256 == edition.Sha256 && candidate.ReaderVersion == edition.ReaderVersion
            );
            editions.Add(
                new EditionAnswer(
                    edition.Slot,
                    edition.Sha256,
                    edition.FileName,
                    edition.Since,
                    [
                        .. leftOut
                            .Where(own => own.SourceId == source.Id && own.Sha256 == edition.Sha256)
                            .Select(own => new EditionFlag(LeftOut, own.Sentence(), null)),
                        .. verdicts
                            .All.Where(verdict => verdict.Sha256 == edition.Sha256 && verdict.Kind == VerdictKind.Accepted)
                            .Select(verdict => new EditionFlag(
                                AcceptedByAPerson,
                                $"It was held, and a person accepted it on {verdict.At.UtcDateTime:yyyy-MM-dd}. {verdict.Reason}".Trim(),
                                null
                            )),
                        .. FlagsOf(edition, decision),
                        .. (check?.Slots ?? [])
                            .Where(flag => flag.Slot == edition.Slot)
                            .Select(flag => new EditionFlag(flag.Kind, flag.Detail, null)),
                    ],
                    await ManifestAsync(edition, cancellation),
                    AnswerEditions.Href(edition.Sha256)
                )
            );
        }

        return new SourceAnswer(
            source.Id,
            source.Title,
            source.Publisher,
            source.Licence,
            source.Attribution,
            source.Cadence,
            source.Id == EditionDecision.UnrecognisedFiles ? null : source.Home,
            check,
            editions,
            [
                .. decisions
                    .Where(decision => decision.IsRefused && check?.Refused.Contains(decision.Sha256, StringComparer.Ordinal) == true)
                    .Select(decision => new RefusedEditionAnswer(
                        decision.Sha256,
                        decision.FileName,
                        decision.FirstSeen,
                        decision.Refusals
                    )),
            ],
            [
                .. decisions
                    .Where(decision =>
                        decision.SetAside is not null && check?.SetAside.Contains(decision.Sha256, StringComparer.Ordinal) == true
                    )
                    .Select(decision => new SetAsideAnswer(decision.Sha256, decision.FileName, decision.SetAside!)),
            ]
        )
        {
            Held =
            [
                .. held.Select(edition => new HeldAnswer(
                    edition.Slot,
                    edition.Sha256,
                    edition.FileName,
                    edition.Since,
                    [.. edition.Questions.Select(question => question.Text)],
                    AnswerEditions.Href(edition.Sha256)
                )),
            ],
            Withdrawn =
            [
                .. from decision in decisions
                where decision.Slot is not null
                group decision by decision.Sha256 into edition
                let verdict = verdicts.Withdrawal(edition.Key)
                where verdict is not null
                orderby verdict.At descending
                select new WithdrawnAnswer(
                    edition.First().Slot!,
                    edition.Key,
                    edition.First().FileName,
                    verdict.At,
                    verdict.By,
                    verdict.Reason,
                    AnswerEditions.Href(edition.Key)
                ),
            ],
        };
    }

    /// <summary>Where an edition is from. It is kept before the edition can come into force.</summary>
    private async Task<ManifestAnswer> ManifestAsync(EditionInForce edition, CancellationToken cancellation)
    {
        var manifest = await manifests.LoadAsync(
            edition.Sha256,
            async sha256 =>
                await archive.FindAsync(sha256, CancellationToken.None)
                ?? throw new DamagedDataException(
                    $"Edition {sha256} ({edition.FileName}) is in force, but its record is no longer in storage: restore its manifest."
                ),
            cancellation
        );
        return new ManifestAnswer(
            manifest.Title,
            manifest.Url,
            manifest.RetrievedAt,
            manifest.PublishedAt,
            manifest.Length,
            manifest.ContentType,
            OriginalReference.Of(manifest.CarriedFrom)
        );
    }

    /// <summary>What the live release was made without.</summary>
    private async Task<IReadOnlyList<LeftOutEdition>> LeftOutAsync(CancellationToken cancellation) =>
        await releases.LiveAsync(cancellation) is { } live && await releases.FindAsync(live, cancellation) is { } release
            ? release.LeftOut
            : [];

    private static IReadOnlyList<EditionFlag> FlagsOf(EditionInForce edition, EditionDecision? decision) =>
        edition.IsBundled == true
            ?
            [
                new EditionFlag("bundled", $"Not fetched from the publisher: the bundled figures of {edition.Slot} are used.", null),
                .. decision?.Flags ?? [],
            ]
            : decision?.Flags ?? [];

    /// <summary>Whether figures can be served, are fresh, and what a person must check.</summary>
    public async Task<HealthAnswer> HealthAsync(CancellationToken cancellation)
    {
        var pointer = await releases.PointerAsync(cancellation);
        var release = pointer.ReleaseId;
        var newest = await runs.NewestAsync(ReleaseAge.RunsLookedAt, cancellation);
        var finished = newest.FirstOrDefault(run => run.Outcome is not null);
        var now = clock.GetUtcNow();
        var sound = ReleaseAge.LastGood(newest, now);
        var open = await incidents.OpenAsync(cancellation);
        var broken = new List<string>();
        if (release is null)
        {
            broken.Add("no release has been published yet");
        }

        if (release is not null && await releases.FindAsync(release, cancellation) is null)
        {
            broken.Add($"the record of the live release {release} is not in storage");
        }

        if (release is not null && (sound is null || now - sound.Outcome!.At > StaleAfter))
        {
            broken.Add($"stale: the last successful run ended {sound?.Outcome?.At.ToString("u", null) ?? "never"}");
        }

        var worrying = new List<string>();
        var checks = await ledger.LastChecksAsync(cancellation);
        foreach (var source in SourceCatalogue.All.Select(source => source.Description.Id).Append(EditionDecision.UnrecognisedFiles))
        {
            if (checks.GetValueOrDefault(source) is not { } check)
            {
                continue;
            }

            if ((check.Failure ?? Refused(check)) is { } reason)
            {
                worrying.Add($"{source}: {reason}");
            }

            worrying.AddRange((check.Slots ?? []).Where(flag => flag.IsQuestion()).Select(flag => $"{source} {flag.Slot}: {flag.Detail}"));
        }

        // Each move of the pointer is recorded with it. If the two differ, someone else changed one of them.
        if ((await releases.MovesAsync(cancellation)).LastOrDefault() is { } move && move.ReleaseId != release)
        {
            worrying.Add(
                $"stored data: the live pointer names {release ?? "no release"}, but it was last moved to {move.ReleaseId}; publish the right one"
            );
        }

        if (pointer.IsHeld)
        {
            worrying.Add(await RolledBackAsync(pointer, cancellation));
        }

        worrying.AddRange(open.Select(incident => $"{incident.About}: {incident.Summary}"));
        var status =
            broken.Count > 0 ? HealthStatus.Unhealthy
            : worrying.Count > 0 ? HealthStatus.Degraded
            : HealthStatus.Healthy;
        return new HealthAnswer(
            status,
            true,
            release is not null,
            release,
            newest.Count > 0 ? newest[0] : finished,
            [.. broken, .. worrying],
            open
        );
    }

    private async Task<string> RolledBackAsync(LivePointer pointer, CancellationToken cancellation)
    {
        var newest = (await releases.ListAsync(cancellation))[0].Id;
        return $"rolled back: an operator made release {pointer.ReleaseId} live again, and it stays live. New releases are made but not published; the newest is {newest}."
            + $" To lift the roll-back, publish the newest: POST /api/v1/admin/releases/{newest}/publish";
    }

    /// <summary>What a person must check, newest first, each with what to do.</summary>
    public async Task<IncidentsAnswer> IncidentsAsync(CancellationToken cancellation) =>
        new([.. (await incidents.OpenAsync(cancellation)).Select(OpenIncident.Of)]);

    private static string? Refused(SourceCheck check) =>
        (check.Refused.Count + check.RefusedMore) switch
        {
            0 => null,
            1 => "one file was refused; see /api/v1/sources",
            var several => $"{several} files were refused; see /api/v1/sources",
        };
}
