using System.Runtime.CompilerServices;
using BudgetWatch.Pipeline.Ingest;
using BudgetWatch.Sources;
using BudgetWatch.Storage.Blobs;

namespace BudgetWatch.Storage.Origins;

/// <summary>
/// The raw zone itself: every edition that was ever stored, with its manifest. Everything else can be made from it again: lost tables, a new
/// account, what a corrected reader makes of old editions. No publisher is contacted.
/// </summary>
internal sealed class RawOrigin(BlobEditionArchive archive) : IEditionOrigin
{
    public string Name => "Raw";

    public async IAsyncEnumerable<OfferedFile> OfferAsync(
        SourceDescription source,
        string runId,
        [EnumeratorCancellation] CancellationToken cancellation
    )
    {
        // In order of digest, so that two rebuilds do the same in the same order.
        await foreach (var sha256 in archive.KeptAsync(cancellation))
        {
            if (await archive.FindAsync(sha256, cancellation) is not { } kept)
            {
                continue;
            }

            yield return new OfferedFile(
                kept.FileName,
                new ContentInArchive(archive, kept),
                Title: kept.Title,
                Publisher: kept.Publisher,
                Url: kept.Url,
                ETag: kept.ETag,
                LastModified: kept.LastModified,
                PublishedAt: kept.PublishedAt,
                Licence: kept.Licence,
                Attribution: kept.Attribution,
                CarriedFrom: kept.CarriedFrom
            )
            {
                KeptAt = kept.RetrievedAt,
                IsBundled = kept.Origin == IEditionOrigin.Bundled,
            };
        }
    }
}
