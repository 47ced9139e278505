using System.Text.RegularExpressions;

namespace BudgetWatch.Storage.Origins.Live;

/// <summary>Where editions of a source are to be found.</summary>
internal abstract record EditionPlace;

/// <summary>Attachments of publications on GOV.UK.</summary>
/// <param name="Page">The collection that lists the releases, or the one release itself: <c>/government/...</c>.</param>
/// <param name="Attachment">Matches the file name or the title of an attachment that says it is an edition. Such are checked first.</param>
/// <param name="Release">Matches the path or the title of a release in the collection; null where the page is itself the release.</param>
/// <param name="Other">Matches a file name or title that says it is something else. One of which both say so is not fetched.</param>
/// <param name="FirstYear">The first financial year there is a reader for; older releases are passed over.</param>
/// <param name="NewestOnly">Whether each release holds all there is, so that the newest will do.</param>
internal sealed record GovUkPlace(
    string Page,
    Regex Attachment,
    Regex? Release = null,
    Regex? Other = null,
    int? FirstYear = null,
    bool NewestOnly = false
) : EditionPlace;

/// <summary>A query of a dataset on Nomis, all its pages as one CSV file.</summary>
/// <param name="Dataset">The dataset: <c>NM_2002_1</c>.</param>
/// <param name="Query">The query, without columns and paging.</param>
/// <param name="Title">What the publisher calls it.</param>
/// <param name="FileName">What the joined file is called.</param>
internal sealed record NomisPlace(string Dataset, string Query, string Title, string FileName) : EditionPlace;

/// <summary>A file whose address does not change when it does.</summary>
/// <param name="Site">The site it is at.</param>
/// <param name="Path">The path on it, which ends in the file's name.</param>
/// <param name="Title">What the publisher calls it.</param>
internal sealed record FixedPlace(Func<LiveSettings, Uri> Site, string Path, string Title) : EditionPlace;
