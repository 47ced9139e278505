namespace BudgetWatch.Domain.Observations;

/// <summary>One line of a return that is followed through the years by name (methodology 1).</summary>
/// <param name="Id">The name in the API: <c>highways-transport</c>.</param>
/// <param name="Title">What a reader calls it.</param>
/// <param name="IsServiceTotal">Whether it is one of the totals that add up to total service expenditure.</param>
public sealed record Line(string Id, string Title, bool IsServiceTotal)
{
    /// <inheritdoc/>
    public override string ToString() => Id;
}
