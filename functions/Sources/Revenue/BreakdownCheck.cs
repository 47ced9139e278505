using BudgetWatch.Domain;
using BudgetWatch.Domain.Codes;
using BudgetWatch.Sources.Tabular;

namespace BudgetWatch.Sources.Revenue;

/// <summary>
/// Checks a breakdown on the rows of a table. Nothing in a file says that columns are one: they are taken for it where they add up on most
/// rows, and a row on which they do not is then refused. An edition that moves its columns about is read without this check.
/// </summary>
internal sealed class BreakdownCheck(Breakdown breakdown, FinancialYear year, bool roundsEachFigure)
{
    private readonly List<Refusal> unequal = [];
    private int equal;

    /// <summary>Looks at an authority's row; one of zeros says nothing.</summary>
    public void Look(SheetCursor rows, HeadingRow headings, AuthorityCode code) =>
        Look(rows, headings, code.Value, ControlTotals.RowTolerance(year, roundsEachFigure));

    /// <summary>Looks at the row of ENGLAND or of a class.</summary>
    public void LookAtTotal(SheetCursor rows, HeadingRow headings, string whose) => Look(rows, headings, whose, ControlTotals.AcrossTotalsTolerance);

    private void Look(SheetCursor rows, HeadingRow headings, string whose, decimal tolerance)
    {
        if (breakdown.Of(rows) is not var (sum, stated) || (sum == 0 && stated == 0))
        {
            return;
        }

        if (Math.Abs(sum - stated) <= tolerance)
        {
            equal++;
            return;
        }

        unequal.Add(rows.Here(
            breakdown.Whole,
            $"columns {CellAddress.Letters(breakdown.Parts[0])} to {CellAddress.Letters(breakdown.Parts[^1])} of {whose} to add up to "
            + $"'{headings.TextAt(breakdown.Whole)}' within {ControlTotals.Thousands(tolerance)}",
            $"{ControlTotals.Thousands(sum)} against {ControlTotals.Thousands(stated)}"));
    }

    /// <summary>Adds a reason for each row that is out of what others say.</summary>
    public void Conclude(ReadingOutcome outcome)
    {
        if (unequal.Count < equal)
        {
            unequal.ForEach(outcome.Refuse);
        }
    }
}
