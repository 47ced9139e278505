namespace BudgetWatch.Domain.Observations;

/// <summary>One published cell, in the unit of this project.</summary>
/// <param name="Pounds">Net current expenditure in pounds; null unless the status carries a figure.</param>
/// <param name="Status">What the cell says about itself.</param>
/// <param name="Address">Where it stands on its sheet, as spreadsheets name it: <c>J10</c>.</param>
public readonly record struct Cell(decimal? Pounds, CellStatus Status, string Address)
{
    /// <summary>A cell with a figure.</summary>
    public static Cell Of(decimal pounds, string address, bool estimated = false) =>
        new(pounds, estimated ? CellStatus.Estimated : CellStatus.Reported, address);

    /// <summary>A cell without one.</summary>
    public static Cell Without(CellStatus status, string address) => new(null, status, address);
}
