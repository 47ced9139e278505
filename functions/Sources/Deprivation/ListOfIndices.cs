using System.Globalization;
using BudgetWatch.Domain.Deprivation;
using BudgetWatch.Sources.Tabular;

namespace BudgetWatch.Sources.Deprivation;

/// <summary>
/// A third party's copy of the district summaries, made long: a row for each district and index. It gives way to the publisher's own table.
/// </summary>
internal sealed class ListOfIndices : IndicesLayout
{
    private const string IndexHeading = "index_domain";
    private const string ScoreHeading = "average_score";
    private const string Index = "Index of Multiple Deprivation";

    private static readonly string[] CodeHeadings = ["area_code", "lad19cd"];

    /// <inheritdoc/>
    public override bool IsHeading(string sheet, FileFormat format, IReadOnlyList<string> row) =>
        row.Count > 0 && CodeHeadings.Contains(row[0], StringComparer.Ordinal) && row.Contains(IndexHeading, StringComparer.Ordinal);

    /// <inheritdoc/>
    public override DeprivationIndices? Read(SheetCursor rows, ReadingOutcome outcome)
    {
        var headings = HeadingRow.Of(rows);
        var name = headings.Require(outcome, "area_name", "lad19nm");
        var index = headings.Require(outcome, IndexHeading);
        var year = headings.Require(outcome, "deprivation_data_year", "year");
        if (name is null || index is null || year is null)
        {
            return null;
        }

        var headingRow = rows.Row;
        if (
            !rows.NextRow()
            || !int.TryParse(rows.Text(year.Value), NumberStyles.None, CultureInfo.InvariantCulture, out var vintage)
            || IndicesEditions.CodesOf(vintage) is not { } codeYear
        )
        {
            outcome.Refuse(rows.Here(year, "the year of an edition of the Indices", $"'{rows.Text(year.Value)}'"));
            return null;
        }

        if (headings.Find(ScoreHeading) is not { } score)
        {
            outcome.Refuse(
                headings.Refusal(
                    null,
                    $"average scores, in a column headed '{ScoreHeading}'",
                    $"none: this copy of the Indices of {vintage} has ranks and no scores"
                )
            );
            return null;
        }

        var table = new ScoreTable(headingRow, 0, name.Value, score, District, "a district's ONS code")
        {
            IsRow = row => row.Text(index.Value) == Index && IsOfYear(row, year.Value, vintage, outcome),
        };
        return new DeprivationIndices(
            vintage,
            DeprivationTier.LowerTier,
            rows.Sheet,
            ReadScores(rows, table, EnglishDistricts.CountIn(codeYear), outcome)
        )
        {
            IsCopy = true,
        };
    }

    private static bool IsOfYear(SheetCursor rows, int year, int vintage, ReadingOutcome outcome)
    {
        if (rows.Text(year) == vintage.ToString(CultureInfo.InvariantCulture))
        {
            return true;
        }

        outcome.Refuse(rows.Here(year, $"one edition of the Indices, that of {vintage}", $"'{rows.Text(year)}'"));
        return false;
    }
}
