using System.Collections.Immutable;
using BudgetWatch.Domain.Codes;

namespace BudgetWatch.Domain.Community;

/// <summary>Where charities say they operate: a row for each charity and English authority, and one for each that operates in a whole country or region.</summary>
/// <param name="Extracted">The day of the extract; null where it does not say.</param>
/// <param name="Places">The authorities named: counties and single-tier ones.</param>
/// <param name="Numbers">Organisation numbers, ascending.</param>
/// <param name="Areas">For each the authority, as its place in <paramref name="Places"/>; <see cref="Wider"/> or <see cref="Elsewhere"/>.</param>
public sealed record CharityAreas(
    DateOnly? Extracted, IReadOnlyList<GssCode> Places, ImmutableArray<int> Numbers, ImmutableArray<int> Areas) : EditionContent
{
    /// <summary>Stands for England, Wales, both, or London as a whole: no authority is where such a charity is at home.</summary>
    public const int Wider = -1;

    /// <summary>Stands for a place that is no English authority, or one whose name is not known.</summary>
    public const int Elsewhere = -2;

    /// <inheritdoc/>
    public override string Slot => "area-of-operation";

    /// <inheritdoc/>
    public override int Precedence => Extracted?.DayNumber ?? 0;
}
