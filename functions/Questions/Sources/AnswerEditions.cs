using BudgetWatch.Pipeline.Ingest;
using BudgetWatch.Questions.Requests;
using BudgetWatch.Sources;

namespace BudgetWatch.Questions.Sources;

/// <summary>Answers <c>/editions/{sha256}</c>: one edition's manifest, what was decided about it, and its bytes.</summary>
public sealed class AnswerEditions(IEditionArchive archive, IEditionLedger ledger)
{
    /// <summary>Where an edition is described.</summary>
    public static string Href(string sha256) => $"/api/v1/editions/{sha256}";

    /// <summary>Where an edition's bytes are.</summary>
    public static string ContentHref(string sha256) => $"{Href(sha256)}/content";

    /// <summary>An edition's manifest and every decision about it.</summary>
    public async Task<Answered<EditionDetailAnswer>> RunAsync(string sha256, CancellationToken cancellation)
    {
        if (await archive.FindAsync(sha256, cancellation) is not { } manifest)
        {
            return NoSuchEdition(sha256);
        }

        var verdicts = await archive.VerdictsAsync(cancellation);
        var decisions = new List<DecisionAnswer>();
        var records = await ledger.RecordsAsync(cancellation);
        foreach (var record in SourceCatalogue.All.Select(source => records.GetValueOrDefault(source.Description.Id, SourceRecord.None)))
        {
            decisions.AddRange(
                record
                    .Decisions.Where(decision => decision.Sha256 == sha256)
                    .Select(decision => DecisionAnswer.Of(decision, record, verdicts))
            );
        }

        return new EditionDetailAnswer(manifest, decisions, ContentHref(sha256));
    }

    /// <summary>An edition's bytes with what they are.</summary>
    public async Task<Answered<EditionBytes>> ContentAsync(string sha256, CancellationToken cancellation)
    {
        if (await archive.FindAsync(sha256, cancellation) is not { } manifest)
        {
            return NoSuchEdition(sha256);
        }

        foreach (var source in SourceCatalogue.All.Select(source => source.Description).Where(source => !source.MayBePassedOn))
        {
            if ((await ledger.DecisionsAsync(source.Id, cancellation)).Any(decision => decision.Sha256 == sha256))
            {
                return NotPassedOn(source);
            }
        }

        return await archive.OpenAsync(sha256, cancellation) is { } bytes ? new EditionBytes(manifest, bytes) : NoSuchEdition(sha256);
    }

    private static QueryProblem NotPassedOn(SourceDescription source) =>
        new(
            451,
            "Not passed on",
            $"Editions of '{source.Id}' hold rows under licences that ask for more than acknowledgement; they are stored but not published. The publisher has them:"
                + $" {source.Home}. The manifest states their SHA-256.",
            "sha256",
            null
        );

    private static QueryProblem NoSuchEdition(string sha256) =>
        QueryProblem.NotFound(
            "sha256",
            sha256,
            "An edition is named by the SHA-256 of its bytes: see /api/v1/sources and /api/v1/releases."
        );
}

/// <summary>Answer of <c>/editions/{sha256}</c>.</summary>
/// <param name="Manifest">What is kept beside the bytes.</param>
/// <param name="Decisions">What was decided about it, by source and reader.</param>
/// <param name="ContentHref">Its bytes.</param>
public sealed record EditionDetailAnswer(EditionManifest Manifest, IReadOnlyList<DecisionAnswer> Decisions, string ContentHref);

/// <summary>One decision about an edition.</summary>
/// <param name="Source">The source.</param>
/// <param name="ReaderVersion">The reader that decided.</param>
/// <param name="Sha256">The edition.</param>
/// <param name="FileName">The name it was offered under.</param>
/// <param name="State">in-force, held (until a person has said whether it is right), withdrawn (permanently), superseded (accepted, and another edition of its slot is in force), refused, or set-aside (known, and not an edition of the source).</param>
/// <param name="Slot">What it stands for; null unless it was accepted.</param>
/// <param name="Flags">What a person should know of an accepted one.</param>
/// <param name="Refusals">Why it was refused: file, sheet, cell, expected, found.</param>
/// <param name="SetAside">Why it was set aside; null otherwise.</param>
/// <param name="FirstSeen">When it was decided.</param>
/// <param name="LastSeen">When the origin last offered it.</param>
public sealed record DecisionAnswer(
    string Source,
    int ReaderVersion,
    string Sha256,
    string FileName,
    EditionState State,
    string? Slot,
    IReadOnlyList<EditionFlag> Flags,
    IReadOnlyList<Refusal> Refusals,
    string? SetAside,
    DateTimeOffset FirstSeen,
    DateTimeOffset LastSeen
)
{
    internal static DecisionAnswer Of(EditionDecision decision, SourceRecord record, EditionVerdicts verdicts) =>
        new(
            decision.SourceId,
            decision.ReaderVersion,
            decision.Sha256,
            decision.FileName,
            decision.SetAside is not null ? EditionState.SetAside
                : !decision.Accepted ? EditionState.Refused
                : verdicts.IsWithdrawn(decision.Sha256) ? EditionState.Withdrawn
                : record.InForce.Any(edition =>
                    edition.Slot == decision.Slot && edition.Sha256 == decision.Sha256 && edition.ReaderVersion == decision.ReaderVersion
                )
                    ? EditionState.InForce
                : record.Held.Any(edition => edition.Slot == decision.Slot && edition.Sha256 == decision.Sha256) ? EditionState.Held
                : EditionState.Superseded,
            decision.Slot,
            decision.Flags,
            decision.Refusals,
            decision.SetAside,
            decision.FirstSeen,
            decision.LastSeen
        );
}

/// <summary>What became of an edition.</summary>
public enum EditionState
{
    /// <summary>It is in force.</summary>
    InForce,

    /// <summary>It is held until a person has said whether it is right.</summary>
    Held,

    /// <summary>It is permanently withdrawn.</summary>
    Withdrawn,

    /// <summary>It was accepted, and another edition of its slot is in force.</summary>
    Superseded,

    /// <summary>It was refused.</summary>
    Refused,

    /// <summary>It is known, and not an edition of the source.</summary>
    SetAside,
}

/// <summary>An edition's bytes.</summary>
/// <param name="Manifest">What they are.</param>
/// <param name="Content">The bytes, to be read once.</param>
public sealed record EditionBytes(EditionManifest Manifest, Stream Content);
