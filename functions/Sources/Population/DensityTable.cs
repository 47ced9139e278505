using System.Text.RegularExpressions;
using BudgetWatch.Domain.Population;
using BudgetWatch.Sources.Tabular;

namespace BudgetWatch.Sources.Population;

/// <summary>MYE5, population density: every year of a vintage for every authority on one sheet.</summary>
internal sealed partial class DensityTable : EstimatesLayout
{
    private static readonly string[] SheetNames = ["MYE5", "MYE 5", "Population Density"];

    /// <summary>Whether a sheet is the density table's, by its name.</summary>
    public static bool IsSheet(string name) =>
        Array.Exists(SheetNames, known => known.Equals(name.Trim(), StringComparison.OrdinalIgnoreCase));

    /// <inheritdoc/>
    public override bool IsHeading(string sheet, IReadOnlyList<string> row) =>
        BeginsWithCode(row) && (sheet.Length == 0 ? HasYear(row) : IsSheet(sheet));

    /// <summary>Whether a row shows that a workbook is meant to have this table, though its sheet was renamed or its headings lost.</summary>
    public static bool IsLike(string sheet, IReadOnlyList<string> row) =>
        (BeginsWithCode(row) && HasYear(row))
        || (IsSheet(sheet) && row.Any(cell => cell.StartsWith("MYE5", StringComparison.OrdinalIgnoreCase)));

    /// <inheritdoc/>
    public override PopulationEstimates? Read(SheetCursor rows, IReadOnlyList<IReadOnlyList<string>> above, ReadingOutcome outcome)
    {
        var headings = HeadingRow.Of(rows);
        var name = headings.Require(outcome, "Name");
        var years = headings
            .Headings.Select(heading => (heading.Column, Match: YearHeading().Match(heading.Text)))
            .Where(heading => heading.Match.Success)
            .Select(heading => (heading.Column, Year: Year(heading.Match.Groups["year"].ValueSpan)))
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
        Coverage.CheckAgainstEngland(rows, places, years.Select(year => year.Year), outcome);
        return new PopulationEstimates(years.Max(year => year.Year), rows.Sheet, places);
    }

    private static bool BeginsWithCode(IReadOnlyList<string> row) =>
        row.Count > 0 && row[0].Equals("Code", StringComparison.OrdinalIgnoreCase);

    // The sheet of components (MYE3) has one such column too, of the year before: in a workbook the sheet's name decides.
    private static bool HasYear(IReadOnlyList<string> row) => row.Any(cell => YearHeading().IsMatch(cell));

    [GeneratedRegex(
        @"^\s*Estimated Population mid-(?<year>[0-9]{4})\s*$",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture,
        matchTimeoutMilliseconds: 1000
    )]
    private static partial Regex YearHeading();
}
