namespace BudgetWatch.Pipeline.Ingest;

/// <summary>What is kept beside the bytes of every edition, so that anyone can find and check the original.</summary>
/// <param name="Sha256">SHA-256 of the bytes, lower-case hexadecimal: the edition's identity.</param>
/// <param name="Length">Bytes.</param>
/// <param name="FileName">The name it was offered under.</param>
/// <param name="Title">What the publisher calls it.</param>
/// <param name="Publisher">Who published it.</param>
/// <param name="Url">Where it was, or where its publication page is.</param>
/// <param name="ETag">As the publisher's server gave it.</param>
/// <param name="LastModified">As the publisher's server gave it.</param>
/// <param name="RetrievedAt">When these bytes were first kept.</param>
/// <param name="PublishedAt">When the publisher says it was published; null where unknown.</param>
/// <param name="ContentType">Media type by content, not by name.</param>
/// <param name="Licence">Its licence.</param>
/// <param name="Attribution">The acknowledgement the licence asks for.</param>
/// <param name="Origin">Snapshot, Folder or Live.</param>
/// <param name="CarriedFrom">The publisher's original, where these are figures carried from it (the snapshot).</param>
public sealed record EditionManifest(
    string Sha256,
    long Length,
    string FileName,
    string Title,
    string Publisher,
    Uri? Url,
    string? ETag,
    DateTimeOffset? LastModified,
    DateTimeOffset RetrievedAt,
    DateTimeOffset? PublishedAt,
    string ContentType,
    string Licence,
    string Attribution,
    string Origin,
    OriginalFile? CarriedFrom
);
