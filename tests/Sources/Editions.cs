using System.Globalization;
using BudgetWatch.Domain;
using BudgetWatch.Domain.Community;
using BudgetWatch.Domain.Deprivation;
using BudgetWatch.Domain.Geography;
using BudgetWatch.Domain.Observations;
using BudgetWatch.Domain.Population;
using BudgetWatch.Domain.Prices;

namespace BudgetWatch.Sources.Tests;

/// <summary>An edition as lines of text, every figure, status, code and name in it, without addresses and sheets.</summary>
internal static class Editions
{
    public static IReadOnlyList<string> Describe(EditionContent content) =>
        [
            content.Slot,
            .. content switch
            {
                RevenueReturn budget => Filings(budget)
                    .Append(
                        string.Create(
                            CultureInfo.InvariantCulture,
                            $"{budget.Return}|{budget.Year}|{budget.Updated:yyyy-MM-dd}|{Cells(budget.England)}"
                        )
                    ),
                ServiceDetails details => details
                    .Filings.Select(filing => $"{filing.Authority}|{filing.Place}|{filing.Name}|{filing.Class}|{Cells(filing.Cells)}")
                    .Append(
                        string.Create(
                            CultureInfo.InvariantCulture,
                            $"{details.Return}|{details.Year}|{details.Form}|{details.Updated:yyyy-MM-dd}|{Cells(details.England)}"
                        )
                    ),
                RevenueTimeSeries series => series.Years.SelectMany(Describe),
                DeprivationIndices indices => indices.Scores.Select(score =>
                    string.Create(CultureInfo.InvariantCulture, $"{score.Place}|{score.Name}|{score.AverageScore:R}")
                ),
                PopulationEstimates estimates => estimates.Places.Select(place =>
                    $"{place.Place}|{place.Name}|{string.Join(' ', place.ByMidYear.OrderBy(year => year.Key))}"
                ),
                DeflatorSeries series => series
                    .Years.Select(year => string.Create(CultureInfo.InvariantCulture, $"{year.Year}|{year.Index:R}|{year.IsForecast}"))
                    .Append(series.Edition),
                AuthorityRegister register => register.Authorities.Select(authority =>
                    $"{authority.Place}|{authority.Authority}|{authority.Name}|{string.Join(';', authority.OtherNames)}|{string.Join(';', authority.FormerPlaces)}|{string.Join(';', authority.ReplacedBy)}|{authority.IsCurrent}"
                ),
                DistrictLineage lineage => lineage.Districts.Select(district => district.ToString()),
                GrantsByDistrict grants => grants.Districts.Select(district =>
                    string.Create(CultureInfo.InvariantCulture, $"{district.Place}|{district.Name}|{district.Pounds:F2}|{district.Grants}")
                ),
                _ => throw new ArgumentOutOfRangeException(nameof(content)),
            },
        ];

    /// <summary>What authorities filed, a line for each; where it stands in the file is left out.</summary>
    public static IEnumerable<string> Filings(RevenueReturn edition) =>
        edition.Filings.Select(filing => $"{filing.Authority}|{filing.Place}|{filing.Name}|{filing.Class}|{Cells(filing.Cells)}");

    private static string Cells(IReadOnlyDictionary<Line, Cell> cells) =>
        string.Join(
            ' ',
            cells
                .OrderBy(cell => cell.Key.Id, StringComparer.Ordinal)
                .Select(cell =>
                    string.Create(CultureInfo.InvariantCulture, $"{cell.Key}={cell.Value.Pounds / 1.0000000000m:G29}:{cell.Value.Status}")
                )
        );
}
