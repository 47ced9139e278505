using BudgetWatch.Pipeline.Ingest;
using BudgetWatch.Sources;

namespace BudgetWatch.Questions.Sources;

/// <summary>A source of <c>/sources</c>.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Title">What the publisher calls it.</param>
/// <param name="Publisher">Who publishes it.</param>
/// <param name="Licence">Its licence.</param>
/// <param name="Attribution">The acknowledgement.</param>
/// <param name="Cadence">How often.</param>
/// <param name="Home">The publisher's page.</param>
/// <param name="LastChecked">The last check; null where there was none.</param>
/// <param name="InForce">The editions in force, with their manifests.</param>
/// <param name="Refusals">What was refused at the last check, with reasons.</param>
/// <param name="SetAside">Files that are no editions of this source, as the last check found, with the reason. Nothing is wrong with them.</param>
public sealed record SourceAnswer(
    string Id,
    string Title,
    string Publisher,
    string Licence,
    string Attribution,
    string Cadence,
    Uri? Home,
    SourceCheck? LastChecked,
    IReadOnlyList<EditionAnswer> InForce,
    IReadOnlyList<RefusedEditionAnswer> Refusals,
    IReadOnlyList<SetAsideAnswer> SetAside
)
{
    /// <summary>Editions that are held until a person has checked them, with the questions to answer.</summary>
    public IReadOnlyList<HeldAnswer> Held { get; init; } = [];

    /// <summary>Editions that were permanently withdrawn.</summary>
    public IReadOnlyList<WithdrawnAnswer> Withdrawn { get; init; } = [];
}

/// <summary>An edition that is held for a person.</summary>
/// <param name="Slot">What it is an edition of, such as a year.</param>
/// <param name="Sha256">Its identity.</param>
/// <param name="FileName">The name it was offered under.</param>
/// <param name="Since">Since when.</param>
/// <param name="Questions">What is asked, in plain words.</param>
/// <param name="Href">Where it is described in full.</param>
public sealed record HeldAnswer(
    string Slot,
    string Sha256,
    string FileName,
    DateTimeOffset Since,
    IReadOnlyList<string> Questions,
    string Href
);

/// <summary>An edition that was permanently withdrawn.</summary>
/// <param name="Slot">What it is an edition of, such as a year.</param>
/// <param name="Sha256">Its identity.</param>
/// <param name="FileName">The name it was offered under.</param>
/// <param name="At">When.</param>
/// <param name="By">operator or publisher.</param>
/// <param name="Reason">Why; empty where no reason was given.</param>
/// <param name="Href">Where it is described in full.</param>
public sealed record WithdrawnAnswer(
    string Slot,
    string Sha256,
    string FileName,
    DateTimeOffset At,
    VerdictGiver By,
    string Reason,
    string Href
);

/// <summary>An edition in force.</summary>
/// <param name="Slot">What it is an edition of, such as a year.</param>
/// <param name="Sha256">Its identity.</param>
/// <param name="FileName">The name it was offered under.</param>
/// <param name="Since">When it came into force.</param>
/// <param name="Flags">What a person should know of it.</param>
/// <param name="Manifest">Where it is from, in short; null where its manifest is not in the archive.</param>
/// <param name="Href">Where it is described in full.</param>
public sealed record EditionAnswer(
    string Slot,
    string Sha256,
    string FileName,
    DateTimeOffset Since,
    IReadOnlyList<EditionFlag> Flags,
    ManifestAnswer? Manifest,
    string Href
);

/// <summary>Where an edition is from, in short.</summary>
/// <param name="Title">What the publisher calls it.</param>
/// <param name="Url">Where it was published.</param>
/// <param name="RetrievedAt">When its bytes were first kept.</param>
/// <param name="PublishedAt">When the publisher says it was published; null where unknown.</param>
/// <param name="Length">Bytes.</param>
/// <param name="ContentType">Media type by content.</param>
/// <param name="Original">The publisher's original, where these are figures carried from it.</param>
public sealed record ManifestAnswer(
    string Title,
    Uri? Url,
    DateTimeOffset RetrievedAt,
    DateTimeOffset? PublishedAt,
    long Length,
    string ContentType,
    OriginalReference? Original
);

/// <summary>Answer of <c>/sources/{id}</c>.</summary>
/// <param name="Source">Its state.</param>
/// <param name="Decisions">Every decision about its editions, newest first: in force, superseded, refused or set aside.</param>
public sealed record SourceDetailAnswer(SourceAnswer Source, IReadOnlyList<DecisionAnswer> Decisions);

/// <summary>An edition that was refused.</summary>
/// <param name="Sha256">Its identity.</param>
/// <param name="FileName">The name it was offered under.</param>
/// <param name="RefusedAt">When it was first refused.</param>
/// <param name="Reasons">Why: file, sheet, cell, expected, found.</param>
public sealed record RefusedEditionAnswer(string Sha256, string FileName, DateTimeOffset RefusedAt, IReadOnlyList<Refusal> Reasons);

/// <summary>A file that was set aside.</summary>
/// <param name="Sha256">Its identity.</param>
/// <param name="FileName">The name it was offered under.</param>
/// <param name="Reason">What it is instead.</param>
public sealed record SetAsideAnswer(string Sha256, string FileName, string Reason);

/// <summary>Answer of <c>/sources</c>.</summary>
/// <param name="Sources">The sources, and last the files that could not be read as any of them.</param>
public sealed record SourcesAnswer(IReadOnlyList<SourceAnswer> Sources);

/// <summary>A publisher's original.</summary>
/// <param name="File">Its name.</param>
/// <param name="Sha256">SHA-256 of its bytes.</param>
/// <param name="Sheet">The sheet.</param>
/// <param name="Note">What a reader should know of it.</param>
public sealed record OriginalReference(string File, string Sha256, string? Sheet, string? Note)
{
    /// <summary>The reference, without the cells.</summary>
    public static OriginalReference? Of(OriginalFile? original) =>
        original is null ? null : new OriginalReference(original.File, original.Sha256, original.Sheet, original.Note);
}
