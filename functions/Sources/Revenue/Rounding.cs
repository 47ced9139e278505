using BudgetWatch.Domain.Observations;

namespace BudgetWatch.Sources.Revenue;

/// <summary>
/// What rounding can do to a sum. Each published figure was rounded separately, so it is at most half the unit it is written in away from what it
/// was, and a sum and its total can differ by the halves of all figures in it and of the total. This holds for every edition and needs no knowledge of any.
/// </summary>
internal static class Rounding
{
    /// <summary>Beyond this many standard deviations roundings hardly ever add up so: once in sixteen thousand sums.</summary>
    private const int ImprobableDeviations = 4;

    /// <summary>The most a figure is away from what was rounded to it, in pounds: half a thousand if it is written in whole thousands.</summary>
    public static decimal Of(decimal pounds) =>
        pounds % 1000 == 0 ? 500
        : pounds % 100 == 0 ? 50
        : pounds % 10 == 0 ? 5
        : 0.5m;

    /// <summary>The same of every figure there is among some; a 0 may be a rounded one too.</summary>
    public static decimal Of(IEnumerable<Cell> cells) => cells.Sum(cell => cell.Pounds is { } pounds ? Of(pounds) : 0);

    /// <summary>
    /// Whether a difference within rounding is one that rounding hardly ever makes: each error is as likely as any other, so a sum of n has a
    /// standard deviation of the square root of n/12 units. A 0 counts as exact here.
    /// </summary>
    /// <param name="difference">The difference.</param>
    /// <param name="cells">What was summed.</param>
    public static bool IsImprobable(decimal difference, IEnumerable<Cell> cells)
    {
        var variance = cells.Sum(cell => cell.Pounds is { } pounds and not 0 ? (double)(Of(pounds) * Of(pounds)) / 3 : 0);
        return (double)Math.Abs(difference) > ImprobableDeviations * Math.Sqrt(variance);
    }
}
