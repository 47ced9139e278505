using System.Collections.Immutable;

namespace BudgetWatch.Domain.Community;

/// <summary>What charities took in, by the year their accounts end in.</summary>
/// <param name="Extracted">The day of the extract; null where it does not say.</param>
/// <param name="Numbers">Organisation numbers, ascending.</param>
/// <param name="Ends">The last day of the accounts' year, as <see cref="DateOnly.DayNumber"/>, ascending for each number, each once.</param>
/// <param name="Pounds">Gross income, pounds. Accounts that state none have no row.</param>
public sealed record CharityIncomes(DateOnly? Extracted, ImmutableArray<int> Numbers, ImmutableArray<int> Ends, ImmutableArray<int> Pounds)
    : EditionContent
{
    /// <inheritdoc/>
    public override string Slot => "annual-return-history";

    /// <inheritdoc/>
    public override int Precedence => Extracted?.DayNumber ?? 0;
}
