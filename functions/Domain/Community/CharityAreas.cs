using System.Collections.Immutable;
using BudgetWatch.Domain.Codes;

namespace BudgetWatch.Domain.Community;

/// <summary>Where charities say they operate: a row for each charity and English authority, and one for each that operates in a whole country or region.</summary>
/// <param name="Extracted">The day of the extract; null where it does not say.</param>
/// <param name="Places">The authorities named: counties and single-tier ones.</param>
/// <param name="Numbers">Organisation numbers, ascending.</param>
/// <param name="Areas">For each the authority, as its place in <paramref name="Places"/>; <see cref="Wider"/> or <see cref="Elsewhere"/>.</param>
public sealed record CharityAreas(
    DateOnly? Extracted,
    IReadOnlyList<GssCode> Places,
    ImmutableArray<int> Numbers,
    ImmutableArray<int> Areas
) : EditionContent
{
    /// <summary>Stands for England, Wales, both, or London as a whole: no authority is where such a charity is at home.</summary>
    public const int Wider = -1;

    /// <summary>Stands for a place that is no English authority, or one whose name is not known.</summary>
    public const int Elsewhere = -2;

    /// <summary>The same with authorities taken as one: a charity that named two of them names that one.</summary>
    /// <param name="one">For each authority the one it is taken as.</param>
    public CharityAreas Merging(Func<GssCode, GssCode> one)
    {
        ArgumentNullException.ThrowIfNull(one);
        var merged = Places.Select(one).ToList();
        var places = merged.Distinct().ToList();
        var index = places.Index().ToDictionary(pair => pair.Item, pair => pair.Index);
        return this with { Places = places, Areas = [.. Areas.Select(area => area < 0 ? area : index[merged[area]])] };
    }

    /// <inheritdoc/>
    public override string Slot => "area-of-operation";

    /// <inheritdoc/>
    public override int Precedence => Extracted?.DayNumber ?? 0;
}
