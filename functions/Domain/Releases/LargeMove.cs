using BudgetWatch.Domain.Codes;
using BudgetWatch.Domain.Cuts;
using BudgetWatch.Domain.Observations;

namespace BudgetWatch.Domain.Releases;

/// <summary>An area's comparable spending moved by more than <see cref="Threshold"/> per cent from one figure to the next.</summary>
/// <param name="Return">The return.</param>
/// <param name="Area">The area.</param>
/// <param name="From">The year of the figure before.</param>
/// <param name="To">The year of the figure after: the next year that is loaded and that the area has.</param>
/// <param name="ChangePercent">The move, in cash.</param>
public sealed record LargeMove(Return Return, AreaCode Area, FinancialYear From, FinancialYear To, double ChangePercent)
{
    /// <summary>40 %, over one year or over a gap between loaded years: a gap could hide a move.</summary>
    public const double Threshold = 40;

    /// <summary>The large moves between figures of one return that follow each other.</summary>
    public static IReadOnlyList<LargeMove> In(Return @return, IReadOnlyDictionary<AreaCode, AreaSeries> comparable) =>
        [
            .. from series in comparable.Values.OrderBy(series => series.Area)
            from pair in series.Steps
            let before = (double)pair.Before.CashPounds!.Value
            let after = (double)pair.After.CashPounds!.Value
            where before > 0 && Math.Abs(100 * (after / before - 1)) > Threshold
            select new LargeMove(@return, series.Area, pair.Before.Year, pair.After.Year, 100 * (after / before - 1)),
        ];
}
