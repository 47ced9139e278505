namespace BudgetWatch.Storage.Origins.Live.GovUk;

/// <summary>Finds the releases of a source in a collection.</summary>
internal static class GovUkReleases
{
    /// <summary>Where each release holds all there is: how many are checked before the newest that has a table.</summary>
    private const int NewestLookedAt = 3;

    /// <summary>Their paths, newest first: by the time they are of, then by when they last changed, then by path.</summary>
    public static IReadOnlyList<string> Of(GovUkPlace place, GovUkPage collection)
    {
        var releases = In(place, collection)
            .Where(document => !document.IsWithdrawn)
            .Select(document => (Document: document, Period: ReleasePeriod.Of(document.Path)))
            .Where(release =>
                place.FirstYear is null || release.Period is null || release.Period >= new DateOnly(place.FirstYear.Value, 4, 1)
            )
            .OrderByDescending(release => release.Period)
            .ThenByDescending(release => release.Document.PublishedAt)
            .ThenBy(release => release.Document.Path, StringComparer.Ordinal)
            .Select(release => release.Document.Path)
            .Distinct(StringComparer.Ordinal);
        return [.. place.NewestOnly ? releases.Take(NewestLookedAt) : releases];
    }

    /// <summary>The paths of those that their publisher has withdrawn.</summary>
    public static IReadOnlyList<string> WithdrawnOf(GovUkPlace place, GovUkPage collection) =>
        [
            .. In(place, collection)
                .Where(document => document.IsWithdrawn)
                .Select(document => document.Path)
                .Distinct(StringComparer.Ordinal),
        ];

    private static IEnumerable<GovUkDocument> In(GovUkPlace place, GovUkPage collection) =>
        collection.Documents.Where(document => place.Release!.IsMatch(document.Path) || place.Release.IsMatch(document.Title));
}
