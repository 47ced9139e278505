using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace BudgetWatch.Domain.Statistics;

/// <summary>
/// Bootstrap over areas and permutation of areas (methodology 6.8). Council accounts are a census, so what these say is about the
/// process that made the cuts ("superpopulation"), not about sampling. Draws depend on the number of areas alone: seeded, shared by
/// every statistic, the same to the bit wherever and in whatever order they run.
/// </summary>
/// <remarks>
/// What runs for every replicate is compiled in full at its first call. Compiled quickly first, as is usual, it would stay slow for most of a build: on one core
/// the compiler waits until nothing new has been called for a second.
/// </remarks>
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
    private const ulong OtherPermutationSeed = 2020_04_01;

    /// <summary>For how many numbers of areas draws are kept: all of a build, with and without London, and of a day's questions. At 150 areas a number takes two megabytes.</summary>
    private const int NumbersKept = 32;

    private static readonly RecentDraws<Vector256<double>[]> Draws = new(NumbersKept, DrawWithReplacement);
    private static readonly RecentDraws<ushort[][]> Orders = new(NumbersKept, areas => DrawOrders(areas, PermutationSeed));
    private static readonly RecentDraws<ushort[][]> OtherOrders = new(NumbersKept, areas => DrawOrders(areas, OtherPermutationSeed));

    /// <summary>
    /// 95 % intervals of the SII of several y of the same people, which share all that depends on the people alone. Null for fewer than ten areas, where percentiles
    /// would say nothing.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static IReadOnlyList<(double Low, double High)?> SlopeIntervals(
        IReadOnlyList<IReadOnlyList<double>> ys,
        IReadOnlyList<double> people
    )
    {
        var n = people.Count;
        if (n < 10)
        {
            return [.. ys.Select(_ => ((double, double)?)null)];
        }

        double[][] values = [.. ys.Select(y => y.ToArray())];
        double[] residents = [.. people];
        var slopes = values.Select(_ => new List<double>(Replicates)).ToArray();
        var draws = Draws.Of(n);
        var scale = new RedrawnScale(n);
        for (var start = 0; start < draws.Length; start += n)
        {
            scale.Redraw(residents, draws.AsSpan(start, n));
            for (var k = 0; k < values.Length; k++)
            {
                scale.AddSlopes(values[k], slopes[k]);
            }
        }

        return [.. slopes.Select(Interval)];
    }

    /// <summary>95 % interval of any statistic; null for fewer than ten areas, or where no replicate has it.</summary>
    /// <param name="n">How many areas.</param>
    /// <param name="replicate">Given how often each area is drawn, by lane, adds the statistic of each lane.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal static (double Low, double High)? Interval(int n, Action<ReadOnlySpan<Vector256<double>>, ReplicateValues> replicate)
    {
        if (n < 10)
        {
            return null;
        }

        var replicates = new ReplicateValues();
        var draws = Draws.Of(n);
        for (var start = 0; start < draws.Length; start += n)
        {
            replicate(draws.AsSpan(start, n), replicates);
        }

        return replicates.Values.Count == 0 ? null : Interval(replicates.Values);
    }

    /// <summary>Two-sided permutation p of Spearman's correlation: the share of orders at least as far from 0 as the one observed.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static double? SpearmanP(IReadOnlyList<double> x, IReadOnlyList<double> y)
    {
        if (RankCorrelation.Spearman(x, y) is null)
        {
            return null;
        }

        long[] ranksX = DoubledFromCentre(x),
            ranksY = DoubledFromCentre(y);
        var observed = 0L;
        for (var i = 0; i < ranksX.Length; i++)
        {
            observed += ranksX[i] * ranksY[i];
        }

        observed = Math.Abs(observed);
        var asFar = 1;
        foreach (var order in Orders.Of(x.Count))
        {
            var sum = 0L;
            for (var i = 0; i < order.Length; i++)
            {
                sum += ranksX[i] * ranksY[order[i]];
            }

            if (Math.Abs(sum) >= observed)
            {
                asFar++;
            }
        }

        return (double)asFar / Permutations;
    }

    /// <summary>Mid-ranks are halves: doubled, they and their products are whole, sums are exact and equality is equality.</summary>
    private static long[] DoubledFromCentre(IReadOnlyList<double> values) =>
        [.. RankCorrelation.MidRanks(values).Select(rank => (long)(2 * rank) - (values.Count + 1))];

    private static (double Low, double High)? Interval(List<double> slopes) => Quantile.Interval(CollectionsMarshal.AsSpan(slopes));

    /// <summary>How often each area is drawn: for every <see cref="RedrawnScale.Lanes"/> replicates, n vectors of one count for each.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static Vector256<double>[] DrawWithReplacement(int n)
    {
        var generator = new SeededGenerator(BootstrapSeed);
        var draws = new Vector256<double>[Replicates / RedrawnScale.Lanes * n];
        var counts = MemoryMarshal.Cast<Vector256<double>, double>(draws.AsSpan());
        for (var replicate = 0; replicate < Replicates; replicate++)
        {
            var (block, lane) = Math.DivRem(replicate, RedrawnScale.Lanes);
            for (var i = 0; i < n; i++)
            {
                counts[(((block * n) + generator.Next(n)) * RedrawnScale.Lanes) + lane]++;
            }
        }

        return draws;
    }

    /// <summary>The permutations with another set drawn separately, so that two things can be permuted independently; the observed order is not among them.</summary>
    internal static IEnumerable<(ushort[] Order, ushort[] Other)> PairsOfOrders(int n) => Orders.Of(n).Zip(OtherOrders.Of(n));

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static ushort[][] DrawOrders(int n, ulong seed)
    {
        var generator = new SeededGenerator(seed);
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
