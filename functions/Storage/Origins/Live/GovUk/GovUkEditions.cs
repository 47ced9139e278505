using System.Runtime.CompilerServices;
using BudgetWatch.Pipeline.Ingest;
using BudgetWatch.Sources;

namespace BudgetWatch.Storage.Origins.Live.GovUk;

/// <summary>Editions attached to publications on GOV.UK: from a collection to its releases to their attachments.</summary>
internal sealed class GovUkEditions(ApiPages pages, EditionDownloads downloads, LiveSettings settings)
{
    /// <summary>The editions of a source at a place, newest release first; each that could not be had, with the reason.</summary>
    /// <exception cref="OriginUnavailableException">The place could not be looked at.</exception>
    public async IAsyncEnumerable<OfferedFile> OfferAsync(
        SourceDescription source, GovUkPlace place, [EnumeratorCancellation] CancellationToken cancellation)
    {
        var releases = await ReleasesAsync(source, place, cancellation);
        if (releases.Count == 0)
            yield return new OfferedFile(
                place.Page, null,
                new NotTaken("a collection that lists releases of the source", "none: they may have been moved or renamed"), IsOfSource: true);
        foreach (var path in releases)
        {
            var (release, reason) = await PageAsync(path, cancellation);
            if (release is null)
                yield return new OfferedFile(path, null, reason, IsOfSource: true);
            else if (!release.IsWithdrawn)
                await foreach (var file in AttachmentsAsync(source, place, release, cancellation))
                    yield return file;
        }
    }

    private async IAsyncEnumerable<OfferedFile> AttachmentsAsync(
        SourceDescription source, GovUkPlace place, GovUkPage release, [EnumeratorCancellation] CancellationToken cancellation)
    {
        var attachments = GovUkAttachments.Of(place, release);
        if (attachments.Count == 0)
            yield return new OfferedFile(release.Path, null, NoneOf(release), release.Title, IsOfSource: true);
        foreach (var attachment in attachments)
        {
            var about = new OfferedFile(
                attachment.FileName, null, Title: attachment.Title ?? release.Title, Publisher: release.Publisher,
                Url: attachment.Address, PublishedAt: release.PublishedAt, IsOfSource: true);
            yield return await downloads.TakeAsync(source, attachment.Address, about, cancellation);
        }
    }

    private async Task<IReadOnlyList<string>> ReleasesAsync(SourceDescription source, GovUkPlace place, CancellationToken cancellation)
    {
        if (place.Release is null)
            return [place.Page];
        var (collection, reason) = await PageAsync(place.Page, cancellation);
        return collection is not null
            ? GovUkReleases.Of(place, collection)
            : throw new OriginUnavailableException(
                $"The collection {place.Page} of {source.Id} could not be read: expected {reason!.Expected}, found {reason.Found}.");
    }

    private Task<(GovUkPage? Page, NotTaken? Reason)> PageAsync(string path, CancellationToken cancellation) => pages.ReadAsync(
        new Uri(settings.GovUk, $"/api/content{path}"), bytes => GovUkPageReading.Read(bytes, path, settings.GovUk), cancellation);

    private static NotTaken NoneOf(GovUkPage release) => new(
        "an attachment that is an edition",
        release.Attachments.Count == 0 ? "no attachment" : string.Join(", ", release.Attachments.Take(20).Select(attachment => attachment.FileName)));
}
