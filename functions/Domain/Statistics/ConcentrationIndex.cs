namespace BudgetWatch.Domain.Statistics;

/// <summary>
/// The concentration index of a level of spending: C = 2 sum a y b / mu - 1. Negative: more is spent on the more deprived. Never of a
/// percentage change, and undefined where the levels mix signs or their mean is 0.
/// </summary>
/// <param name="Value">C, between -1 and 1.</param>
/// <param name="Mean">mu, the weighted mean of y, in the unit of y.</param>
/// <param name="StandardError">Of C, by the convenient regression of 2 s_b^2 y / mu on b; null for fewer than three areas.</param>
/// <param name="KakwaniVariance">
/// Kakwani, Wagstaff and van Doorslaer's variance of C for grouped data, times the size of the sample: sum a k^2 - (1 + C)^2, where
/// k = y / mu (2 b - 1 - C) + 2 - q_before - q and q is the share of spending up to an area.
/// </param>
public readonly record struct ConcentrationIndex(double Value, double Mean, double? StandardError, double KakwaniVariance)
{
    /// <summary>The absolute concentration index, mu C, in the unit of y.</summary>
    public double Absolute => Mean * Value;

    /// <summary>Standard error of <see cref="Absolute"/>, by the same regression.</summary>
    public double? AbsoluteStandardError => Mean * StandardError;

    /// <summary>Kakwani, Wagstaff and van Doorslaer's standard error of C for a sample of so many.</summary>
    public double KakwaniStandardError(double sampleSize) => Math.Sqrt(KakwaniVariance / sampleSize);

    /// <summary>Why C of y is undefined, in words; null where it is not.</summary>
    public static string? WhyUndefined(IReadOnlyList<double> y) =>
        y.All(value => value >= 0)
            ? y.Any(value => value > 0)
                ? null
                : "spending is 0 everywhere"
            : "spending is negative in some area";

    /// <summary>C of y over areas in order, most deprived first; null where it is undefined.</summary>
    public static ConcentrationIndex? Of(IReadOnlyList<double> y, RiditScale scale)
    {
        if (WhyUndefined(y) is not null)
        {
            return null;
        }

        double mean = 0,
            product = 0,
            spread = 0,
            middle = 0;
        for (var i = 0; i < y.Count; i++)
        {
            mean += scale.Weights[i] * y[i];
            product += scale.Weights[i] * y[i] * scale.Ridits[i];
            middle += scale.Weights[i] * scale.Ridits[i];
        }

        for (var i = 0; i < y.Count; i++)
        {
            spread += scale.Weights[i] * (scale.Ridits[i] - middle) * (scale.Ridits[i] - middle);
        }

        var value = (2 * product / mean) - 1;
        var transformed = y.Select(level => 2 * spread * level / mean).ToArray();
        return new ConcentrationIndex(
            value,
            mean,
            WeightedLine.Fit(scale.Ridits, transformed, scale.Weights)?.SlopeError,
            KakwaniVarianceOf(y, scale, value, mean)
        );
    }

    private static double KakwaniVarianceOf(IReadOnlyList<double> y, RiditScale scale, double value, double mean)
    {
        double sumOfSquares = 0,
            cumulated = 0;
        for (var i = 0; i < y.Count; i++)
        {
            var before = cumulated;
            cumulated += scale.Weights[i] * y[i] / mean;
            var term = (y[i] / mean * ((2 * scale.Ridits[i]) - 1 - value)) + 2 - before - cumulated;
            sumOfSquares += scale.Weights[i] * term * term;
        }

        // Equal spending has no variance; rounding can leave it a hair below 0.
        return Math.Max(0, sumOfSquares - ((1 + value) * (1 + value)));
    }
}
