using System.Runtime.CompilerServices;

namespace BudgetWatch.Domain.Statistics;

/// <summary>Spearman's rank correlation, ties by mid-ranks.</summary>
public static class RankCorrelation
{
    /// <summary>Correlation of the ranks of two series, -1 to 1; null where either does not vary.</summary>
    public static double? Spearman(IReadOnlyList<double> x, IReadOnlyList<double> y) => Pearson(MidRanks(x), MidRanks(y));

    /// <summary>Ranks from 1; equal values share the mean of the ranks they take up.</summary>
    // For every question: compiled as Resampling says.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static double[] MidRanks(IReadOnlyList<double> values)
    {
        var order = Enumerable.Range(0, values.Count).OrderBy(i => values[i]).ToArray();
        var ranks = new double[values.Count];
        for (var start = 0; start < order.Length; )
        {
            var end = start;
            while (end + 1 < order.Length && values[order[end + 1]].Equals(values[order[start]]))
            {
                end++;
            }

            for (var i = start; i <= end; i++)
            {
                ranks[order[i]] = ((start + end) / 2.0) + 1;
            }

            start = end + 1;
        }

        return ranks;
    }

    private static double? Pearson(double[] x, double[] y)
    {
        var n = x.Length;
        if (n < 2)
        {
            return null;
        }

        double meanX = x.Sum() / n,
            meanY = y.Sum() / n,
            xx = 0,
            yy = 0,
            xy = 0;
        for (var i = 0; i < n; i++)
        {
            xx += (x[i] - meanX) * (x[i] - meanX);
            yy += (y[i] - meanY) * (y[i] - meanY);
            xy += (x[i] - meanX) * (y[i] - meanY);
        }

        return xx > 0 && yy > 0 ? xy / Math.Sqrt(xx * yy) : null;
    }
}
