namespace BudgetWatch.Domain.Observations;

/// <summary>One line of a return that is followed through the years by name (methodology 1). Two lines of one id are the same line.</summary>
/// <param name="Id">The name in the API: <c>highways-transport</c>.</param>
/// <param name="Title">What a reader calls it.</param>
/// <param name="IsServiceTotal">Whether it is one of the totals that add up to total service expenditure.</param>
public sealed record Line(string Id, string Title, bool IsServiceTotal)
{
    /// <summary>The line it is part of today: a service, or net current expenditure; null where it is part of none that is read.</summary>
    public Line? PartOf { get; init; }

    /// <inheritdoc/>
    public bool Equals(Line? other) => ReferenceEquals(this, other) || (other is not null && Id == other.Id);

    /// <inheritdoc/>
    public override int GetHashCode() => Id.GetHashCode(StringComparison.Ordinal);

    /// <inheritdoc/>
    public override string ToString() => Id;
}
