using BudgetWatch.Domain.Observations;

namespace BudgetWatch.Domain.Releases;

/// <summary>The year in which a question ends where none is named, and why (methodology 1).</summary>
/// <param name="Year">The financial year.</param>
/// <param name="Areas">How many areas have a figure in it.</param>
/// <param name="OfAreas">How many there are, those set aside left out.</param>
/// <param name="ShareOfResidents">The share of England's residents who live in those areas, 0 to 1.</param>
/// <param name="IsCovered">Whether it meets the rule; false where no year does and it is the newest there is.</param>
public sealed record EndYear(FinancialYear Year, int Areas, int OfAreas, double ShareOfResidents, bool IsCovered)
{
    /// <summary>Newer years, passed over because too few areas have a figure or their figures are as others carried them; newest first.</summary>
    public IReadOnlyList<FinancialYear> PassedOver { get; init; } = [];

    /// <summary>
    /// The share of areas, and of residents, that a year must have figures of. With fewer, who has not filed would decide the finding: five large counties without
    /// a figure in 2024-25 are 3 areas in 100 and 8 residents in 100.
    /// </summary>
    public const double LeastShare = 0.9;

    /// <summary>
    /// The newest year of a scope of a return whose edition is an original and has figures of nine in ten areas and residents, or else the newest with any; null where
    /// there is none.
    /// </summary>
    public static EndYear? Of(GeographyFigures figures, Return @return, Scope scope)
    {
        var newestFirst = figures.YearsOf(@return, scope).Reverse().Select(year => In(figures, @return, scope, year)).ToList();
        return newestFirst.Find(year => year.IsCovered) is { } covered
            ? covered with
            {
                PassedOver = [.. newestFirst.TakeWhile(year => year != covered).Select(year => year.Year)],
            }
            : newestFirst.Find(year => !figures.IsRehosted(@return, year.Year)) ?? newestFirst.FirstOrDefault();
    }

    private static EndYear In(GeographyFigures figures, Return @return, Scope scope, FinancialYear year)
    {
        var series = figures.Series[(@return, scope)];
        var people = figures.Frames.GetValueOrDefault(year)?.People;
        var areas = figures.Areas.Where(area => area.SetAside is null).Select(area => area.Code).ToList();
        var filed = areas.Where(area => series[area].Of(year)?.CashPounds is not null).ToList();
        var all = areas.Sum(area => people?.GetValueOrDefault(area) ?? 0);
        var share = all == 0 ? 0 : (double)filed.Sum(area => people!.GetValueOrDefault(area)) / all;
        return new EndYear(
            year,
            filed.Count,
            areas.Count,
            share,
            !figures.IsRehosted(@return, year) && filed.Count >= LeastShare * areas.Count && share >= LeastShare
        );
    }
}
