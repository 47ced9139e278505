namespace BudgetWatch.Domain.Codes;

/// <summary>
/// The code of an area that figures are published for: the GSS code of a present authority, or <c>X-…</c> for the parts of a
/// county that a reorganisation split and that are kept together so that a series can cross it.
/// </summary>
/// <param name="Value">A GSS code or an <c>X-</c> code.</param>
public readonly record struct AreaCode(string Value) : IComparable<AreaCode>
{
    /// <inheritdoc/>
    public int CompareTo(AreaCode other) => string.CompareOrdinal(Value, other.Value);

    /// <inheritdoc/>
    public override string ToString() => Value;
}
