using System.Globalization;
using System.Text.RegularExpressions;
using BudgetWatch.Domain;
using BudgetWatch.Domain.Codes;
using BudgetWatch.Domain.Population;
using BudgetWatch.Sources.Tabular;

namespace BudgetWatch.Sources;

/// <summary>
/// ONS mid-year population estimates: the density table (MYE5), which alone gives every year of a vintage for every authority on one
/// sheet. England, its regions, counties and districts are kept.
/// </summary>
internal sealed partial class MidYearEstimates : TabularSource
{
    private static readonly GssCode England = new("E92000001");

    private static readonly string[] SheetNames = ["MYE5", "MYE 5", "Population Density"];

    /// <inheritdoc/>
    public override SourceDescription Description { get; } = new(
        "population-estimates",
        "Mid-year population estimates: population density for local authorities (MYE5)",
        "Office for National Statistics",
        "Open Government Licence v3.0",
        "Source: Office for National Statistics licensed under the Open Government Licence v3.0.",
        "Yearly; rebased after a census",
        new Uri("https://www.ons.gov.uk/peoplepopulationandcommunity/populationandmigration/populationestimates/datasets/estimatesofthepopulationforenglandandwales"),
        ReaderVersion: 1);

    /// <inheritdoc/>
    public override bool Recognises(FilePeek file) => file.Sheets.Any(sheet =>
        sheet.Rows.Any(row => row.Count > 0 && row[0].Equals("Code", StringComparison.OrdinalIgnoreCase) && row.Any(cell => YearHeading().IsMatch(cell)))
        || (IsDensitySheet(sheet.Name) && sheet.Rows.Any(row => row.Any(cell => cell.StartsWith("MYE5", StringComparison.OrdinalIgnoreCase)))));

    /// <inheritdoc/>
    protected override EditionContent? Read(SheetCursor rows, ReadingOutcome outcome)
    {
        string? seen = null;
        while (rows.NextSheet())
        {
            if (rows.Format != FileFormat.Csv && !IsDensitySheet(rows.Sheet))
            {
                continue;
            }

            seen = rows.Sheet;
            while (rows.NextRow())
            {
                if (rows.Text(0).Equals("Code", StringComparison.OrdinalIgnoreCase))
                {
                    return ReadTable(rows, outcome);
                }
            }
        }

        outcome.Refuse(new Refusal(
            rows.File, string.IsNullOrEmpty(seen) ? null : seen, null, "a heading row that begins with 'Code'", seen is null ? "no sheet MYE5" : "none"));
        return null;
    }

    private static bool IsDensitySheet(string name) => Array.Exists(SheetNames, known => known.Equals(name.Trim(), StringComparison.OrdinalIgnoreCase));

    private static PopulationEstimates? ReadTable(SheetCursor rows, ReadingOutcome outcome)
    {
        var headings = HeadingRow.Of(rows);
        var name = headings.Require(outcome, "Name");
        var years = headings.Headings
            .Select(heading => (heading.Column, Match: YearHeading().Match(heading.Text)))
            .Where(heading => heading.Match.Success)
            .Select(heading => (heading.Column, Year: int.Parse(heading.Match.Groups["year"].ValueSpan, NumberStyles.None, CultureInfo.InvariantCulture)))
            .ToList();
        if (years.Count == 0)
        {
            outcome.Refuse(headings.Refusal(null, $"columns headed 'Estimated Population mid-(year)' in row {headings.Row}", "none"));
        }

        foreach (var again in years.GroupBy(year => year.Year).Where(group => group.Count() > 1))
        {
            outcome.Refuse(headings.Refusal(again.Last().Column, $"mid-{again.Key} once", "twice"));
        }

        if (outcome.IsRefused || name is null)
        {
            return null;
        }

        var places = ReadPlaces(rows, name.Value, years, outcome);
        CheckEngland(rows, places, years.Select(year => year.Year), outcome);
        return new PopulationEstimates(years.Max(year => year.Year), rows.Sheet, places);
    }

    private static List<PlacePopulation> ReadPlaces(SheetCursor rows, int name, List<(int Column, int Year)> years, ReadingOutcome outcome)
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
            foreach (var (column, year) in years)
            {
                if (rows.Cell(column).TryDecimal(out var people) && people > 0 && people == decimal.Truncate(people) && people < 1e10m)
                {
                    byYear[year] = (long)people;
                }
                else
                {
                    outcome.Refuse(rows.Here(column, "a whole number of people", $"'{rows.Cell(column)}'"));
                }
            }

            places.Add(new PlacePopulation(place, rows.Text(name), byYear));
        }

        return places;
    }

    private static bool IsKept(GssCode place) =>
        place.IsDistrict || place.IsShireCounty || place == England || place.Value.StartsWith("E12", StringComparison.Ordinal);

    /// <summary>The districts cover England once, so that their people are England's: exactly, in every vintage since mid-2001.</summary>
    private static void CheckEngland(SheetCursor rows, List<PlacePopulation> places, IEnumerable<int> years, ReadingOutcome outcome)
    {
        if (outcome.IsRefused)
        {
            return;
        }

        if (places.Find(place => place.Place == England) is not { } england)
        {
            outcome.Refuse(rows.Here(null, $"a row {England} to check the districts against", "none"));
            return;
        }

        foreach (var year in years)
        {
            var sum = places.Where(place => place.Place.IsDistrict).Sum(place => place.ByMidYear[year]);
            if (sum != england.ByMidYear[year])
            {
                outcome.Refuse(rows.Here(
                    null, $"the districts of mid-{year} to add up to England's {england.ByMidYear[year]:N0}", sum.ToString("N0", CultureInfo.InvariantCulture)));
            }
        }
    }

    [GeneratedRegex(@"^\s*Estimated Population mid-(?<year>\d{4})\s*$", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex YearHeading();
}
