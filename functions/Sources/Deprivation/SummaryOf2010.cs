using BudgetWatch.Domain.Codes;
using BudgetWatch.Domain.Deprivation;
using BudgetWatch.Sources.Tabular;

namespace BudgetWatch.Sources.Deprivation;

/// <summary>
/// The summaries of 2010, under districts' old codes. The table does not say its year; the codes do: of all editions under old codes only
/// that of 2010 is on the 326 districts of April 2009.
/// </summary>
internal sealed class SummaryOf2010 : IndicesLayout
{
    private const int Vintage = 2010;
    private const string CodeHeading = "LA CODE";
    private const string ScoreHeading = "Average Score";

    /// <inheritdoc/>
    public override bool IsHeading(string sheet, FileFormat format, IReadOnlyList<string> row) =>
        row.Count > 0
        && Heading.Normalise(row[0]) == Heading.Normalise(CodeHeading)
        && row.Any(cell => Heading.Normalise(cell) == Heading.Normalise(ScoreHeading));

    /// <inheritdoc/>
    public override DeprivationIndices? Read(SheetCursor rows, ReadingOutcome outcome)
    {
        var headings = HeadingRow.Of(rows);
        var name = headings.Require(outcome, "LA NAME");
        var score = headings.Require(outcome, ScoreHeading);
        if (name is null || score is null)
        {
            return null;
        }

        var table = new ScoreTable(
            rows.Row,
            0,
            name.Value,
            score.Value,
            Place,
            "the old ONS code of a district of April 2009, as in '00EB'"
        );
        return new DeprivationIndices(
            Vintage,
            DeprivationTier.LowerTier,
            rows.Sheet,
            ReadScores(rows, table, EnglishDistricts.CountIn(IndicesEditions.CodesOf(Vintage)!.Value), outcome)
        );
    }

    private static GssCode? Place(string text) => OldDistrictCodes.TryFind(text, out var place) ? place : null;
}
