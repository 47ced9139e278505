using BudgetWatch.Domain;
using BudgetWatch.Domain.Population;
using BudgetWatch.Sources.Population;
using BudgetWatch.Sources.Tabular;

namespace BudgetWatch.Sources;

/// <summary>
/// ONS mid-year population estimates, in any of the tables that have residents of districts. Of a workbook with several the density table is
/// read, which has every year. England, its regions, counties and districts are kept.
/// </summary>
internal sealed class MidYearEstimates : TabularSource
{
    private static readonly EstimatesLayout[] Layouts =
    [
        new DensityTable(),
        new ComponentsOfChange(),
        new ResidentsByAge(),
        new NomisAnswer(),
    ];

    /// <inheritdoc/>
    public override SourceDescription Description { get; } =
        new(
            "population-estimates",
            new InputKind("population"),
            "Mid-year population estimates for local authorities",
            "Office for National Statistics",
            "Open Government Licence v3.0",
            "Source: Office for National Statistics licensed under the Open Government Licence v3.0.",
            "Yearly; rebased after a census",
            new Uri(
                "https://www.ons.gov.uk/peoplepopulationandcommunity/populationandmigration/populationestimates/datasets/estimatesofthepopulationforenglandandwales"
            ),
            ReaderVersion: 3
        );

    /// <inheritdoc/>
    public override bool Recognises(FilePeek file) =>
        file.Sheets.Any(sheet => sheet.Rows.Any(row => LayoutOf(sheet.Name, row) is not null || DensityTable.IsLike(sheet.Name, row)));

    /// <inheritdoc/>
    protected override EditionContent? Read(SheetCursor rows, ReadingOutcome outcome)
    {
        string? seen = null;
        (PopulationEstimates? Estimates, ReadingOutcome Outcome)? second = null;
        while (rows.NextSheet())
        {
            seen = DensityTable.IsSheet(rows.Sheet) || rows.Format == FileFormat.Csv ? rows.Sheet : seen;
            var above = new List<IReadOnlyList<string>>();
            while (above.Count < SheetPeek.RowLimit && rows.NextRow())
            {
                var row = rows.FirstCells();
                if (LayoutOf(rows.Sheet, row) is not { } layout)
                {
                    above.Add(row);
                    continue;
                }

                if (!layout.IsSecondChoice)
                {
                    outcome.RefuseHidden(rows);
                    return layout.Read(rows, above, outcome);
                }

                var own = new ReadingOutcome();
                own.RefuseHidden(rows);
                second ??= (layout.Read(rows, above, own), own);
                break;
            }
        }

        if (second is { } found)
        {
            outcome.Take(found.Outcome);
            return found.Estimates;
        }

        outcome.Refuse(
            new Refusal(
                rows.File,
                string.IsNullOrEmpty(seen) ? null : seen,
                null,
                "a heading row that begins with 'Code'",
                seen is null ? "no sheet MYE5" : "none"
            )
        );
        return null;
    }

    private static EstimatesLayout? LayoutOf(string sheet, IReadOnlyList<string> row) =>
        Array.Find(Layouts, layout => layout.IsHeading(sheet, row));
}
