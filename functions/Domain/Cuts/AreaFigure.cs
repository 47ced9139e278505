using BudgetWatch.Domain.Codes;
using BudgetWatch.Domain.Observations;

namespace BudgetWatch.Domain.Cuts;

/// <summary>What an area's authorities together filed for one scope in one year. A value: a release has half a million, which the collector would have to visit one by one.</summary>
/// <param name="Year">The financial year.</param>
/// <param name="CashPounds">Pounds of the year; null unless every authority's every line is there.</param>
/// <param name="Status">Reported, or estimated where any part is; otherwise why there is no figure.</param>
/// <param name="Missing">What is missing, as <c>E0934 cultural</c>; empty where there is a figure.</param>
public readonly record struct AreaFigure(FinancialYear Year, decimal? CashPounds, CellStatus Status, IReadOnlyList<string> Missing)
{
    /// <summary>Whether part of it is a share of what a county council filed, by residents.</summary>
    public bool Allocated { get; init; }
}

/// <summary>One area's figures for one scope of one return, in order of year.</summary>
/// <param name="Area">The area.</param>
/// <param name="Figures">One for each year that was loaded of the return.</param>
public sealed record AreaSeries(AreaCode Area, IReadOnlyList<AreaFigure> Figures)
{
    /// <summary>The figure of a year, or null where the return is not loaded.</summary>
    public AreaFigure? Of(FinancialYear year)
    {
        // Asked for every area of every question: a loop makes nothing that has to be cleared away.
        for (var i = 0; i < Figures.Count; i++)
        {
            if (Figures[i].Year == year)
            {
                return Figures[i];
            }
        }

        return null;
    }

    /// <summary>Each figure the area has with the next it has: a year that is not loaded, or has no figure, is skipped.</summary>
    public IEnumerable<(AreaFigure Before, AreaFigure After)> Steps
    {
        get
        {
            var had = Figures.Where(figure => figure.CashPounds is not null).ToList();
            return had.Zip(had.Skip(1));
        }
    }
}
