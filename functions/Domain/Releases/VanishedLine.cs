using BudgetWatch.Domain.Codes;
using BudgetWatch.Domain.Cuts;
using BudgetWatch.Domain.Observations;

namespace BudgetWatch.Domain.Releases;

/// <summary>
/// A service that was a good part of an area's comparable spending all but left its accounts from one figure to the next, or came back
/// likewise: more often a change of who runs or books it than a cut, and within a scope too small to be a <see cref="LargeMove"/>.
/// </summary>
/// <param name="Return">The return.</param>
/// <param name="Area">The area.</param>
/// <param name="Line">The service.</param>
/// <param name="From">The year of the figure before.</param>
/// <param name="To">The year of the figure after: the next year that is loaded and that the area has.</param>
/// <param name="PoundsFrom">The figure before, in pounds of its year.</param>
/// <param name="PoundsTo">The figure after, in pounds of its year.</param>
public sealed record VanishedLine(
    Return Return,
    AreaCode Area,
    Line Line,
    FinancialYear From,
    FinancialYear To,
    decimal PoundsFrom,
    decimal PoundsTo
)
{
    /// <summary>What may be left of a service that counts as vanished: a quarter.</summary>
    public const decimal Left = 0.25m;

    /// <summary>The part of the area's comparable spending that the service was at the fuller end: a tenth.</summary>
    public const decimal Share = 0.10m;

    /// <summary>The services of one return that vanished or came back.</summary>
    /// <param name="return">The return.</param>
    /// <param name="series">The return's figures of a scope.</param>
    public static IReadOnlyList<VanishedLine> In(Return @return, Func<Scope, IReadOnlyDictionary<AreaCode, AreaSeries>> series) =>
        [
            .. from all in (IReadOnlyDictionary<AreaCode, AreaSeries>[])[series(Scopes.Comparable)]
            from line in Scopes.Comparable.AllLines
            where line.IsServiceTotal
            from own in series(Scopes.Find(line.Id)!).Values.OrderBy(own => own.Area)
            let comparable = all[own.Area]
            from pair in own.Steps
            let before = pair.Before.CashPounds!.Value
            let after = pair.After.CashPounds!.Value
            where IsGone(before, after, comparable.Of(pair.Before.Year)) || IsGone(after, before, comparable.Of(pair.After.Year))
            select new VanishedLine(@return, own.Area, line, pair.Before.Year, pair.After.Year, before, after),
        ];

    private static bool IsGone(decimal full, decimal left, AreaFigure? comparable) =>
        comparable?.CashPounds is > 0 and var all && full >= Share * all && left < Left * full;
}
