namespace BudgetWatch.Domain.Tests.Support;

/// <summary>
/// The statistics of methodology 6 once more, by other formulas than the code's: sums over pairs of areas, counting instead of sorting.
/// Nothing here calls the code under test.
/// </summary>
internal static class SlowStatistics
{
    public static double[] Ridits(double[] people) => [.. people.Select((own, i) => (people.Take(i).Sum() + (own / 2)) / people.Sum())];

    /// <summary>Weighted least squares from all pairs: sum a_i a_j dx dy / sum a_i a_j dx dx.</summary>
    public static (double Slope, double Intercept) Line(double[] x, double[] y, double[] weights)
    {
        double together = 0,
            spread = 0;
        for (var i = 0; i < x.Length; i++)
        {
            for (var j = 0; j < i; j++)
            {
                together += weights[i] * weights[j] * (x[i] - x[j]) * (y[i] - y[j]);
                spread += weights[i] * weights[j] * (x[i] - x[j]) * (x[i] - x[j]);
            }
        }

        var slope = together / spread;
        return (slope, Mean(y, weights) - (slope * Mean(x, weights)));
    }

    public static double Mean(double[] y, double[] weights) => y.Select((value, i) => value * weights[i]).Sum() / weights.Sum();

    /// <summary>2 cov(y, b) / mu, the covariance from all pairs.</summary>
    public static double Concentration(double[] y, double[] people)
    {
        double[] ridits = Ridits(people),
            shares = [.. people.Select(own => own / people.Sum())];
        var covariance = 0.0;
        for (var i = 0; i < y.Length; i++)
        {
            for (var j = 0; j < i; j++)
            {
                covariance += shares[i] * shares[j] * (y[i] - y[j]) * (ridits[i] - ridits[j]);
            }
        }

        return 2 * covariance / Mean(y, people);
    }

    /// <summary>Twice the mid-rank, by counting: a whole number.</summary>
    public static long[] DoubledMidRanks(double[] values) =>
        [.. values.Select(own => 1L + (2 * values.Count(other => other < own)) + values.Count(other => other == own))];

    public static double Spearman(double[] x, double[] y)
    {
        long[] ranksX = DoubledMidRanks(x),
            ranksY = DoubledMidRanks(y);
        long xx = 0,
            yy = 0,
            xy = 0;
        for (var i = 0; i < x.Length; i++)
        {
            for (var j = 0; j < i; j++)
            {
                xx += (ranksX[i] - ranksX[j]) * (ranksX[i] - ranksX[j]);
                yy += (ranksY[i] - ranksY[j]) * (ranksY[i] - ranksY[j]);
                xy += (ranksX[i] - ranksX[j]) * (ranksY[i] - ranksY[j]);
            }
        }

        return xy / (Math.Sqrt(xx) * Math.Sqrt(yy));
    }

    public static double Theil(double[] y, double[] weights)
    {
        var mean = Mean(y, weights);
        return y.Select((value, i) => weights[i] / weights.Sum() * value / mean * Math.Log(value / mean)).Sum();
    }

    /// <summary>Theil T of a distribution in which every area has its group's mean.</summary>
    public static double TheilBetween(double[] y, double[] weights, int[] groups) =>
        Theil(
            [.. groups.Select(group => Mean([.. y.Where((_, j) => groups[j] == group)], [.. weights.Where((_, j) => groups[j] == group)]))],
            weights
        );
}
