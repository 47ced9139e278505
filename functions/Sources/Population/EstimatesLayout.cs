using System.Globalization;
using BudgetWatch.Domain.Codes;
using BudgetWatch.Domain.Population;
using BudgetWatch.Sources.Tabular;

namespace BudgetWatch.Sources.Population;

/// <summary>One table in which residents of districts are published.</summary>
internal abstract class EstimatesLayout
{
    /// <summary>England and its parts that are kept: itself, regions, counties and districts.</summary>
    protected static bool IsKept(GssCode place) =>
        place.IsDistrict || place.IsShireCounty || place == Coverage.England || Coverage.IsRegion(place);

    /// <summary>The most people a place may have: three times those of England, the most populous place that is read (58.6 million at mid-2024).</summary>
    private const decimal MostPeople = 200_000_000m;

    /// <summary>
    /// Whether a workbook that has this table may have a better one further on: the table by age has one year of what the density table has all of.
    /// </summary>
    public virtual bool IsSecondChoice => false;

    /// <summary>Whether a row is this table's heading row.</summary>
    /// <param name="sheet">The sheet's name; empty in CSV.</param>
    /// <param name="row">The row.</param>
    public abstract bool IsHeading(string sheet, IReadOnlyList<string> row);

    /// <summary>Reads on from the heading row; null only with a reason.</summary>
    /// <param name="rows">The rows, at the headings.</param>
    /// <param name="above">The rows above.</param>
    /// <param name="outcome">Where reasons are added.</param>
    public abstract PopulationEstimates? Read(SheetCursor rows, IReadOnlyList<IReadOnlyList<string>> above, ReadingOutcome outcome);

    /// <summary>Reads a table of a row for each place and a column for each mid-year.</summary>
    protected static List<PlacePopulation> ReadPlaces(
        SheetCursor rows,
        int name,
        IReadOnlyList<(int Column, int Year)> years,
        ReadingOutcome outcome
    )
    {
        var places = new List<PlacePopulation>();
        var seen = new HashSet<GssCode>();
        while (rows.NextRow())
        {
            if (!GssCode.TryParse(rows.Text(0), out var place) || !IsKept(place))
            {
                continue;
            }

            if (!seen.Add(place))
            {
                outcome.Refuse(rows.Here(0, "each code once", $"{place} again"));
                continue;
            }

            var byYear = new SortedDictionary<int, long>();
            var cells = new SortedDictionary<int, string>();
            foreach (var (column, year) in years)
            {
                if (People(rows, column, outcome) is { } people)
                {
                    byYear[year] = people;
                    cells[year] = rows.Address(column);
                }
            }

            places.Add(new PlacePopulation(place, rows.Text(name), byYear) { Cells = cells });
        }

        return places;
    }

    /// <summary>A cell's people, or null with a reason.</summary>
    protected static long? People(SheetCursor rows, int column, ReadingOutcome outcome)
    {
        if (rows.Cell(column).TryDecimal(out var people) && people > 0 && people == decimal.Truncate(people) && people <= MostPeople)
        {
            return (long)people;
        }

        outcome.Refuse(rows.Here(column, $"a whole number of people, at most {MostPeople:N0}", $"'{rows.Cell(column)}'"));
        return null;
    }

    /// <summary>A year written with four digits.</summary>
    protected static int Year(ReadOnlySpan<char> digits) => int.Parse(digits, NumberStyles.None, CultureInfo.InvariantCulture);
}
