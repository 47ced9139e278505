using BudgetWatch.Domain.Codes;
using BudgetWatch.Domain.Geography;

namespace BudgetWatch.Domain.Population;

/// <summary>
/// Residents of areas by mid-year, each year from the newest vintage that has it (methodology 3), summed from districts.
/// </summary>
public sealed class PopulationSeries
{
    private readonly List<PopulationEstimates> _newestFirst;
    private readonly List<Dictionary<GssCode, PlacePopulation>> _placesNewestFirst;
    private readonly AreaMap _map;
    private readonly Dictionary<int, Dictionary<AreaCode, long>> _areasByYear = [];

    /// <summary>Series over the loaded vintages.</summary>
    public PopulationSeries(IEnumerable<PopulationEstimates> vintages, AreaMap map)
    {
        _newestFirst = [.. vintages.OrderByDescending(vintage => vintage.Vintage)];
        _placesNewestFirst = [.. _newestFirst.Select(PlacesOf)];
        _map = map;
        foreach (
            var year in _newestFirst.SelectMany(vintage => vintage.Places).SelectMany(place => place.ByMidYear.Keys).Distinct().ToList()
        )
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
                .Select(place =>
                    vintage.TryGetValue(KnownGeography.AsOfApril2023(place), out var found)
                    && found.ByMidYear.TryGetValue(midYear, out var own)
                        ? own
                        : (long?)null
                )
                .ToList();
            if (people.TrueForAll(own => own is not null))
            {
                return [.. people.Select(own => own!.Value)];
            }
        }

        return null;
    }

    /// <summary>
    /// Residents of places at a mid-year, or at the last one before it for which one vintage has every one of them; null where there is none.
    /// </summary>
    public IReadOnlyList<long>? OfOrBefore(IReadOnlyList<GssCode> places, int midYear) =>
        YearsBackFrom(midYear).Select(year => Of(places, year)).FirstOrDefault(people => people is not null);

    /// <summary>
    /// How a county's pounds are shared in the financial year that starts in a mid-year: by residents from the vintage used for the year, or where that
    /// has not every part (a successor took in more than the county's districts) from the newest that has; where none has, by the last mid-year
    /// before for which one does. Null where there is none.
    /// </summary>
    public Sharing? Share(County county, int midYear) =>
        (
            from year in YearsBackFrom(midYear)
            let used = _newestFirst.IndexOf(EditionOf(year)!)
            from vintage in Enumerable.Range(0, _newestFirst.Count).OrderBy(vintage => vintage == used ? 0 : 1)
            let people = Of(county, _placesNewestFirst[vintage], year)
            where people is not null
            select new Sharing(year, _newestFirst[vintage].Vintage, people)
        ).FirstOrDefault();

    /// <summary>A county's residents by part, from one vintage; null unless it has every part.</summary>
    internal static IReadOnlyList<PlaceShare>? Of(County county, IReadOnlyDictionary<GssCode, PlacePopulation> vintage, int midYear)
    {
        var parts = new List<PlaceShare>(county.Parts.Count);
        foreach (var part in county.Parts)
        {
            var districts = part.Districts.Where(vintage.ContainsKey).Select(place => vintage[place]).ToList();
            if (districts.Count == 0 || !districts.TrueForAll(district => district.ByMidYear.ContainsKey(midYear)))
            {
                return null;
            }

            parts.Add(new PlaceShare(part.Area, districts.Sum(district => district.ByMidYear[midYear])));
        }

        return parts.Exists(part => part.People > 0) ? parts : null;
    }

    /// <summary>The places of a vintage, by their code of April 2023.</summary>
    internal static Dictionary<GssCode, PlacePopulation> PlacesOf(PopulationEstimates vintage) =>
        vintage.Places.GroupBy(place => KnownGeography.AsOfApril2023(place.Place)).ToDictionary(group => group.Key, group => group.First());

    private IEnumerable<int> YearsBackFrom(int midYear) => _areasByYear.Keys.Where(year => year <= midYear).OrderDescending();

    /// <summary>The newest mid-year any vintage has, or null where there is no vintage.</summary>
    public int? LastMidYear => _areasByYear.Keys.Select(year => (int?)year).Max();

    /// <summary>The mid-year whose residents are used for a year: its own, or the newest estimated where that is before it.</summary>
    public int UsedFor(int midYear) => LastMidYear is { } last && midYear > last ? last : midYear;

    // A selection may lack a year for abolished councils: it gives way to a vintage that has the year for all.
    private PopulationEstimates? EditionOf(int midYear) =>
        _newestFirst.FirstOrDefault(vintage =>
            Districts(vintage) is var districts && districts.Any() && districts.All(place => place.ByMidYear.ContainsKey(midYear))
        ) ?? _newestFirst.FirstOrDefault(vintage => vintage.Places.Any(place => place.ByMidYear.ContainsKey(midYear)));

    private static IEnumerable<PlacePopulation> Districts(PopulationEstimates vintage) =>
        vintage.Places.Where(place => place.Place.IsDistrict);

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
