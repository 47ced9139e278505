using BudgetWatch.Domain.Deprivation;
using BudgetWatch.Sources.Tabular;

namespace BudgetWatch.Sources.Deprivation;

/// <summary>The Indices as opendatacommunities.org gave them out, one measure to a file. Files of ranks are known only to be refused by name.</summary>
internal sealed class LinkedDataRanks : IndicesLayout
{
    private const string Address = "http://opendatacommunities.org/data/societal-wellbeing/deprivation/";

    /// <inheritdoc/>
    public override bool IsHeading(string sheet, FileFormat format, IReadOnlyList<string> row) =>
        row.Count > 1 && row[0].StartsWith(Address, StringComparison.Ordinal);

    /// <inheritdoc/>
    public override DeprivationIndices? Read(SheetCursor rows, ReadingOutcome outcome)
    {
        outcome.Refuse(rows.Here(1, "a table of average scores", $"'{rows.Text(1)}': ranks have no distances between them"));
        return null;
    }
}
