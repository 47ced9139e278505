using BudgetWatch.Domain.Cuts;

namespace BudgetWatch.Questions.Claims;

/// <summary>A claim that was checked, with every reading it was compared with.</summary>
/// <param name="Answer">The answer.</param>
/// <param name="Unit">In what claim and readings are stated.</param>
/// <param name="Readings">Every reading the choices leave open.</param>
public sealed record CheckedClaim(ClaimsAnswer Answer, ClaimUnit Unit, IReadOnlyList<CheckedReading> Readings);

/// <summary>One reading that a claim was compared with.</summary>
/// <param name="Query">The question.</param>
/// <param name="Value">The number it gives, in the unit of the claim.</param>
/// <param name="Supports">Whether it gives the claim within its own rounding.</param>
public sealed record CheckedReading(ComparisonQuery Query, double Value, bool Supports);
