using System.Globalization;
using BudgetWatch.Domain.Codes;
using BudgetWatch.Sources.Tabular;

namespace BudgetWatch.Sources.Revenue;

/// <summary>
/// Checks a breakdown on the rows of a table. Nothing in a file says that columns are one: they are taken for it where they add up on most
/// rows, and a row on which they do not is then refused. An edition on most of whose rows they do not is one that moves its columns about, or one of them stands under
/// another's heading: that is flagged, for a person to check.
/// </summary>
internal sealed class BreakdownCheck(Breakdown breakdown)
{
    private readonly List<Refusal> unequal = [];
    private readonly List<(string Code, decimal Pounds)> rounded = [];
    private int equal;
    private int withoutFigures;
    private bool isEnglandUnequal;

    /// <summary>Looks at an authority's row; one of zeros says nothing.</summary>
    public void Look(SheetCursor rows, HeadingRow headings, AuthorityCode code)
    {
        if (breakdown.Of(rows) is not { } sum)
        {
            withoutFigures++;
        }
        else if (Look(rows, headings, code.Value, sum, sum.Rounding))
        {
            rounded.Add((code.Value, sum.Parts - sum.Stated));
        }
    }

    /// <summary>
    /// Looks at the row of ENGLAND or of a class: it is out by its own roundings, or by those of the rows it is the sum of and of what was
    /// imputed for those without figures.
    /// </summary>
    public void LookAtTotal(SheetCursor rows, HeadingRow headings, string whose, bool isEngland)
    {
        if (breakdown.Of(rows) is { } sum)
        {
            var ofRows = rounded.Sum(row => Math.Abs(row.Pounds)) + (withoutFigures * Rounding.Of(0) * (breakdown.Parts.Count + 1));
            isEnglandUnequal |= !Look(rows, headings, whose, sum, Math.Max(sum.Rounding, ofRows)) && isEngland;
        }
    }

    private bool Look(SheetCursor rows, HeadingRow headings, string whose, BreakdownSum sum, decimal tolerance)
    {
        var isEqual = Math.Abs(sum.Parts - sum.Stated) <= tolerance;
        if (isEqual)
        {
            equal += sum is { Parts: 0, Stated: 0 } ? 0 : 1;
            return true;
        }

        unequal.Add(
            rows.Here(
                breakdown.Whole,
                $"columns {CellAddress.Letters(breakdown.Parts[0])} to {CellAddress.Letters(breakdown.Parts[^1])} of {whose} to add up to "
                    + $"'{headings.TextAt(breakdown.Whole)}' within {ControlTotals.Thousands(tolerance)}",
                $"{ControlTotals.Thousands(sum.Parts)} against {ControlTotals.Thousands(sum.Stated)}"
            )
        );
        return false;
    }

    /// <summary>
    /// Adds a reason for each row that is out of what others say. Where ENGLAND's row is out as well as an authority's, it is the columns: one
    /// among them is no part of the sum. Where columns must add up, every such row is a reason.
    /// </summary>
    public void Conclude(HeadingRow headings, ReadingOutcome outcome, bool mustAddUp)
    {
        if (!mustAddUp && (unequal.Count >= equal || (isEnglandUnequal && unequal.Count > 1)))
        {
            outcome.Flag(
                EditionFlag.LinesDoNotAddUp,
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"The columns before '{headings.TextAt(breakdown.Whole)}' do not add up to it on {unequal.Count:N0} of {unequal.Count + equal:N0} rows. Does a column stand under another's heading?"
                )
            );
            return;
        }

        unequal.ForEach(outcome.Refuse);
        ControlTotals.FlagRounded(outcome, "the lines", $"'{headings.TextAt(breakdown.Whole)}'", rounded);
    }
}
