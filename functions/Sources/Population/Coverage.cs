using System.Globalization;
using BudgetWatch.Domain.Codes;
using BudgetWatch.Domain.Population;
using BudgetWatch.Sources.Tabular;

namespace BudgetWatch.Sources.Population;

/// <summary>Checks that the districts of a table cover England once, so that their people are England's.</summary>
internal static class Coverage
{
    /// <summary>England.</summary>
    public static readonly GssCode England = new("E92000001");

    private const int Regions = 9;

    /// <summary>England had 49.4 million residents in mid-2001 and more in every year since: fewer are men, or women, or an age, or a part.</summary>
    private const long FewestPeople = 49_000_000;

    /// <summary>Whether it is one of England's nine regions.</summary>
    public static bool IsRegion(GssCode place) => place.Value.StartsWith("E12", StringComparison.Ordinal);

    /// <summary>Against the file's own row for England: exactly, in every vintage since mid-2001.</summary>
    public static void CheckAgainstEngland(
        SheetCursor rows,
        IReadOnlyList<PlacePopulation> places,
        IEnumerable<int> years,
        ReadingOutcome outcome
    )
    {
        if (outcome.IsRefused)
        {
            return;
        }

        if (places.FirstOrDefault(place => place.Place == England) is not { } england)
        {
            outcome.Refuse(rows.Here(null, $"a row {England} to check the districts against", "none"));
            return;
        }

        foreach (var year in years)
        {
            Compare(rows, places, year, england.ByMidYear[year], "England's", outcome);
        }
    }

    /// <summary>
    /// Where the file has no row for England: by the number of districts (that of the map it names, or of any whole map), by the sum of the nine
    /// regions where it has them, and by England never having had fewer than 49 million residents.
    /// </summary>
    public static void CheckByCount(SheetCursor rows, IReadOnlyList<PlacePopulation> places, int? map, ReadingOutcome outcome)
    {
        if (outcome.IsRefused)
        {
            return;
        }

        var districts = places.Where(place => place.Place.IsDistrict).ToList();
        if (map is { } count ? districts.Count != count : !EnglishDistricts.IsWholeMap(districts.Count))
        {
            outcome.Refuse(
                rows.Here(
                    null,
                    $"the districts of England, {map?.ToString(CultureInfo.InvariantCulture) ?? $"one of {EnglishDistricts.Counts}"} in number",
                    $"{districts.Count}"
                )
            );
            return;
        }

        foreach (var year in districts.SelectMany(place => place.ByMidYear.Keys).Distinct().Order().ToList())
        {
            // A year in which some have no figure covers a part of England: it is kept, as what it is, and there is nothing to check it against.
            if (!districts.TrueForAll(place => place.ByMidYear.ContainsKey(year)))
            {
                continue;
            }

            var regions = places.Where(place => IsRegion(place.Place) && place.ByMidYear.ContainsKey(year)).ToList();
            if (regions.Count == Regions)
            {
                Compare(rows, places, year, regions.Sum(region => region.ByMidYear[year]), "the regions'", outcome);
            }

            var people = districts.Sum(place => place.ByMidYear[year]);
            if (people < FewestPeople)
            {
                outcome.Refuse(
                    rows.Here(
                        null,
                        $"all residents of England at mid-{year}, more than {FewestPeople:N0}",
                        people.ToString("N0", CultureInfo.InvariantCulture)
                    )
                );
            }
        }
    }

    private static void Compare(
        SheetCursor rows,
        IReadOnlyList<PlacePopulation> places,
        int year,
        long whole,
        string whose,
        ReadingOutcome outcome
    )
    {
        var sum = places.Where(place => place.Place.IsDistrict).Sum(place => place.ByMidYear[year]);
        if (sum != whole)
        {
            outcome.Refuse(
                rows.Here(
                    null,
                    $"the districts of mid-{year} to add up to {whose} {whole:N0}",
                    sum.ToString("N0", CultureInfo.InvariantCulture)
                )
            );
        }
    }
}
