using System.Globalization;
using BudgetWatch.Domain;
using BudgetWatch.Domain.Codes;
using BudgetWatch.Domain.Community;
using BudgetWatch.Domain.Cuts;
using BudgetWatch.Domain.Geography;
using BudgetWatch.Domain.Population;
using BudgetWatch.Domain.Prices;

namespace BudgetWatch.Pipeline.Build;

/// <summary>
/// An edition that a release cannot be made from with the others: a part of it would be left out in silence, and figures would be too low. A new map of
/// councils makes them: the returns of its first year name councils that the table of districts does not know yet.
/// </summary>
/// <param name="Content">The edition's content.</param>
/// <param name="Reason">Why, for a reader and for the person who fixes it.</param>
public sealed record IncompatibleEdition(EditionContent Content, string Reason)
{
    private const int Named = 5;

    /// <summary>Every such edition among the inputs of a release.</summary>
    /// <param name="inputs">What it is to be made from.</param>
    /// <param name="upper">Their map of the upper tier.</param>
    /// <param name="lower">Their map of the lower tier.</param>
    public static IReadOnlyList<IncompatibleEdition> Find(ReleaseInputs inputs, AreaMap upper, AreaMap lower)
    {
        ArgumentNullException.ThrowIfNull(inputs);
        ArgumentNullException.ThrowIfNull(upper);
        ArgumentNullException.ThrowIfNull(lower);
        bool IsNowhere(GssCode place) => upper.AreaOf(place) is null;
        return
        [
            .. Deflators(inputs.Deflators),
            .. inputs.Returns.SelectMany(edition =>
                Places(
                    edition.Filed,
                    [
                        .. Harmonisation
                            .Unplaced([edition.Filed], upper)
                            .Concat(Harmonisation.Unplaced([edition.Filed], lower))
                            .DistinctBy(filing => filing.Code)
                            .Select(filing => $"{filing.Code} {filing.Name} ({filing.Place?.ToString() ?? "no ONS code"})"),
                    ]
                )
            ),
            .. inputs.Populations.SelectMany(edition =>
                Places(
                    edition,
                    [
                        .. edition
                            .Places.Where(place => place.Place.IsDistrict && IsNowhere(place.Place))
                            .Select(place => $"{place.Place} {place.Name}"),
                    ]
                )
            ),
            .. inputs.Populations.SelectMany(edition => Lacks(edition, inputs.Lineage)),
            .. inputs.Indices.SelectMany(edition =>
                Places(edition, [.. edition.Scores.Where(score => IsNowhere(score.Place)).Select(score => $"{score.Place} {score.Name}")])
            ),
            .. inputs.Grants is { } grants
                ? Places(grants, [.. GrantsByArea.Unplaced(grants, upper).Select(district => $"{district.Place} {district.Name}")])
                : [],
            .. inputs.YearlyGrants is { } yearly && GrantsByYear.IsUnderstated(yearly, upper)
                ? [new IncompatibleEdition(yearly, "More than 1 in 100 pounds are in places whose codes lead to no area.")]
                : Array.Empty<IncompatibleEdition>(),
            .. inputs.Charities is { } charities
                ? Places(charities.Areas, [.. CharitiesByArea.Unplaced(charities, upper).Select(place => place.Value)])
                : [],
        ];
    }

    private static IEnumerable<IncompatibleEdition> Deflators(DeflatorSeries series)
    {
        var priceBase = Domain.Prices.Deflators.PriceBase;
        return series.Years.Any(year => year.Year == priceBase)
            ? []
            : [new IncompatibleEdition(series, $"It has no index for {priceBase}, in whose pounds every real figure is stated.")];
    }

    private static IEnumerable<IncompatibleEdition> Places(EditionContent content, IReadOnlyList<string> places) =>
        places.Count == 0 ? [] : [new IncompatibleEdition(content, $"No area is known for {Listed(places)}.")];

    /// <summary>A vintage that lacks a present district, and every district that became part of it, would give its area too few residents.</summary>
    private static IEnumerable<IncompatibleEdition> Lacks(PopulationEstimates edition, DistrictLineage lineage)
    {
        var listed = edition.Places.Select(place => KnownGeography.AsOfApril2023(place.Place)).ToHashSet();
        IReadOnlyList<string> missing =
        [
            .. lineage
                .Districts.GroupBy(link => KnownGeography.AsOfApril2023(link.Active))
                .Where(links => !links.Any(link => listed.Contains(KnownGeography.AsOfApril2023(link.Place))))
                .Select(links => $"{links.Key} {links.First().Name}"),
        ];
        return missing.Count == 0 ? [] : [new IncompatibleEdition(edition, $"It has no residents of {Listed(missing)}.")];
    }

    private static string Listed(IReadOnlyList<string> names) =>
        string.Join(", ", names.Take(Named))
        + (names.Count > Named ? string.Create(CultureInfo.InvariantCulture, $" and {names.Count - Named} more") : "");
}
