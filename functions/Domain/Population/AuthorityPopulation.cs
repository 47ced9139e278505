using BudgetWatch.Domain.Codes;
using BudgetWatch.Domain.Geography;

namespace BudgetWatch.Domain.Population;

/// <summary>
/// Residents of authorities on their own map of a year: a district's or single-tier council's own, a county's the sum of its districts'. All of one
/// financial year from one vintage, that which has the most of the authorities that filed: a vintage has only the places of its own map. A published table
/// comes before a selection of the Nomis service, whatever that was asked for.
/// </summary>
public sealed class AuthorityPopulation(IEnumerable<PopulationEstimates> vintages, IReadOnlyList<County> counties)
{
    private readonly List<(int Vintage, bool IsSelection, Dictionary<GssCode, PlacePopulation> Places)> _newestFirst =
    [
        .. vintages
            .OrderByDescending(vintage => vintage.Vintage)
            .Select(vintage => (vintage.Vintage, vintage.IsSelection, PopulationSeries.PlacesOf(vintage))),
    ];

    private readonly Dictionary<string, County> _counties = counties.ToDictionary(county => county.Place.Value, StringComparer.Ordinal);

    /// <summary>The vintage used, null where none has the year, and the residents of the authorities it has; of equal vintages the newest.</summary>
    /// <param name="filed">The authorities that filed in the financial year.</param>
    /// <param name="midYear">The mid-year in which it starts.</param>
    public (int? Vintage, IReadOnlyDictionary<AreaCode, long> People) Of(IReadOnlyCollection<AreaCode> filed, int midYear)
    {
        var (vintage, _, people) = _newestFirst
            .Select(vintage => (vintage.Vintage, vintage.IsSelection, People: In(vintage.Places, filed, midYear)))
            .Where(vintage => vintage.People.Count > 0)
            .OrderBy(vintage => vintage.IsSelection)
            .ThenByDescending(vintage => vintage.People.Count)
            .FirstOrDefault();
        return people is null ? (null, new Dictionary<AreaCode, long>()) : (vintage, people);
    }

    private Dictionary<AreaCode, long> In(Dictionary<GssCode, PlacePopulation> vintage, IReadOnlyCollection<AreaCode> filed, int midYear)
    {
        var people = new Dictionary<AreaCode, long>();
        foreach (var area in filed)
        {
            var residents =
                _counties.TryGetValue(area.Value, out var county) ? PopulationSeries.Of(county, vintage, midYear)?.Sum(part => part.People)
                : vintage.TryGetValue(new GssCode(area.Value), out var place) && place.ByMidYear.TryGetValue(midYear, out var own) ? own
                : null;
            if (residents is > 0)
            {
                people[area] = residents.Value;
            }
        }

        return people;
    }
}
