using BudgetWatch.Domain;
using BudgetWatch.Domain.Observations;
using BudgetWatch.Pipeline.Ingest;

namespace BudgetWatch.Pipeline.Build;

/// <summary>Releases: written under their id, checked back, published by one conditional write, kept permanently.</summary>
public interface IReleaseStore
{
    /// <summary>Writes rows of a release under its id. Again, or from two workers at once, changes nothing. Up to 100 small rows are seen all at once.</summary>
    /// <param name="releaseId">The release.</param>
    /// <param name="rows">Its rows.</param>
    /// <param name="progress">Gets how many rows are written so far.</param>
    /// <param name="cancellation">Stops between batches.</param>
    Task WriteAsync(string releaseId, IReadOnlyList<ReleaseRow> rows, IProgress<int>? progress, CancellationToken cancellation);

    /// <summary>
    /// Rows of a release whose keys start with a prefix, in order of key (ordinal): one range of one partition. The prefix is made by
    /// this project; nothing a reader sends reaches it unchecked.
    /// </summary>
    IAsyncEnumerable<ReleaseRow> ReadAsync(string releaseId, string prefix, CancellationToken cancellation);

    /// <summary>One row, or null.</summary>
    Task<ReleaseRow?> FindRowAsync(string releaseId, string key, CancellationToken cancellation);

    /// <summary>Keeps the digests of a release's parts; again, or from two workers at once, changes nothing.</summary>
    /// <param name="releaseId">The release, before it is published.</param>
    /// <param name="parts">Its parts.</param>
    /// <param name="cancellation">Stops the wait.</param>
    Task KeepPartsAsync(string releaseId, IReadOnlyList<ReleasePart> parts, CancellationToken cancellation);

    /// <summary>The digests of a release's parts; none where they were not kept, or are lost.</summary>
    Task<IReadOnlyList<ReleasePart>> PartsAsync(string releaseId, CancellationToken cancellation);

    /// <summary>
    /// Enters the release among the published ones with the next number, moves the live pointer to it and notes the move, in one transaction that
    /// fails whole if the pointer has changed since <paramref name="expected"/> was read. Where a person rolled back, the pointer stays where it is: the
    /// release is entered and waits.
    /// </summary>
    /// <param name="release">The release; its number is given here.</param>
    /// <param name="expected">The pointer as it was read before the build.</param>
    /// <param name="cancellation">Stops the wait.</param>
    /// <returns>Whether this call entered or published it; false where the pointer had changed.</returns>
    Task<bool> PublishAsync(PublishedRelease release, LivePointer expected, CancellationToken cancellation);

    /// <summary>
    /// Moves the live pointer to a release published before and notes the move, in one transaction that fails whole if the pointer has moved
    /// since <paramref name="expected"/> was read.
    /// </summary>
    /// <param name="releaseId">A published release.</param>
    /// <param name="expected">The pointer as it was read.</param>
    /// <param name="at">When.</param>
    /// <param name="isHeld">Whether builds leave the pointer there until a person moves it again.</param>
    /// <param name="cancellation">Stops the wait.</param>
    /// <returns>Whether this call moved it; false where the pointer had changed.</returns>
    Task<bool> MoveAsync(string releaseId, LivePointer expected, DateTimeOffset at, bool isHeld, CancellationToken cancellation);

    /// <summary>
    /// Every move of the live pointer in the order in which they were made; nothing is ever taken from it. Their times follow that order too:
    /// <see cref="PointerMove.WithTimesInOrder"/>.
    /// </summary>
    Task<IReadOnlyList<PointerMove>> MovesAsync(CancellationToken cancellation);

    /// <summary>
    /// Which release is live, for readers: as it was a few seconds ago at most, and at once where it was moved from here. Where the store cannot
    /// be reached, as it was last seen. Null before the first.
    /// </summary>
    ValueTask<string?> LiveAsync(CancellationToken cancellation);

    /// <summary>The same with since when; from what <see cref="LiveAsync"/> read, so that the two never differ.</summary>
    ValueTask<LiveRelease?> LiveSinceAsync(CancellationToken cancellation);

    /// <summary>The live pointer as it is now.</summary>
    Task<LivePointer> PointerAsync(CancellationToken cancellation);

    /// <summary>A published release, or null.</summary>
    Task<PublishedRelease?> FindAsync(string releaseId, CancellationToken cancellation);

    /// <summary>All published releases, the last that was made first, whatever the clock said.</summary>
    Task<IReadOnlyList<PublishedRelease>> ListAsync(CancellationToken cancellation);
}

