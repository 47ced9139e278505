using BudgetWatch.Pipeline.Ingest;
using BudgetWatch.Sources;
using BudgetWatch.Storage.Tables;

namespace BudgetWatch.Storage.Origins.Live;

/// <summary>
/// Fetches editions, and none again that is what it was. Only what was accepted or set aside is asked for conditionally, and what the raw zone has from another
/// source: what was refused may have been spoilt on the way, and what another reader is to read must be here.
/// </summary>
internal sealed class EditionDownloads(
    PublisherClient client,
    TableFetchLedger fetches,
    IEditionLedger decisions,
    IEditionArchive archive,
    LiveSettings settings,
    TimeProvider clock
)
{
    /// <summary>Fetches the file at an address.</summary>
    /// <param name="source">The source it is for.</param>
    /// <param name="address">Where it is.</param>
    /// <param name="about">What is known of it.</param>
    /// <param name="cancellation">Stops the wait.</param>
    /// <returns>The file; or that it is the edition it was; or why it was not taken.</returns>
    public async Task<OfferedFile> TakeAsync(SourceDescription source, Uri address, OfferedFile about, CancellationToken cancellation)
    {
        if (await JustTakenAsync(source, address, about, cancellation) is { } justTaken)
            return justTaken;
        var decided = await DecidedAsync(source, address, cancellation);
        var (known, manifest) = decided is null ? await ArchivedAsync(address, cancellation) : (decided, null);
        switch (await client.GetAsync(address, source.LargestFile, known, cancellation))
        {
            case Answer.NotModified:
                await fetches.RecordAsync(known! with { At = clock.GetUtcNow() }, cancellation);
                var unchanged = about with { ETag = known.ETag, LastModified = known.LastModified };
                return manifest is null
                    ? unchanged with
                    {
                        KeptAs = known.Sha256,
                    }
                    : unchanged with
                    {
                        Content = new ContentInArchive(archive, manifest),
                    };
            case Answer.Fetched fetched:
                return await KeptAsync(address, about, fetched, cancellation);
            case Answer.Refused refused:
                return about with { Rejected = refused.Reason };
            case Answer.Unreachable unreachable:
                return about with { Rejected = new Rejected("the file, which is asked for again with the next run", unreachable.Found) };
            default:
                throw new InvalidOperationException("An answer is one of four.");
        }
    }

    /// <summary>SHA-256 of what was last fetched from an address; null where nothing was.</summary>
    public async Task<string?> TakenFromAsync(Uri address, CancellationToken cancellation) =>
        (await fetches.FindAsync(address, cancellation))?.Sha256;

    /// <summary>
    /// An edition fetched a moment ago whose server gives nothing to ask conditionally with, or null: a run that was interrupted goes on.
    /// </summary>
    public async Task<OfferedFile?> JustTakenAsync(
        SourceDescription source,
        Uri address,
        OfferedFile about,
        CancellationToken cancellation
    ) =>
        await DecidedAsync(source, address, cancellation) is { CanBeAskedConditionally: false } known
        && (clock.GetUtcNow() - known.At).Duration() < settings.RecheckAfter
            ? about with
            {
                KeptAs = known.Sha256,
            }
            : null;

    /// <summary>A file with what was fetched for it, which is remembered unless it cannot be an edition.</summary>
    public async Task<OfferedFile> KeptAsync(Uri address, OfferedFile about, Answer.Fetched fetched, CancellationToken cancellation)
    {
        var isOffered = false;
        try
        {
            if (await Sniffing.RefuseAsync(fetched.Content, cancellation) is { } reason)
                return about with { Rejected = reason };
            await fetches.RecordAsync(
                new Fetch(address, fetched.ETag, fetched.LastModified, fetched.Content.Sha256, clock.GetUtcNow()),
                cancellation
            );
            isOffered = true;
            return about with { Content = fetched.Content, ETag = fetched.ETag, LastModified = fetched.LastModified };
        }
        finally
        {
            if (!isOffered)
                fetched.Content.Dispose();
        }
    }

    private async Task<Fetch?> DecidedAsync(SourceDescription source, Uri address, CancellationToken cancellation) =>
        await fetches.FindAsync(address, cancellation) is { } known
        && await decisions.FindAsync(source.Id, known.Sha256, source.ReaderVersion, cancellation) is { IsRefused: false }
            ? known
            : null;

    /// <summary>What another source fetched from an address and the raw zone has.</summary>
    private async Task<(Fetch? Known, EditionManifest? Manifest)> ArchivedAsync(Uri address, CancellationToken cancellation) =>
        await fetches.FindAsync(address, cancellation) is { CanBeAskedConditionally: true } known
        && await archive.FindAsync(known.Sha256, cancellation) is { } manifest
            ? (known, manifest)
            : (null, null);
}
