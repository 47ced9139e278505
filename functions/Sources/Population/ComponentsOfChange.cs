using System.Text.RegularExpressions;
using BudgetWatch.Domain.Population;
using BudgetWatch.Sources.Tabular;

namespace BudgetWatch.Sources.Population;

/// <summary>
/// MYEB3, components of change: a CSV of districts with a column of residents for each mid-year among births, deaths and moves. It has no row
/// for England; its districts are counted against the map its first heading names.
/// </summary>
internal sealed partial class ComponentsOfChange : EstimatesLayout
{
    /// <inheritdoc/>
    public override bool IsHeading(string sheet, IReadOnlyList<string> row) =>
        row.Count > 0 && CodeHeading().IsMatch(row[0]) && row.Any(cell => YearHeading().IsMatch(cell));

    /// <inheritdoc/>
    public override PopulationEstimates? Read(SheetCursor rows, IReadOnlyList<IReadOnlyList<string>> above, ReadingOutcome outcome)
    {
        var map = rows.Text(0)[3..7];
        var headings = HeadingRow.Of(rows);
        var name = headings.Require(outcome, $"lad{map}_name");
        var years = headings
            .Headings.Select(heading => (heading.Column, Match: YearHeading().Match(heading.Text)))
            .Where(heading => heading.Match.Success)
            .Select(heading => (heading.Column, Year: Year(heading.Match.Groups["year"].ValueSpan)))
            .ToList();
        foreach (var again in years.GroupBy(year => year.Year).Where(group => group.Count() > 1))
        {
            outcome.Refuse(headings.Refusal(again.Last().Column, $"mid-{again.Key} once", "twice"));
        }

        if (EnglishDistricts.CountIn(Year(map)) is not { } districts)
        {
            outcome.Refuse(headings.Refusal(0, "districts of 2009 or later", $"'{rows.Text(0)}'"));
            return null;
        }

        if (outcome.IsRefused || name is null)
        {
            return null;
        }

        var places = ReadPlaces(rows, name.Value, years, outcome);
        Coverage.CheckByCount(rows, places, districts, outcome);
        return new PopulationEstimates(years.Max(year => year.Year), rows.Sheet, places);
    }

    [GeneratedRegex(@"^lad[0-9]{4}_code$", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex CodeHeading();

    [GeneratedRegex(
        @"^population_(?<year>[0-9]{4})$",
        RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture,
        matchTimeoutMilliseconds: 1000
    )]
    private static partial Regex YearHeading();
}
