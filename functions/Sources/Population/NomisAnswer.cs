using System.Globalization;
using BudgetWatch.Domain.Codes;
using BudgetWatch.Domain.Population;
using BudgetWatch.Sources.Tabular;

namespace BudgetWatch.Sources.Population;

/// <summary>
/// An answer of the Nomis service in CSV: a row for each figure. Figures of everyone at all ages are kept. Nomis blanks the years of abolished
/// councils; a blank is no figure. An answer is named after its newest mid-year like any vintage: Nomis serves the series as last revised.
/// </summary>
internal sealed class NomisAnswer : EstimatesLayout
{
    private const string PlaceHeading = "GEOGRAPHY_CODE";
    private const string FigureHeading = "OBS_VALUE";

    /// <summary>Where an answer says what a figure is of: the column, and what must stand in it.</summary>
    private static readonly (string Heading, string Kept)[] Selectors = [("GENDER", "0"), ("C_AGE", "200"), ("MEASURES", "20100")];

    /// <inheritdoc/>
    public override bool IsHeading(string sheet, IReadOnlyList<string> row) =>
        row.Contains(PlaceHeading, StringComparer.Ordinal) && row.Contains(FigureHeading, StringComparer.Ordinal);

    /// <inheritdoc/>
    public override PopulationEstimates? Read(SheetCursor rows, IReadOnlyList<IReadOnlyList<string>> above, ReadingOutcome outcome)
    {
        var headings = HeadingRow.Of(rows);
        var date = headings.Require(outcome, "DATE_NAME");
        var code = headings.Require(outcome, PlaceHeading);
        var name = headings.Require(outcome, "GEOGRAPHY_NAME");
        var figure = headings.Require(outcome, FigureHeading);
        if (outcome.IsRefused)
        {
            return null;
        }

        var columns = new Columns(
            date!.Value,
            code!.Value,
            name!.Value,
            figure!.Value,
            headings.Find("RECORD_COUNT"),
            [
                .. Selectors
                    .Select(selector => (Column: headings.Find(selector.Heading), selector.Kept))
                    .Where(selector => selector.Column is not null)
                    .Select(selector => (selector.Column!.Value, selector.Kept)),
            ]
        );
        var places = ReadFigures(rows, columns, outcome);
        Coverage.CheckByCount(rows, places, null, outcome);
        var years = places.SelectMany(place => place.ByMidYear.Keys).ToList();
        if (years.Count == 0)
        {
            outcome.Refuse(rows.Here(null, "figures of everyone at all ages", "none"));
            return null;
        }

        return new PopulationEstimates(years.Max(), rows.Sheet, places) { IsSelection = true };
    }

    private static List<PlacePopulation> ReadFigures(SheetCursor rows, Columns columns, ReadingOutcome outcome)
    {
        var names = new Dictionary<GssCode, string>();
        var figures = new Dictionary<GssCode, SortedDictionary<int, long>>();
        var cells = new Dictionary<GssCode, SortedDictionary<int, string>>();
        int records = 0,
            promised = 0;
        while (rows.NextRow())
        {
            if (rows.Text(columns.Place).Length == 0)
            {
                continue;
            }

            records++;
            if (
                columns.Records is { } count
                && int.TryParse(rows.Text(count), NumberStyles.None, CultureInfo.InvariantCulture, out var all)
            )
            {
                promised = all;
            }

            if (
                !columns.Selectors.All(selector => rows.Text(selector.Column) == selector.Kept)
                || !GssCode.TryParse(rows.Text(columns.Place), out var place)
                || !IsKept(place)
            )
            {
                continue;
            }

            if (
                !int.TryParse(rows.Text(columns.Date), NumberStyles.None, CultureInfo.InvariantCulture, out var year)
                || year is < 1971 or > 2100
            )
            {
                outcome.Refuse(rows.Here(columns.Date, "the year of a mid-year estimate", $"'{rows.Text(columns.Date)}'"));
                continue;
            }

            // An authority of a single tier is listed among districts and among counties: the same figure twice is one figure.
            names.TryAdd(place, rows.Text(columns.Name));
            figures.TryAdd(place, []);
            cells.TryAdd(place, []);
            if (rows.Cell(columns.Figure).IsBlank || People(rows, columns.Figure, outcome) is not { } people)
            {
                continue;
            }

            if (figures[place].TryAdd(year, people))
            {
                cells[place][year] = rows.Address(columns.Figure);
            }
            else if (figures[place][year] != people)
            {
                outcome.Refuse(
                    rows.Here(
                        columns.Figure,
                        $"one figure for {place} at mid-{year}, everyone at all ages",
                        $"{figures[place][year]} and {people}"
                    )
                );
            }
        }

        if (promised > records)
        {
            outcome.Refuse(
                rows.Here(columns.Records, $"all {promised} records of the answer", $"{records}: the service gives them in pages")
            );
        }

        return [.. figures.Select(place => new PlacePopulation(place.Key, names[place.Key], place.Value) { Cells = cells[place.Key] })];
    }

    private sealed record Columns(
        int Date,
        int Place,
        int Name,
        int Figure,
        int? Records,
        IReadOnlyList<(int Column, string Kept)> Selectors
    );
}
