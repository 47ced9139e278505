namespace BudgetWatch.Domain.Statistics;

/// <summary>
/// The concentration index of a level of spending: C = 2 sum a y b / mu - 1. Negative: more is spent on the more deprived. Never of a
/// percentage change, and undefined where the levels mix signs or their mean is 0.
/// </summary>
/// <param name="Value">C, between -1 and 1.</param>
/// <param name="Mean">mu, the weighted mean of y, in the unit of y.</param>
/// <param name="StandardError">Of C, by the convenient regression of 2 s_b^2 y / mu on b.</param>
public readonly record struct ConcentrationIndex(double Value, double Mean, double? StandardError)
{
    /// <summary>The absolute concentration index, mu C, in the unit of y.</summary>
    public double Absolute => Mean * Value;

    /// <summary>Standard error of <see cref="Absolute"/>, by the same regression.</summary>
    public double? AbsoluteStandardError => Mean * StandardError;

    /// <summary>C of y over areas in order, most deprived first; null where it is undefined.</summary>
    public static ConcentrationIndex? Of(IReadOnlyList<double> y, RiditScale scale)
    {
        double mean = 0, product = 0, spread = 0, middle = 0;
        for (var i = 0; i < y.Count; i++)
        {
            if (!(y[i] >= 0))
            {
                return null;
            }

            mean += scale.Weights[i] * y[i];
            product += scale.Weights[i] * y[i] * scale.Ridits[i];
            middle += scale.Weights[i] * scale.Ridits[i];
        }

        if (!(mean > 0))
        {
            return null;
        }

        for (var i = 0; i < y.Count; i++)
        {
            spread += scale.Weights[i] * (scale.Ridits[i] - middle) * (scale.Ridits[i] - middle);
        }

        var transformed = y.Select(value => 2 * spread * value / mean).ToArray();
        return new ConcentrationIndex(
            (2 * product / mean) - 1, mean, WeightedLine.Fit(scale.Ridits, transformed, scale.Weights)?.SlopeError);
    }

    /// <summary>
    /// Kakwani, Wagstaff and van Doorslaer's standard error of C for a sample of <paramref name="sampleSize"/> people, grouped.
    /// </summary>
    public double KakwaniStandardError(IReadOnlyList<double> y, RiditScale scale, double sampleSize)
    {
        double sumOfSquares = 0, cumulated = 0;
        for (var i = 0; i < y.Count; i++)
        {
            var before = cumulated;
            cumulated += scale.Weights[i] * y[i] / Mean;
            var term = (y[i] / Mean * ((2 * scale.Ridits[i]) - 1 - Value)) + 2 - before - cumulated;
            sumOfSquares += scale.Weights[i] * term * term;
        }

        // Equal spending has no variance; rounding can leave it a hair below 0.
        return Math.Sqrt(Math.Max(0, sumOfSquares - ((1 + Value) * (1 + Value))) / sampleSize);
    }
}
