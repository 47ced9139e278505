using BudgetWatch.Sources;

namespace BudgetWatch.Pipeline.Ingest;

/// <summary>Every decision about every edition, and which editions are in force.</summary>
public interface IEditionLedger
{
    /// <summary>Records a decision; the same decision again changes nothing but when it was last seen.</summary>
    Task RecordAsync(EditionDecision decision, CancellationToken cancellation);

    /// <summary>The decision on an edition by a reader, or null.</summary>
    Task<EditionDecision?> FindAsync(string sourceId, string sha256, int readerVersion, CancellationToken cancellation);

    /// <summary>All decisions of a source, newest first.</summary>
    Task<IReadOnlyList<EditionDecision>> DecisionsAsync(string sourceId, CancellationToken cancellation);

    /// <summary>Notes which of the editions offered of a slot counts; it comes into force when the gate has checked it.</summary>
    Task ChooseAsync(EditionInForce edition, CancellationToken cancellation);

    /// <summary>The editions chosen of a source, in order of slot; of a slot for which none was noted, the one in force.</summary>
    Task<IReadOnlyList<EditionInForce>> ChosenAsync(string sourceId, CancellationToken cancellation);

    /// <summary>Holds an edition for a person, in place of any other of its slot.</summary>
    Task HoldAsync(HeldEdition edition, CancellationToken cancellation);

    /// <summary>No edition of the slot is held any more.</summary>
    Task LetGoAsync(string sourceId, string slot, CancellationToken cancellation);

    /// <summary>Takes a slot's edition out of force, where there is none to take its place.</summary>
    Task TakeOutOfForceAsync(string sourceId, string slot, CancellationToken cancellation);

    /// <summary>Puts an edition in force for its slot.</summary>
    Task PutInForceAsync(EditionInForce edition, CancellationToken cancellation);

    /// <summary>Records that a source was checked.</summary>
    Task RecordCheckAsync(SourceCheck check, CancellationToken cancellation);

    /// <summary>The last check of every source that was checked, read at once.</summary>
    Task<IReadOnlyDictionary<string, SourceCheck>> LastChecksAsync(CancellationToken cancellation);

    /// <summary>All that is recorded of a source, read at once.</summary>
    Task<SourceRecord> RecordOfAsync(string sourceId, CancellationToken cancellation);

    /// <summary>All that is recorded of every source of which there is something, read at once.</summary>
    Task<IReadOnlyDictionary<string, SourceRecord>> RecordsAsync(CancellationToken cancellation);
}

/// <summary>All that is recorded of a source.</summary>
/// <param name="Decisions">All decisions, newest first.</param>
/// <param name="InForce">The editions in force, in order of slot.</param>
/// <param name="Held">The held editions, in order of slot.</param>
/// <param name="LastCheck">The last check; null where it was never checked.</param>
public sealed record SourceRecord(
    IReadOnlyList<EditionDecision> Decisions,
    IReadOnlyList<EditionInForce> InForce,
    IReadOnlyList<HeldEdition> Held,
    SourceCheck? LastCheck
)
{
    /// <summary>Nothing is recorded.</summary>
    public static readonly SourceRecord None = new([], [], [], null);

    /// <summary>The editions chosen, in order of slot; of a slot for which none was noted, the one in force.</summary>
    public IReadOnlyList<EditionInForce> Chosen { get; init; } = InForce;
}

/// <summary>What was decided about an edition.</summary>
/// <param name="SourceId">The source, or <see cref="UnrecognisedFiles"/>.</param>
/// <param name="Sha256">The edition.</param>
/// <param name="ReaderVersion">The reader that decided.</param>
/// <param name="FileName">The name it was offered under.</param>
/// <param name="Accepted">Whether it may be used.</param>
/// <param name="Slot">What it stands for; null unless it was accepted.</param>
/// <param name="Precedence">Its place among editions of its slot.</param>
/// <param name="Flags">What a person should know of an accepted one.</param>
/// <param name="Refusals">Why it was refused.</param>
/// <param name="FirstSeen">When it was decided.</param>
/// <param name="LastSeen">When the origin last offered it.</param>
public sealed record EditionDecision(
    string SourceId,
    string Sha256,
    int ReaderVersion,
    string FileName,
    bool Accepted,
    string? Slot,
    int Precedence,
    IReadOnlyList<EditionFlag> Flags,
    IReadOnlyList<Refusal> Refusals,
    DateTimeOffset FirstSeen,
    DateTimeOffset LastSeen
)
{
    /// <summary>The source id under which files are refused that cannot be read as any source.</summary>
    public const string UnrecognisedFiles = "unrecognised-files";

    /// <summary>The name it was offered under, cut to what a person reads of it.</summary>
    public string FileName
    {
        get;
        init => field = BoundedText.CutName(value);
    } = BoundedText.CutName(FileName);

    /// <summary>
    /// The type of the exception that the reader ended in, where it did: a fault of the reader, not a verdict on the file, which is read again at the next check.
    /// Null where it was read.
    /// </summary>
    public string? Failure { get; init; }

    /// <summary>
    /// Why a file was set aside: it is known to be something other than an edition of the source, and nothing is wrong with it. Null where it was accepted or refused.
    /// </summary>
    public string? SetAside
    {
        get;
        init => field = value is null ? null : BoundedText.Cut(value, BoundedText.Sentence);
    }

    /// <summary>Whether it should have been an edition and cannot be used: neither accepted nor set aside.</summary>
    public bool IsRefused => !Accepted && SetAside is null;
}

