using BudgetWatch.Domain;
using BudgetWatch.Domain.Codes;
using BudgetWatch.Domain.Geography;
using BudgetWatch.Domain.Observations;
using BudgetWatch.Domain.Population;
using BudgetWatch.Domain.Prices;
using BudgetWatch.Sources;

namespace BudgetWatch.Snapshot;

/// <summary>An original that was read and accepted.</summary>
/// <param name="File">The original.</param>
/// <param name="Source">The source it is an edition of.</param>
/// <param name="Content">What it yields.</param>
internal sealed record Edition(PublishedFile File, PublishedSource Source, EditionContent Content)
{
    /// <summary>The name its figures are kept under, without extension.</summary>
    public string Name =>
        Content is DeflatorSeries or AuthorityRegister or DistrictLineage or RevenueTimeSeries
            ? Source.Description.Id
            : $"{Source.Description.Id}-{Content.Slot.Replace(' ', '-')}";

    /// <summary>
    /// Of several editions of a slot the newest; in the order of their names. Of published estimates those whose years or districts no newer
    /// vintage has: the Indices of 2010 and 2015 are weighed by residents of districts that were abolished since. Of a time series no year that
    /// has an edition of its own. The register of charities is no figures to carry: half a million rows, and another every day.
    /// </summary>
    public static IReadOnlyList<Edition> InForce(IEnumerable<Edition> editions)
    {
        var newest = editions
            .Where(edition =>
                edition.Content is not PopulationEstimates { IsSelection: true } && edition.Source is not CharityCommissionRegister
            )
            .GroupBy(edition => edition.Name, StringComparer.Ordinal)
            .Select(slot =>
                slot.OrderByDescending(edition => edition.Content.Precedence)
                    .ThenBy(edition => edition.File.Name, StringComparer.Ordinal)
                    .First()
            )
            .OrderBy(edition => edition.Name, StringComparer.Ordinal)
            .ToList();
        var estimates = newest.Select(edition => edition.Content).OfType<PopulationEstimates>().ToList();
        return
        [
            .. newest
                .Where(edition =>
                    edition.Content is not PopulationEstimates vintage
                    || !estimates.Exists(newer =>
                        newer.Vintage > vintage.Vintage
                        && Years(vintage).All(Years(newer).Contains)
                        && Districts(vintage).IsSubsetOf(Districts(newer))
                    )
                )
                .Select(edition =>
                    edition.Content is RevenueTimeSeries series
                        ? edition with
                        {
                            Content = series with
                            {
                                Years = [.. series.Years.Where(year => !newest.Exists(other => IsOf(other, edition.Source, year)))],
                            },
                        }
                        : edition
                ),
        ];
    }

    private static bool IsOf(Edition edition, PublishedSource source, RevenueReturn year) =>
        edition.Source == source && edition.Content is RevenueReturn own && own.Year == year.Year;

    private static IEnumerable<int> Years(PopulationEstimates vintage) => vintage.Places[0].ByMidYear.Keys;

    private static HashSet<GssCode> Districts(PopulationEstimates vintage) =>
        [.. vintage.Places.Select(place => place.Place).Where(place => place.IsDistrict).Select(KnownGeography.AsOfApril2023)];
}
