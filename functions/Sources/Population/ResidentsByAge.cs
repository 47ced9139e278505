using System.Globalization;
using System.Text.RegularExpressions;
using BudgetWatch.Domain.Population;
using BudgetWatch.Sources.Tabular;

namespace BudgetWatch.Sources.Population;

/// <summary>
/// MYE2, residents by single year of age at one mid-year: the column of all ages, of the sheet of persons. The title above the table names the
/// year and the sex; a copy saved without it is known by England's total, which no other year and no one sex has.
/// </summary>
internal sealed partial class ResidentsByAge : EstimatesLayout
{
    private const string AllAges = "All ages";

    /// <summary>England's residents as first published for a mid-year whose table is copied without its title. Source: ONS, MYE2 of that year.</summary>
    private static readonly (int Year, long England)[] KnownTotals = [(2024, 58_620_101)];

    /// <inheritdoc/>
    public override bool IsSecondChoice => true;

    /// <inheritdoc/>
    public override bool IsHeading(string sheet, IReadOnlyList<string> row) =>
        row.Count > 0
        && row[0].Equals("Code", StringComparison.OrdinalIgnoreCase)
        && row.Any(cell => cell.Equals(AllAges, StringComparison.OrdinalIgnoreCase))
        && (sheet.Length == 0 || sheet.Contains("persons", StringComparison.OrdinalIgnoreCase));

    /// <inheritdoc/>
    public override PopulationEstimates? Read(SheetCursor rows, IReadOnlyList<IReadOnlyList<string>> above, ReadingOutcome outcome)
    {
        var headings = HeadingRow.Of(rows);
        var name = headings.Require(outcome, "Name");
        var people = headings.Require(outcome, AllAges);
        if (name is null || people is null)
        {
            return null;
        }

        var places = ReadPlaces(rows, name.Value, [(people.Value, 0)], outcome);
        Coverage.CheckAgainstEngland(rows, places, [0], outcome);
        if (outcome.IsRefused)
        {
            return null;
        }

        var england = places.First(place => place.Place == Coverage.England).ByMidYear[0];
        if (YearOf(rows.Sheet, above, england) is not { } year)
        {
            outcome.Refuse(
                headings.Refusal(
                    null,
                    "a title above the table that names the mid-year and persons, or England's total of a mid-year known by it",
                    $"no such title, and {england.ToString("N0", CultureInfo.InvariantCulture)} residents"
                )
            );
            return null;
        }

        return new PopulationEstimates(
            year,
            rows.Sheet,
            [
                .. places.Select(place =>
                    place with
                    {
                        ByMidYear = new SortedDictionary<int, long> { [year] = place.ByMidYear[0] },
                        Cells = new SortedDictionary<int, string> { [year] = place.Cells[0] },
                    }
                ),
            ]
        );
    }

    private static int? YearOf(string sheet, IReadOnlyList<IReadOnlyList<string>> above, long england)
    {
        var titles = above.SelectMany(row => row).ToList();
        if (
            (sheet.Length > 0 || titles.Exists(title => title.Contains("persons", StringComparison.OrdinalIgnoreCase)))
            && titles.Select(title => MidYear().Match(title)).FirstOrDefault(match => match.Success) is { } match
        )
        {
            return Year(match.Groups["year"].ValueSpan);
        }

        return KnownTotals.Where(known => known.England == england).Select(known => (int?)known.Year).FirstOrDefault();
    }

    [GeneratedRegex(
        @"\bmid-(?<year>[0-9]{4})\b",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture,
        matchTimeoutMilliseconds: 1000
    )]
    private static partial Regex MidYear();
}
