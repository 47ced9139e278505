using BudgetWatch.Domain.Codes;
using BudgetWatch.Domain.Deprivation;
using BudgetWatch.Sources.Tabular;

namespace BudgetWatch.Sources.Deprivation;

/// <summary>One way in which average scores of authorities are laid out.</summary>
internal abstract class IndicesLayout
{
    /// <summary>Fewer authorities than this is a part of England: no edition of either tier has fewer than 149.</summary>
    private const int FewestAuthorities = 149;

    /// <summary>Whether a row is this layout's heading row.</summary>
    public abstract bool IsHeading(string sheet, FileFormat format, IReadOnlyList<string> row);

    /// <summary>Reads on from the heading row; null only with a reason.</summary>
    public abstract DeprivationIndices? Read(SheetCursor rows, ReadingOutcome outcome);

    /// <summary>Reads the authorities below the headings, each once, and checks that they are all there are.</summary>
    /// <param name="rows">The rows, at the headings.</param>
    /// <param name="table">Where the figures stand.</param>
    /// <param name="expected">How many authorities there must be; null where it is not known.</param>
    /// <param name="outcome">Where reasons are added.</param>
    protected static List<DeprivationScore> ReadScores(SheetCursor rows, ScoreTable table, int? expected, ReadingOutcome outcome)
    {
        var scores = new List<DeprivationScore>();
        var seen = new HashSet<GssCode>();
        do
        {
            if (rows.Row == table.HeadingRow || !table.IsRow(rows) || rows.Text(table.Code).Length == 0)
            {
                continue;
            }

            if (table.PlaceIn(rows.Text(table.Code)) is not { } place)
            {
                outcome.Refuse(rows.Here(table.Code, table.CodeExpected, $"'{rows.Text(table.Code)}'"));
            }
            else if (!seen.Add(place))
            {
                outcome.Refuse(rows.Here(table.Code, "each code once", $"{place} again"));
            }
            else if (!rows.Cell(table.Score).TryDouble(out var value) || value is < 0 or > 100)
            {
                outcome.Refuse(rows.Here(table.Score, "an average score from 0 to 100", $"'{rows.Cell(table.Score)}'"));
            }
            else
            {
                scores.Add(new DeprivationScore(place, rows.Text(table.Name), value, rows.Address(table.Score)));
            }
        } while (rows.NextRow());

        if (!outcome.IsRefused && (expected is { } all ? scores.Count != all : scores.Count < FewestAuthorities))
        {
            outcome.Refuse(
                rows.Here(
                    null,
                    expected is { } count ? $"the {count} districts of that map" : $"at least {FewestAuthorities} authorities",
                    $"{scores.Count}"
                )
            );
        }

        return scores;
    }

    /// <summary>A district's ONS code, or null.</summary>
    protected static GssCode? District(string text) => GssCode.TryParse(text, out var place) && place.IsDistrict ? place : null;
}

/// <summary>Where average scores stand in a table.</summary>
/// <param name="HeadingRow">The row of the headings, from 1.</param>
/// <param name="Code">The column of the authority's code.</param>
/// <param name="Name">The column of its name.</param>
/// <param name="Score">The column of its average score.</param>
/// <param name="PlaceIn">Reads the code; null where it is none.</param>
/// <param name="CodeExpected">What the code must be, for refusals.</param>
internal sealed record ScoreTable(int HeadingRow, int Code, int Name, int Score, Func<string, GssCode?> PlaceIn, string CodeExpected)
{
    /// <summary>Whether the current row is one of the table: all are, except in lists of several indices.</summary>
    public Func<SheetCursor, bool> IsRow { get; init; } = static _ => true;
}
