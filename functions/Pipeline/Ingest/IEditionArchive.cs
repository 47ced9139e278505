namespace BudgetWatch.Pipeline.Ingest;

/// <summary>
/// The raw zone, and what was read from it. Both are named by content and written only if absent: never overwritten, never deleted.
/// </summary>
public interface IEditionArchive
{
    /// <summary>Keeps an edition byte for byte with its manifest; a second time changes nothing.</summary>
    /// <param name="manifest">What is kept beside the bytes.</param>
    /// <param name="bytes">The bytes, in a stream that can be sought in: they are hashed before they are kept.</param>
    /// <param name="cancellation">Stops the wait.</param>
    Task KeepAsync(EditionManifest manifest, Stream bytes, CancellationToken cancellation);

    /// <summary>The manifest of an edition, or null.</summary>
    Task<EditionManifest?> FindAsync(string sha256, CancellationToken cancellation);

    /// <summary>The bytes of an edition, or null.</summary>
    Task<Stream?> OpenAsync(string sha256, CancellationToken cancellation);

    /// <summary>Keeps what a reader made of an edition.</summary>
    /// <param name="sha256">The edition.</param>
    /// <param name="reader">Source and reader version: <c>revenue-budgets-v1</c>.</param>
    /// <param name="json">The content as JSON.</param>
    /// <param name="cancellation">Stops the wait.</param>
    Task KeepReadingAsync(string sha256, string reader, string json, CancellationToken cancellation);

    /// <summary>What a reader made of an edition, or null.</summary>
    Task<string?> FindReadingAsync(string sha256, string reader, CancellationToken cancellation);

    /// <summary>Keeps what was said of an edition; the same again changes nothing.</summary>
    Task KeepVerdictAsync(EditionVerdict verdict, CancellationToken cancellation);

    /// <summary>Everything that was said of editions.</summary>
    Task<EditionVerdicts> VerdictsAsync(CancellationToken cancellation);
}