/// <summary>The edition in force for a slot of a source.</summary>
/// <param name="SourceId">The source.</param>
/// <param name="Slot">What it stands for.</param>
/// <param name="Sha256">The edition.</param>
/// <param name="ReaderVersion">The reader that accepted it.</param>
/// <param name="FileName">The name it was offered under.</param>
/// <param name="Precedence">Its place among editions of its slot.</param>
/// <param name="PublishedAt">When it was published, where known.</param>
/// <param name="Since">When it came into force.</param>
public sealed record EditionInForce(
    string SourceId,
    string Slot,
    string Sha256,
    int ReaderVersion,
    string FileName,
    int Precedence,
    DateTimeOffset? PublishedAt,
    DateTimeOffset Since
)
{
    /// <summary>
    /// Whether it is a bundled edition, used because the publisher's was not there; null where that was not recorded, and the manifest says which origin it is from.
    /// </summary>
    public bool? IsBundled { get; init; }

    /// <summary>The name it was offered under, cut to what a person reads of it.</summary>
    public string FileName
    {
        get;
        init => field = BoundedText.CutName(value);
    } = BoundedText.CutName(FileName);
}

/// <summary>The last check of a source's origin.</summary>
/// <param name="SourceId">The source.</param>
/// <param name="At">When.</param>
/// <param name="Origin">Snapshot, Folder, Live or Raw.</param>
/// <param name="Offered">Files of the source the origin offered.</param>
/// <param name="Accepted">Of these, accepted.</param>
/// <param name="Refused">
/// Of these, refused: the digests, so that a refusal that is gone can be told apart from a current one. At most <see cref="MostListed"/>, in the order in which they
/// were offered.
/// </param>
/// <param name="Failure">Why the origin could not be checked; null where it could.</param>
/// <param name="RefusedMore">How many more were refused than are listed.</param>
/// <param name="Slots">What a person should know of the choice between editions of a slot; null in rows written before there was any.</param>
public sealed record SourceCheck(
    string SourceId,
    DateTimeOffset At,
    string Origin,
    int Offered,
    int Accepted,
    IReadOnlyList<string> Refused,
    string? Failure,
    int RefusedMore = 0,
    IReadOnlyList<SlotFlag>? Slots = null
)
{
    /// <summary>How many refused files a check lists. A person needs the first few and how many there are; a row holds no thousands.</summary>
    public const int MostListed = 200;

    /// <summary>How many slots a check says something of.</summary>
    public const int MostSlots = 40;

    /// <summary>The digests of files that were set aside: known, and not editions of the source. They are not counted as offered. At most <see cref="MostListed"/>.</summary>
    public IReadOnlyList<string> SetAside { get; init; } = [];
}

/// <summary>What a person should know of the choice between editions of a slot.</summary>
/// <param name="Slot">What the editions stand for.</param>
/// <param name="Kind">One of the words below.</param>
/// <param name="Detail">Which files, and what to do.</param>
public sealed record SlotFlag(string Slot, string Kind, string Detail)
{
    /// <summary>Two editions differ and nothing says which is the newer: a person must.</summary>
    public const string UncertainOrder = "uncertain-order";

    /// <summary>The edition in force is not offered, an older one is: a person must say which counts.</summary>
    public const string OlderOffered = "older-offered";

    /// <summary>No edition of the slot is offered; the last one stays.</summary>
    public const string NotOffered = "not-offered";

    /// <summary>Which files, and what to do.</summary>
    public string Detail
    {
        get;
        init => field = BoundedText.Cut(value, MostDetail);
    } = BoundedText.Cut(Detail, MostDetail);

    /// <summary>Whether a person must decide something.</summary>
    public bool IsQuestion() => Kind is UncertainOrder or OlderOffered;

    /// <summary>Room for two names and what to do.</summary>
    private const int MostDetail = 1000;
}
