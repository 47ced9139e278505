using System.Globalization;
using BudgetWatch.Domain.Codes;

namespace BudgetWatch.Domain.Cuts;

/// <summary>What turns a year's cash into real terms per head. The one place where that is done.</summary>
/// <param name="Year">The financial year.</param>
/// <param name="RealFactor">Pounds of the price base for a pound of the year; null where the deflators lack the year.</param>
/// <param name="PopulationVintage">The vintage of the estimates used; null where none has the year.</param>
/// <param name="People">Residents of each area at the mid-year in which the financial year starts.</param>
public sealed record YearFactors(FinancialYear Year, double? RealFactor, int? PopulationVintage, IReadOnlyDictionary<AreaCode, long> People)
{
    /// <summary>The mid-year whose residents stand for the year's, which no estimate has yet; null where the year has its own.</summary>
    public int? CarriedForwardFrom { get; init; }

    /// <summary>Whether the deflator of the year was a forecast when it was published.</summary>
    public bool IsForecast { get; init; }

    /// <summary>A figure of the year in pounds of a measure, before any division by residents; null where the cash or the deflator is missing.</summary>
    public double? Pounds(AreaFigure figure, Measure measure) =>
        figure.CashPounds is { } cash ? Nearest(cash) * (measure.IsReal() ? RealFactor : 1) : null;

    /// <summary>An area's figure of the year in a measure; null where the cash, the deflator or the residents it takes are missing.</summary>
    public double? Value(AreaCode area, AreaFigure figure, Measure measure) =>
        !measure.IsPerHead() ? Pounds(figure, measure)
        : People.TryGetValue(area, out var residents) ? Pounds(figure, measure) / residents
        : null;

    /// <summary>
    /// The double nearest to pounds, which is what a reader of the exact figure has too. A cast rounds twice where a figure has more digits than a double, as a few councils file.
    /// </summary>
    private static double Nearest(decimal pounds)
    {
        // So many pence, and a hundred, are doubles exactly: dividing rounds once.
        const decimal MostInPence = 10_000_000_000_000;
        return Math.Abs(pounds) < MostInPence && decimal.Round(pounds, 2) == pounds
            ? (double)(long)(pounds * 100) / 100
            : double.Parse(pounds.ToString(CultureInfo.InvariantCulture), CultureInfo.InvariantCulture);
    }
}
