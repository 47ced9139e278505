using System.Globalization;
using BudgetWatch.Domain.Cuts;
using BudgetWatch.Domain.Prices;

namespace BudgetWatch.Questions.Vocabulary;

/// <summary>Figures as they are printed: rounded once, here, at the edge (methodology 4 and 11).</summary>
public static class FigureText
{
    /// <summary>Per cent to one decimal: <c>-26.4%</c>.</summary>
    public static string Percent(double? value) =>
        value is { } percent ? string.Create(CultureInfo.InvariantCulture, $"{Rounded(percent, 1):0.0}%") : "no percentage";

    /// <summary>Pounds to the whole: <c>-£1,366</c>.</summary>
    public static string Pounds(double value)
    {
        var pounds = Rounded(value, 0);
        return string.Create(CultureInfo.InvariantCulture, $"{(pounds < 0 ? "-" : "")}£{Math.Abs(pounds):N0}");
    }

    /// <summary>Millions of pounds to one decimal: <c>-£95.1m</c>.</summary>
    public static string Millions(double pounds)
    {
        var millions = Rounded(pounds / 1_000_000, 1);
        return string.Create(CultureInfo.InvariantCulture, $"{(millions < 0 ? "-" : "")}£{Math.Abs(millions):N1}m");
    }

    /// <summary>A change as printed.</summary>
    public static ChangeDisplay Display(double from, double to, double? changePercent) =>
        new(Pounds(from), Pounds(to), Pounds(to - from), Percent(changePercent));

    /// <summary>Units of a measure.</summary>
    public static UnitsAnswer Units(Measure measure)
    {
        var unit =
            (measure.IsReal() ? $"pounds in {Deflators.PriceBase} prices" : "pounds of the year")
            + (measure.IsPerHead() ? " per resident" : "");
        return new UnitsAnswer(unit, unit, "per cent of the base year");
    }

    /// <summary>Which way something went.</summary>
    public static string Way(double change, string down = "fell", string up = "rose") => change < 0 ? down : up;

    /// <summary>A change in per cent in words: <c>fell by 26.4%</c>.</summary>
    public static string Moved(double percent, string down = "fell by", string up = "rose by") =>
        $"{Way(percent, down, up)} {Percent(Math.Abs(percent))}";

    /// <summary>Percentage points to one decimal: <c>17.0</c>.</summary>
    public static string Points(double value) => Rounded(value, 1).ToString("0.0", CultureInfo.InvariantCulture);

    /// <summary>How many decimals a difference of figures that are served as they are is stated with: enough for any score, too few for the noise of subtracting.</summary>
    internal const int ServedDigits = 6;

    /// <summary>A figure as it is printed with so many decimals: halves away from zero, and never -0.</summary>
    internal static double Rounded(double value, int digits)
    {
        var rounded = Math.Round(value, digits, MidpointRounding.AwayFromZero);
        return rounded == 0 ? 0 : rounded;
    }
}
