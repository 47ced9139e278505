using System.Collections.Concurrent;

namespace BudgetWatch.Domain.Statistics;

/// <summary>
/// Bootstrap over areas and permutation of areas (methodology 6.8). Council accounts are a census, so what these say is about the
/// process that made the cuts ("superpopulation"), not about sampling. Draws depend on the number of areas alone: seeded, shared by
/// every statistic, the same to the bit wherever and in whatever order they run.
/// </summary>
public static class Resampling
{
    /// <summary>Bootstrap replicates behind each interval.</summary>
    public const int Replicates = 1000;

    /// <summary>Permutations behind each p-value, the observed order included.</summary>
    public const int Permutations = 2000;

    /// <summary>How the intervals are made, in the words every answer carries.</summary>
    public const string IntervalMethod =
        "superpopulation: 95% percentile bootstrap over areas, 1,000 replicates, seeded; council accounts are a census, not a sample";

    private const ulong BootstrapSeed = 2010_04_01;
    private const ulong PermutationSeed = 2019_04_01;

    private static readonly ConcurrentDictionary<int, byte[][]> Draws = new();
    private static readonly ConcurrentDictionary<int, ushort[][]> Orders = new();

    /// <summary>95 % interval of the SII of y; null for fewer than ten areas, where percentiles would say nothing.</summary>
    public static (double Low, double High)? SlopeInterval(IReadOnlyList<double> y, IReadOnlyList<double> people)
    {
        var n = y.Count;
        if (n < 10)
        {
            return null;
        }

        double[] values = [.. y], weights = [.. people];
        var slopes = new List<double>(Replicates);
        foreach (var draw in Draws.GetOrAdd(n, DrawWithReplacement))
        {
            if (Slope(values, weights, draw) is { } slope)
            {
                slopes.Add(slope);
            }
        }

        slopes.Sort();
        return (Percentile(slopes, 0.025), Percentile(slopes, 0.975));
    }

    /// <summary>Two-sided permutation p of Spearman's correlation: the share of orders at least as far from 0 as the one observed.</summary>
    public static double? SpearmanP(IReadOnlyList<double> x, IReadOnlyList<double> y)
    {
        if (RankCorrelation.Spearman(x, y) is null)
        {
            return null;
        }

        double[] ranksX = RankCorrelation.MidRanks(x), ranksY = RankCorrelation.MidRanks(y);
        var centre = (x.Count + 1) / 2.0;
        for (var i = 0; i < ranksX.Length; i++)
        {
            ranksX[i] -= centre;
            ranksY[i] -= centre;
        }

        var observed = Math.Abs(Product(ranksX, ranksY));
        var asFar = 1;
        foreach (var order in Orders.GetOrAdd(x.Count, DrawOrders))
        {
            var sum = 0.0;
            for (var i = 0; i < ranksX.Length; i++)
            {
                sum += ranksX[i] * ranksY[order[i]];
            }

            // Mid-ranks are halves, so these sums are exact and equality is equality.
            if (Math.Abs(sum) >= observed)
            {
                asFar++;
            }
        }

        return (double)asFar / Permutations;
    }

    private static double Product(double[] x, double[] y)
    {
        var sum = 0.0;
        for (var i = 0; i < x.Length; i++)
        {
            sum += x[i] * y[i];
        }

        return sum;
    }

    private static double? Slope(double[] y, double[] people, byte[] draw)
    {
        double before = 0, sumX = 0, sumY = 0, sumXX = 0, sumXY = 0;
        for (var i = 0; i < y.Length; i++)
        {
            if (draw[i] == 0)
            {
                continue;
            }

            var weight = people[i] * draw[i];
            var x = before + (weight / 2);
            before += weight;
            var weightedX = weight * x;
            sumX += weightedX;
            sumXX += weightedX * x;
            sumY += weight * y[i];
            sumXY += weightedX * y[i];
        }

        var spread = sumXX - (sumX * sumX / before);
        // The ridit is x / before, so the slope on the ridit is the slope on x, times before.
        return spread > 0 ? (sumXY - (sumX * sumY / before)) / spread * before : null;
    }

    private static double Percentile(List<double> sorted, double share)
    {
        var position = share * (sorted.Count - 1);
        var below = (int)position;
        var above = Math.Min(below + 1, sorted.Count - 1);
        return sorted[below] + ((position - below) * (sorted[above] - sorted[below]));
    }

    private static byte[][] DrawWithReplacement(int n)
    {
        var generator = new SeededGenerator(BootstrapSeed);
        var draws = new byte[Replicates][];
        for (var replicate = 0; replicate < Replicates; replicate++)
        {
            var times = new byte[n];
            for (var i = 0; i < n; i++)
            {
                times[generator.Next(n)]++;
            }

            draws[replicate] = times;
        }

        return draws;
    }

    private static ushort[][] DrawOrders(int n)
    {
        var generator = new SeededGenerator(PermutationSeed);
        var orders = new ushort[Permutations - 1][];
        for (var permutation = 0; permutation < orders.Length; permutation++)
        {
            var order = new ushort[n];
            for (var i = 0; i < n; i++)
            {
                order[i] = (ushort)i;
            }

            for (var i = n - 1; i > 0; i--)
            {
                var j = generator.Next(i + 1);
                (order[i], order[j]) = (order[j], order[i]);
            }

            orders[permutation] = order;
        }

        return orders;
    }
}
