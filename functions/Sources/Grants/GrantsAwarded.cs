using BudgetWatch.Domain;
using BudgetWatch.Sources.Tabular;

namespace BudgetWatch.Sources.Grants;

/// <summary>
/// Every grant that funders publish with 360Giving, one row each: the download of GrantNav as comma-separated text, by its headings of 2016 to
/// 2020 and by those since. Kept are sums by recipient district and financial year.
/// </summary>
internal sealed class GrantsAwarded : TabularSource
{
    /// <inheritdoc/>
    public override SourceDescription Description { get; } =
        new(
            "grants",
            InputKind.Grants,
            "Grants published with 360Giving: GrantNav's download",
            "Funders that publish with 360Giving; gathered by 360Giving",
            "Each funder's own; only grants under OGL, CC BY, CC0, PDDL or ODC-BY are taken",
            "Contains grants data that funders publish in the 360Giving Data Standard under open licences, gathered by 360Giving (GrantNav).",
            "Daily",
            new Uri("https://grantnav.threesixtygiving.org/"),
            ReaderVersion: 1
        )
        {
            LargestFile = GrantLimits.FileBytes,
            MayBePassedOn = false,
        };

    /// <inheritdoc/>
    protected override int MostRows => GrantLimits.Rows;

    /// <inheritdoc/>
    public override bool Recognises(FilePeek file) =>
        file.Format == FileFormat.Csv && file.Sheets.Any(sheet => sheet.Rows.Count > 0 && GrantColumns.AreIn(sheet.Rows[0]));

    /// <inheritdoc/>
    protected override EditionContent? Read(SheetCursor rows, ReadingOutcome outcome)
    {
        if (!rows.NextSheet() || !rows.NextRow())
        {
            outcome.Refuse(rows.Here(null, "a heading row", "nothing"));
            return null;
        }

        return GrantColumns.In(rows, outcome) is { } columns ? GrantTable.Read(rows, columns, outcome) : null;
    }
}
