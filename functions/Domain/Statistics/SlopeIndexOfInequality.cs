namespace BudgetWatch.Domain.Statistics;

/// <summary>
/// The slope index of inequality, by Public Health England's definition: the weighted least squares slope of y on the ridit, so the
/// modelled difference between the least and the most deprived end of the scale.
/// </summary>
/// <param name="Value">SII, in the unit of y. Positive: y is higher at the least deprived end.</param>
/// <param name="Intercept">Y0, the modelled y at the most deprived end.</param>
public readonly record struct SlopeIndexOfInequality(double Value, double Intercept)
{
    /// <summary>RII = (Y0 + SII) / Y0, the ratio of the two ends; null where Y0 is 0 or the ends have different signs.</summary>
    public double? Relative => Intercept * (Intercept + Value) > 0 ? (Intercept + Value) / Intercept : null;

    /// <summary>SII of y over areas in order, most deprived first; null for fewer than two areas.</summary>
    public static SlopeIndexOfInequality? Of(IReadOnlyList<double> y, RiditScale scale) =>
        WeightedLine.Fit(scale.Ridits, y, scale.Weights) is { } line ? new(line.Slope, line.Intercept) : null;
}
