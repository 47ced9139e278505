using System.Globalization;
using System.Runtime.CompilerServices;
using BudgetWatch.Pipeline.Ingest;
using BudgetWatch.Sources;

namespace BudgetWatch.Storage.Origins.Live.GovUk;

/// <summary>Editions attached to publications on GOV.UK: from a collection to its releases to their attachments.</summary>
internal sealed class GovUkEditions(ApiPages pages, EditionDownloads downloads, LiveSettings settings)
{
    /// <summary>How many attachments of one release are fetched for one source; a release of every form of a return has about ten.</summary>
    internal const int MostFiles = 16;

    private static readonly string TooMany = string.Create(
        CultureInfo.InvariantCulture,
        $"It was not fetched: of one release at most {MostFiles} files are, and no more bytes than one edition may have. The likeliest come first."
    );

    /// <summary>The editions of a source at a place, newest release first; each that could not be had, with the reason.</summary>
    /// <exception cref="OriginUnavailableException">The place could not be checked.</exception>
    public async IAsyncEnumerable<OfferedFile> OfferAsync(
        SourceDescription source,
        GovUkPlace place,
        [EnumeratorCancellation] CancellationToken cancellation
    )
    {
        var (releases, withdrawn, gone) = await ReleasesAsync(source, place, cancellation);
        if (gone is not null)
            yield return new OfferedFile(place.Page, null, gone, IsOfSource: true);
        else if (releases.Count == 0)
            yield return new OfferedFile(
                place.Page,
                null,
                new Rejected("a collection that lists releases of the source", "none: they may have been moved or renamed"),
                IsOfSource: true
            );
        foreach (var path in releases)
        {
            var hasTable = false;
            var (release, reason) = await PageAsync(path, cancellation);
            if (release is null)
                yield return new OfferedFile(path, null, reason, IsOfSource: true);
            else if (release.IsWithdrawn)
                await foreach (var file in WithdrawnAsync(place, release, cancellation))
                    yield return file;
            else
                await foreach (var file in AttachmentsAsync(source, place, release, cancellation))
                {
                    hasTable |= file.Content is not null || file.KeptAs is not null;
                    yield return file;
                }

            // Each release holds all there is: an older one is checked only where the newer has no table yet.
            if (place.NewestOnly && hasTable)
                break;
        }

        foreach (var path in withdrawn)
        {
            if ((await PageAsync(path, cancellation)).Page is { } release)
                await foreach (var file in WithdrawnAsync(place, release, cancellation))
                    yield return file;
        }
    }

    /// <summary>The files of a withdrawn page that were taken from it before.</summary>
    private async IAsyncEnumerable<OfferedFile> WithdrawnAsync(
        GovUkPlace place,
        GovUkPage release,
        [EnumeratorCancellation] CancellationToken cancellation
    )
    {
        foreach (var attachment in GovUkAttachments.Of(place, release).Select(chosen => chosen.Attachment))
            if (await downloads.TakenFromAsync(attachment.Address, cancellation) is { } sha256)
                yield return new OfferedFile(attachment.FileName, null, KeptAs: sha256, IsOfSource: true)
                {
                    WithdrawnBecause = $"Its publisher withdrew the page it was on, {release.Path}.",
                };
    }

    private async IAsyncEnumerable<OfferedFile> AttachmentsAsync(
        SourceDescription source,
        GovUkPlace place,
        GovUkPage release,
        [EnumeratorCancellation] CancellationToken cancellation
    )
    {
        var attachments = GovUkAttachments.Of(place, release);
        if (attachments.Count == 0)
            yield return new OfferedFile(release.Path, null, NoneOf(release), release.Title, IsOfSource: true);
        var (count, bytes) = (0, 0L);
        foreach (var chosen in attachments)
        {
            var attachment = chosen.Attachment;
            var about = new OfferedFile(
                attachment.FileName,
                null,
                Title: attachment.Title ?? release.Title,
                Publisher: release.Publisher,
                Url: attachment.Address,
                PublishedAt: release.PublishedAt,
                IsOfSource: true
            )
            {
                Release = release.Path,
                IsChosenLoosely = !chosen.IsLikely,
            };
            if (chosen.IsOther)
                yield return about with
                {
                    SetAside = "Its name and its title both say that it is something else, so it was not fetched.",
                };
            else if (count == MostFiles || bytes > source.LargestFile)
                yield return about with
                {
                    SetAside = TooMany,
                };
            else
            {
                var file = await downloads.TakeAsync(source, attachment.Address, about, cancellation);
                (count, bytes) = (count + 1, bytes + (file.Content?.Length ?? 0));
                yield return file;
            }
        }
    }

    /// <summary>The releases; where the publisher has taken the collection away, that, which another try would not change.</summary>
    private async Task<(IReadOnlyList<string> Releases, IReadOnlyList<string> Withdrawn, Rejected? Gone)> ReleasesAsync(
        SourceDescription source,
        GovUkPlace place,
        CancellationToken cancellation
    )
    {
        if (place.Release is null)
            return ([place.Page], [], null);
        var (collection, reason) = await PageAsync(place.Page, cancellation);
        if (collection is not null)
            return (GovUkReleases.Of(place, collection), GovUkReleases.WithdrawnOf(place, collection), null);
        return PublisherClient.IsGone(reason!)
            ? ([], [], reason)
            : throw new OriginUnavailableException(
                $"The collection {place.Page} of {source.Id} could not be read: expected {reason!.Expected}, found {reason.Found}."
            );
    }

    private Task<(GovUkPage? Page, Rejected? Reason)> PageAsync(string path, CancellationToken cancellation) =>
        pages.ReadAsync(
            new Uri(settings.GovUk, $"/api/content{path}"),
            bytes => GovUkPageReading.Read(bytes, path, settings.GovUk),
            cancellation
        );

    private static Rejected NoneOf(GovUkPage release) =>
        new(
            "an attachment that is an edition",
            release.Attachments.Count == 0
                ? "no attachment"
                : string.Join(", ", release.Attachments.Take(20).Select(attachment => attachment.FileName))
        );
}