/// <summary>One row of a release.</summary>
/// <param name="Key">Its key within the release, of letters, digits, <c>-</c> and <c>|</c>.</param>
/// <param name="Json">Its content as canonical JSON.</param>
public sealed record ReleaseRow(string Key, string Json);

/// <summary>Which release is live.</summary>
/// <param name="ReleaseId">The release; null before the first.</param>
/// <param name="Version">Opaque: changes with every move and every release that is entered; null before the first.</param>
public sealed record LivePointer(string? ReleaseId, string? Version)
{
    /// <summary>Whether a person rolled back to the release: builds leave the pointer there until a person publishes the newest release.</summary>
    public bool IsHeld { get; init; }

    /// <summary>The number of the last release that was entered; 0 before the first.</summary>
    public long LastRelease { get; init; }

    /// <summary>The number of the last move that was noted; 0 before the first.</summary>
    public long LastMove { get; init; }

    /// <summary>When it last moved; null before the first release.</summary>
    public DateTimeOffset? Since { get; init; }
}

/// <summary>The live release, for readers.</summary>
/// <param name="Id">The release.</param>
/// <param name="Since">When the pointer moved to it.</param>
/// <param name="IsHeld">Whether a person rolled back to it, so that newer releases wait.</param>
public sealed record LiveRelease(string Id, DateTimeOffset Since, bool IsHeld = false);

/// <summary>A published release, as <c>/releases</c> lists it.</summary>
/// <param name="Id">Date and hash of what went in.</param>
/// <param name="PublishedAt">When it was published.</param>
/// <param name="InputsHash">Hash of the editions in force, readers and method: nothing new in, no new release.</param>
/// <param name="ContentSha256">SHA-256 over every row: two releases with the same figures have the same.</param>
/// <param name="MethodVersion">The method that computed it.</param>
/// <param name="Rows">How many rows it has.</param>
/// <param name="Inputs">The editions that went in.</param>
/// <param name="Returns">Which of them each year of each return is taken from.</param>
/// <param name="Checks">What was checked before it was published.</param>
public sealed record PublishedRelease(
    string Id,
    DateTimeOffset PublishedAt,
    string InputsHash,
    string ContentSha256,
    int MethodVersion,
    int Rows,
    IReadOnlyList<ReleaseInput> Inputs,
    IReadOnlyList<ReturnSource> Returns,
    IReadOnlyList<ReleaseCheck> Checks
)
{
    /// <summary>
    /// Its place in the order in which releases were made, from 1: which of two is newer does not depend on a clock. 0 until it is published.
    /// </summary>
    public long Number { get; init; }

    /// <summary>Editions in force that did not fit the others, and which it was made without; each with the reason.</summary>
    public IReadOnlyList<LeftOutEdition> LeftOut { get; init; } = [];

    /// <summary>Editions of the release before that were withdrawn since.</summary>
    public IReadOnlyList<WithdrawnInput> Withdrawn { get; init; } = [];
}

/// <summary>An input that was permanently withdrawn.</summary>
/// <param name="Sha256">The edition.</param>
/// <param name="By">operator or publisher.</param>
/// <param name="Reason">Why; empty where no reason was given.</param>
public sealed record WithdrawnInput(string Sha256, VerdictGiver By, string Reason);

/// <summary>Which edition a year of a return is taken from.</summary>
/// <param name="Return">budget or outturn.</param>
/// <param name="Year">The financial year.</param>
/// <param name="Sha256">The edition, one of the release's inputs.</param>
public sealed record ReturnSource(Return Return, FinancialYear Year, string Sha256)
{
    /// <summary>The editions that lines below its services are joined from, each one of the release's inputs (ADR 0005).</summary>
    public IReadOnlyList<string> Details { get; init; } = [];
}

/// <summary>An edition that went into a release.</summary>
/// <param name="SourceId">The source.</param>
/// <param name="Slot">What it stands for.</param>
/// <param name="Sha256">The edition.</param>
/// <param name="ReaderVersion">The reader.</param>
/// <param name="Title">What the publisher calls it.</param>
/// <param name="Url">Where it is from.</param>
public sealed record ReleaseInput(string SourceId, string Slot, string Sha256, int ReaderVersion, string Title, Uri? Url);

/// <summary>One check a release passed, or that did not apply.</summary>
/// <param name="Name">What was checked.</param>
/// <param name="Passed">Whether it holds; null where it did not apply.</param>
/// <param name="Detail">Expected and found.</param>
public sealed record ReleaseCheck(string Name, bool? Passed, string Detail);
