namespace BudgetWatch.Domain.Observations;

/// <summary>What one edition of a return yields: every authority's filing for one year, and the file's own totals.</summary>
/// <param name="Return">Which return.</param>
/// <param name="Year">The financial year.</param>
/// <param name="Sheet">The sheet the cells stand on.</param>
/// <param name="Filings">One for each authority, in the order of the file.</param>
/// <param name="England">The file's ENGLAND row, pounds by line; empty where the file has none.</param>
public sealed record RevenueReturn(
    Return Return,
    FinancialYear Year,
    string Sheet,
    IReadOnlyList<Filing> Filings,
    IReadOnlyDictionary<Line, Cell> England
) : EditionContent
{
    /// <summary>The date the edition gives itself ("Last updated", "Revised"), where it gives one: of two editions of a year the later is in force.</summary>
    public DateOnly? Updated { get; init; }

    /// <summary>The publisher's file whose figures others carried, where the original's bytes are missing; null for an original.</summary>
    public string? RehostedFrom { get; init; }

    /// <inheritdoc/>
    public override string Slot => Year.ToString();

    /// <inheritdoc/>
    public override int Precedence => Updated?.DayNumber ?? 0;
}

/// <summary>An edition that holds a return for several years at once.</summary>
/// <param name="Sheet">The sheet the cells stand on.</param>
/// <param name="Years">The returns, in order of year.</param>
public sealed record RevenueTimeSeries(string Sheet, IReadOnlyList<RevenueReturn> Years) : EditionContent
{
    /// <summary>The date the edition gives itself, where it gives one.</summary>
    public DateOnly? Updated { get; init; }

    /// <inheritdoc/>
    public override string Slot => "time-series";

    /// <inheritdoc/>
    public override int Precedence => Updated?.DayNumber ?? 0;
}
