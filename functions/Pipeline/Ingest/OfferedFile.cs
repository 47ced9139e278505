namespace BudgetWatch.Pipeline.Ingest;

/// <summary>A file an origin offers: its content, or why it was not taken, and what the origin knows of it.</summary>
/// <param name="Name">The name it is offered under.</param>
/// <param name="Content">
/// Its content, which the caller that is offered it closes; null where <paramref name="Rejected"/> says why, or <paramref name="KeptAs"/> which it is.
/// </param>
/// <param name="Rejected">Why the origin did not take it (too large, not a plain file); null normally.</param>
/// <param name="Title">What the publisher calls it, where the origin knows.</param>
/// <param name="Publisher">Who published it, where the origin knows.</param>
/// <param name="Url">Where it is from, where the origin knows.</param>
/// <param name="ETag">As the publisher's server gave it.</param>
/// <param name="LastModified">As the publisher's server gave it.</param>
/// <param name="PublishedAt">When the publisher says it was published.</param>
/// <param name="Licence">Its licence, where it differs from the source's.</param>
/// <param name="Attribution">Its acknowledgement, where it differs from the source's.</param>
/// <param name="CarriedFrom">The original these figures were carried from.</param>
/// <param name="KeptAs">
/// SHA-256 of the edition it is, where the publisher says that it is what it was: accepted before by the source's reader, and not fetched again.
/// </param>
/// <param name="IsOfSource">
/// Whether it is offered as an edition of the source asked for and no other, as a publisher's attachments are: if it cannot be read as one, the
/// source has a file refused. A folder's files may be of any source.
/// </param>
/// <param name="Origin">Where it is from, where that is not the origin itself: what the live origin takes from the bundled snapshot.</param>
public sealed record OfferedFile(
    string Name,
    OfferedContent? Content,
    Rejected? Rejected = null,
    string? Title = null,
    string? Publisher = null,
    Uri? Url = null,
    string? ETag = null,
    DateTimeOffset? LastModified = null,
    DateTimeOffset? PublishedAt = null,
    string? Licence = null,
    string? Attribution = null,
    OriginalFile? CarriedFrom = null,
    string? KeptAs = null,
    bool IsOfSource = false,
    string? Origin = null
)
{
    /// <summary>When the raw zone first kept it, where it is offered from there: of editions that are the same in all else, the one kept last is the newest.</summary>
    public DateTimeOffset? KeptAt { get; init; }

    /// <summary>Why the origin set it aside without fetching it: its name and its title both say that it is something else. Null normally.</summary>
    public string? SetAside { get; init; }

    /// <summary>Why its publisher took it back, where it did: it was offered once, as <see cref="KeptAs"/>, and is so no more. Null normally.</summary>
    public string? WithdrawnBecause { get; init; }

    /// <summary>The publication it is attached to; null where it is attached to none.</summary>
    public string? Release { get; init; }

    /// <summary>
    /// Whether only its type says that it may be an edition. One that is no table of any kind known is set aside where its release has an edition anyway, and refused
    /// where it has none: it may be the edition, in a new shape.
    /// </summary>
    public bool IsChosenLoosely { get; init; }

    /// <summary>Whether it is of the bundled snapshot, for slots the publisher has no edition for. It never replaces a publisher's edition.</summary>
    public bool IsBundled { get; init; }

    /// <summary>
    /// Whether files are offered in an order that their owner gave them, as those of a folder are by their names: of two that nothing else puts in order the later
    /// counts, whenever each was first kept.
    /// </summary>
    public bool IsInOrder { get; init; }
}

/// <summary>Why an origin did not take a file.</summary>
/// <param name="Expected">What is taken.</param>
/// <param name="Found">What was there.</param>
public sealed record Rejected(string Expected, string Found);
