namespace BudgetWatch.Domain.Observations;

/// <summary>What one edition of a return yields: every authority's filing for one year, and the file's own totals.</summary>
/// <param name="Return">Which return.</param>
/// <param name="Year">The financial year.</param>
/// <param name="Sheet">The sheet the cells stand on.</param>
/// <param name="Filings">One for each authority, in the order of the file.</param>
/// <param name="England">The file's ENGLAND row, pounds by line; empty where the file has none.</param>
public sealed record RevenueReturn(
    Return Return, FinancialYear Year, string Sheet, IReadOnlyList<Filing> Filings, IReadOnlyDictionary<Line, Cell> England)
    : EditionContent
{
    /// <inheritdoc/>
    public override string Slot => Year.ToString();
}
