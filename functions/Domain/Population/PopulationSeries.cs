using BudgetWatch.Domain.Codes;
using BudgetWatch.Domain.Geography;

namespace BudgetWatch.Domain.Population;

/// <summary>
/// Residents of areas by mid-year, each year from the newest vintage that has it (methodology 3), summed from districts.
/// </summary>
public sealed class PopulationSeries
{
    private readonly IReadOnlyList<PopulationEstimates> _newestFirst;
    private readonly List<Dictionary<GssCode, PlacePopulation>> _placesNewestFirst;
    private readonly AreaMap _map;
    private readonly Dictionary<int, Dictionary<AreaCode, long>> _areasByYear = [];

    /// <summary>Series over the vintages at hand.</summary>
    public PopulationSeries(IEnumerable<PopulationEstimates> vintages, AreaMap map)
    {
        _newestFirst = [.. vintages.OrderByDescending(vintage => vintage.Vintage)];
        _placesNewestFirst =
        [
            .. _newestFirst.Select(vintage => vintage.Places
                .GroupBy(place => KnownGeography.AsOfApril2023(place.Place))
                .ToDictionary(group => group.Key, group => group.First())),
        ];
        _map = map;
        foreach (var year in _newestFirst.SelectMany(vintage => vintage.Places).SelectMany(place => place.ByMidYear.Keys).Distinct().ToList())
        {
            _areasByYear[year] = SumOfDistricts(year);
        }
    }

    /// <summary>The vintage used for a mid-year, or null where no vintage has it.</summary>
    public int? VintageOf(int midYear) => EditionOf(midYear)?.Vintage;

    /// <summary>Residents of an area at a mid-year, or null where unknown.</summary>
    public long? Of(AreaCode area, int midYear) =>
        _areasByYear.TryGetValue(midYear, out var areas) && areas.TryGetValue(area, out var people) ? people : null;

    /// <summary>
    /// Residents of places at a mid-year, in their order, or null where they are unknown. All from one vintage, the newest that has every one of
    /// them: a vintage has only the places of its own map, and parts of an area must be weighed on one scale.
    /// </summary>
    public IReadOnlyList<long>? Of(IReadOnlyList<GssCode> places, int midYear)
    {
        foreach (var vintage in _placesNewestFirst)
        {
            var people = places
                .Select(place => vintage.TryGetValue(KnownGeography.AsOfApril2023(place), out var found)
                    && found.ByMidYear.TryGetValue(midYear, out var own) ? own : (long?)null)
                .ToList();
            if (people.TrueForAll(own => own is not null))
            {
                return [.. people.Select(own => own!.Value)];
            }
        }

        return null;
    }

    /// <summary>The newest mid-year any vintage has, or null where there is no vintage.</summary>
    public int? LastMidYear => _areasByYear.Keys.Select(year => (int?)year).Max();

    // A selection may lack a year for abolished councils: it gives way to a vintage that has the year for all.
    private PopulationEstimates? EditionOf(int midYear) =>
        _newestFirst.FirstOrDefault(vintage => Districts(vintage) is var districts && districts.Any() && districts.All(place => place.ByMidYear.ContainsKey(midYear)))
        ?? _newestFirst.FirstOrDefault(vintage => vintage.Places.Any(place => place.ByMidYear.ContainsKey(midYear)));

    private static IEnumerable<PlacePopulation> Districts(PopulationEstimates vintage) => vintage.Places.Where(place => place.Place.IsDistrict);

    private Dictionary<AreaCode, long> SumOfDistricts(int midYear)
    {
        var sums = new Dictionary<AreaCode, long>();
        var unknown = new HashSet<AreaCode>();
        foreach (var place in Districts(EditionOf(midYear)!))
        {
            if (_map.AreaOf(place.Place) is not { } area)
            {
                continue;
            }

            if (place.ByMidYear.TryGetValue(midYear, out var people))
            {
                sums[area] = sums.GetValueOrDefault(area) + people;
            }
            else
            {
                unknown.Add(area);
            }
        }

        foreach (var area in unknown)
        {
            sums.Remove(area);
        }

        return sums;
    }
}
