namespace BudgetWatch.Domain.Statistics;

/// <summary>A weighted least squares line y = intercept + slope x.</summary>
/// <param name="Slope">Change in y for one unit of x.</param>
/// <param name="Intercept">y at x = 0.</param>
/// <param name="SlopeError">Standard error of the slope from the residuals, on n - 2 degrees of freedom; null for fewer than three points.</param>
public readonly record struct WeightedLine(double Slope, double Intercept, double? SlopeError)
{
    /// <summary>Fits a line; null where x does not vary, so that no slope exists.</summary>
    public static WeightedLine? Fit(IReadOnlyList<double> x, IReadOnlyList<double> y, IReadOnlyList<double> weights)
    {
        if (x.Count != y.Count || x.Count != weights.Count)
        {
            throw new ArgumentException("x, y and weights must be of one length.", nameof(y));
        }

        double total = 0,
            sumX = 0,
            sumY = 0;
        for (var i = 0; i < x.Count; i++)
        {
            total += weights[i];
            sumX += weights[i] * x[i];
            sumY += weights[i] * y[i];
        }

        double meanX = sumX / total,
            meanY = sumY / total,
            spread = 0,
            together = 0;
        for (var i = 0; i < x.Count; i++)
        {
            spread += weights[i] * (x[i] - meanX) * (x[i] - meanX);
            together += weights[i] * (x[i] - meanX) * (y[i] - meanY);
        }

        // Rounding in the mean leaves a spread of about 1e-30 where every x is the same: a slope through it would be noise.
        if (!(spread > 0) || x.All(value => value.Equals(x[0])))
        {
            return null;
        }

        var slope = together / spread;
        var intercept = meanY - (slope * meanX);
        if (x.Count < 3)
        {
            return new WeightedLine(slope, intercept, null);
        }

        var residual = 0.0;
        for (var i = 0; i < x.Count; i++)
        {
            var error = y[i] - intercept - (slope * x[i]);
            residual += weights[i] * error * error;
        }

        return new WeightedLine(slope, intercept, Math.Sqrt(residual / (x.Count - 2) / spread));
    }
}
