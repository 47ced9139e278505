using BudgetWatch.Domain;
using BudgetWatch.Sources.Deprivation;
using BudgetWatch.Sources.Tabular;

namespace BudgetWatch.Sources;

/// <summary>
/// English Indices of Deprivation, summaries for local authorities, 2010 to 2025. Only the Index of Multiple Deprivation's average score is
/// read; ranks and domains are derived from elsewhere or not used.
/// </summary>
internal sealed class IndicesOfDeprivation : TabularSource
{
    private static readonly IndicesLayout[] Layouts =
    [
        new SummaryWorkbook(),
        new SummaryOf2010(),
        new ListOfIndices(),
        new LinkedDataRanks(),
    ];

    /// <inheritdoc/>
    public override SourceDescription Description { get; } =
        new(
            "indices-of-deprivation",
            new InputKind("indices-of-deprivation", "Indices of Deprivation"),
            "English Indices of Deprivation: local authority summaries",
            "Ministry of Housing, Communities and Local Government",
            "Open Government Licence v3.0",
            "Contains public sector information licensed under the Open Government Licence v3.0.",
            "Every four to six years",
            new Uri("https://www.gov.uk/government/collections/english-indices-of-deprivation"),
            ReaderVersion: 2
        );

    /// <inheritdoc/>
    public override bool Recognises(FilePeek file) =>
        file.Sheets.Any(sheet => sheet.Rows.Any(row => LayoutOf(sheet.Name, file.Format, row) is not null));

    /// <inheritdoc/>
    protected override EditionContent? Read(SheetCursor rows, ReadingOutcome outcome)
    {
        while (rows.NextSheet())
        {
            while (rows.Row < SheetPeek.RowLimit && rows.NextRow())
            {
                if (LayoutOf(rows.Sheet, rows.Format, rows.FirstCells()) is { } layout)
                {
                    outcome.RefuseHidden(rows);
                    return layout.Read(rows, outcome);
                }
            }
        }

        outcome.Refuse(
            new Refusal(
                rows.File,
                "IMD",
                null,
                "a first column headed 'Local Authority District code (year)' or 'Upper Tier Local Authority District code (year)'",
                "none"
            )
        );
        return null;
    }

    private static IndicesLayout? LayoutOf(string sheet, FileFormat format, IReadOnlyList<string> row) =>
        Array.Find(Layouts, layout => layout.IsHeading(sheet, format, row));
}
