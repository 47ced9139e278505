using BudgetWatch.Pipeline.Ingest;
using BudgetWatch.Sources;

namespace BudgetWatch.Storage.Origins.Live;

/// <summary>Editions at addresses that do not change: a newer one is at the address of the one before.</summary>
internal sealed class FixedEditions(EditionDownloads downloads, LiveSettings settings)
{
    /// <summary>The edition at a place; or that it is what it was; or why it could not be had.</summary>
    public Task<OfferedFile> OfferAsync(SourceDescription source, FixedPlace place, CancellationToken cancellation)
    {
        var address = new Uri(place.Site(settings), place.Path);
        var about = new OfferedFile(address.Segments[^1], null, Title: place.Title, Url: address, IsOfSource: true);
        return downloads.TakeAsync(source, address, about, cancellation);
    }
}
