using BudgetWatch.Domain.Codes;
using BudgetWatch.Domain.Geography;

namespace BudgetWatch.Domain.Population;

/// <summary>
/// Residents of areas by mid-year, each year from the newest vintage that has it (methodology 3), summed from districts.
/// </summary>
public sealed class PopulationSeries
{
    private readonly IReadOnlyList<PopulationEstimates> _newestFirst;
    private readonly AreaMap _map;
    private readonly Dictionary<int, Dictionary<AreaCode, long>> _areasByYear = [];

    /// <summary>Series over the vintages at hand.</summary>
    public PopulationSeries(IEnumerable<PopulationEstimates> vintages, AreaMap map)
    {
        _newestFirst = [.. vintages.OrderByDescending(vintage => vintage.Vintage)];
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

    /// <summary>Residents of one place, in the codes of the vintage used for that mid-year, or null where it is not listed.</summary>
    public long? Of(GssCode place, int midYear)
    {
        var wanted = KnownGeography.AsOfApril2023(place);
        var found = EditionOf(midYear)?.Places.FirstOrDefault(candidate => KnownGeography.AsOfApril2023(candidate.Place) == wanted);
        return found is not null && found.ByMidYear.TryGetValue(midYear, out var people) ? people : null;
    }

    private PopulationEstimates? EditionOf(int midYear) =>
        _newestFirst.FirstOrDefault(vintage => vintage.Places.Any(place => place.ByMidYear.ContainsKey(midYear)));

    private Dictionary<AreaCode, long> SumOfDistricts(int midYear)
    {
        var sums = new Dictionary<AreaCode, long>();
        foreach (var place in EditionOf(midYear)!.Places)
        {
            if (place.Place.IsDistrict && place.ByMidYear.TryGetValue(midYear, out var people) && _map.AreaOf(place.Place) is { } area)
            {
                sums[area] = sums.GetValueOrDefault(area) + people;
            }
        }

        return sums;
    }
}
