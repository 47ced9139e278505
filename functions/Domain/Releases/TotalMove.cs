using BudgetWatch.Domain.Observations;

namespace BudgetWatch.Domain.Releases;

/// <summary>England's total of a service, levy or line of community support moved by more than <see cref="Threshold"/> per cent from one year to the next (methodology 7).</summary>
/// <param name="Return">The return.</param>
/// <param name="Line">The line.</param>
/// <param name="From">The year before.</param>
/// <param name="To">The year after.</param>
/// <param name="ChangePercent">The move, in cash.</param>
public sealed record TotalMove(Return Return, Line Line, FinancialYear From, FinancialYear To, double ChangePercent)
{
    /// <summary>15 %.</summary>
    public const decimal Threshold = 15;

    /// <summary>The moves between consecutive years of each return, by the files' own ENGLAND rows.</summary>
    public static IReadOnlyList<TotalMove> In(IEnumerable<RevenueReturn> editions)
    {
        var inOrder = editions.OrderBy(edition => edition.Return).ThenBy(edition => edition.Year).ToList();
        return
        [
            .. from pair in inOrder.Zip(inOrder.Skip(1))
            where pair.First.Return == pair.Second.Return && pair.Second.Year.StartYear == pair.First.Year.StartYear + 1
            from line in Lines.Main
            let before = England(pair.First, line)
            let after = England(pair.Second, line)
            where before > 0 && after is not null
            let change = 100 * (after.Value - before.Value) / before.Value
            where Math.Abs(change) > Threshold
            select new TotalMove(pair.First.Return, line, pair.First.Year, pair.Second.Year, (double)change),
        ];
    }

    private static decimal? England(RevenueReturn edition, Line line) =>
        edition.England.TryGetValue(line, out var cell) ? cell.Pounds : null;
}
