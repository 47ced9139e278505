using BudgetWatch.Domain.Codes;

namespace BudgetWatch.Domain.Observations;

/// <summary>One authority's row of a return.</summary>
/// <param name="Authority">The E-code the row is filed under; null in the one edition that leaves E-codes out (a copy of the outturn time series).</param>
/// <param name="Place">The ONS code the row states, where the edition has that column; known typos already put right.</param>
/// <param name="Name">The name as published, for people; never joined on.</param>
/// <param name="Class">The class the row states.</param>
/// <param name="Cells">The cells read, by line. A line the edition does not have is absent.</param>
public sealed record Filing(
    AuthorityCode? Authority,
    GssCode? Place,
    string Name,
    AuthorityClass Class,
    IReadOnlyDictionary<Line, Cell> Cells
)
{
    /// <summary>What the row is known by in its edition: its E-code, or its ONS code where the edition has no E-codes.</summary>
    public string Code => Authority?.Value ?? Place?.Value ?? "";
}
