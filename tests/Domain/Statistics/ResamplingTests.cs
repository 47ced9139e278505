using BudgetWatch.Domain.Tests.Support;
using CsCheck;

namespace BudgetWatch.Domain.Tests.Statistics;

public class ResamplingTests
{
    private static readonly double[] Percents = [-41.5, -12.25, -38, 3.5, -27.75, -19, -33.5, -22, -8.5, -15, -30.25, -5];
    private static readonly double[] People =
    [
        310_000,
        95_000,
        560_000,
        120_000,
        840_000,
        71_000,
        205_000,
        330_000,
        150_000,
        480_000,
        99_000,
        260_000,
    ];
    private static readonly double[] Scores = [45, 41, 38, 36, 33, 30, 27, 24, 20, 17, 13, 9];

    [Fact]
    public void Generator_gives_the_published_numbers_of_SplitMix64()
    {
        // The reference outputs for seed 1234567 are 6457827717110365317, 3203168211198807973, 9817491932198370423,
        // 4593380528125082431, 16408922859458223821; scaled down to the range by hand: floor(x * range / 2^64).
        var wide = new SeededGenerator(1234567);
        Enumerable.Range(0, 5).Select(_ => wide.Next(int.MaxValue)).ShouldBe([751790091, 372897857, 1142906482, 534739872, 1910250034]);

        var narrow = new SeededGenerator(1234567);
        Enumerable.Range(0, 5).Select(_ => narrow.Next(10)).ShouldBe([3, 1, 5, 2, 8]);
    }

    [Fact]
    public void Every_number_of_a_range_comes_up_about_as_often()
    {
        var generator = new SeededGenerator(1);
        var times = new int[7];
        for (var i = 0; i < 70_000; i++)
        {
            times[generator.Next(7)]++;
        }

        // 10,000 each; a standard deviation is 93.
        times.ShouldAllBe(count => Math.Abs(count - 10_000) < 500);
    }

    private static (double Low, double High)? SlopeInterval(double[] y, double[] people) => Resampling.SlopeIntervals([y], people)[0];

    [Fact]
    public void Interval_is_the_percentiles_of_a_thousand_seeded_redraws_computed_the_slow_way()
    {
        var slopes = new List<double>();
        foreach (var times in SlowDraws.Replicates(Percents.Length))
        {
            var drawn = Enumerable.Range(0, times.Length).Where(i => times[i] > 0).ToArray();
            double[] weights = [.. drawn.Select(i => times[i] * People[i])];
            slopes.Add(SlowStatistics.Line(SlowStatistics.Ridits(weights), [.. drawn.Select(i => Percents[i])], weights).Slope);
        }

        slopes.Sort();
        var (low, high) = SlopeInterval(Percents, People).ShouldNotBeNull();

        // Positions 0.025 x 999 = 24.975 and 0.975 x 999 = 974.025.
        low.ShouldBe(slopes[24] + (0.975 * (slopes[25] - slopes[24])), 1e-8);
        high.ShouldBe(slopes[974] + (0.025 * (slopes[975] - slopes[974])), 1e-8);
        low.ShouldBeLessThan(high);
    }

    [Fact]
    public void P_is_the_share_of_two_thousand_seeded_orders_at_least_as_far_from_0_computed_the_slow_way()
    {
        var bits = SlowDraws.SplitMix64(2019_04_01).GetEnumerator();
        var (x, y) = (SlowStatistics.DoubledMidRanks(Scores), SlowStatistics.DoubledMidRanks(Percents));
        var n = x.Length;
        long centre = n + 1,
            observed = Math.Abs(Product([.. Enumerable.Range(0, n)]));
        var asFar = 1;
        for (var permutation = 0; permutation < 1999; permutation++)
        {
            var order = Enumerable.Range(0, n).ToArray();
            for (var i = n - 1; i > 0; i--)
            {
                var j = SlowDraws.Draw(bits, i + 1);
                (order[i], order[j]) = (order[j], order[i]);
            }

            asFar += Math.Abs(Product(order)) >= observed ? 1 : 0;
        }

        Resampling.SpearmanP(Scores, Percents).ShouldBe(asFar / 2000.0);
        return;

        long Product(int[] order) => Enumerable.Range(0, n).Sum(i => (x[i] - centre) * (y[order[i]] - centre));
    }

    [Fact]
    public void P_of_a_perfect_order_is_the_smallest_there_is_and_of_no_order_the_largest()
    {
        double[] rising = [.. Enumerable.Range(0, 30).Select(i => (double)i)];
        Resampling.SpearmanP(rising, rising).ShouldBe(0.0005);
        Resampling.SpearmanP(rising, [.. rising.Select(value => -value)]).ShouldBe(0.0005);

        // Ranks 1 2 3 4 against 2 4 1 3: correlation exactly 0, so every order is as far.
        Resampling.SpearmanP([1, 2, 3, 4], [2, 4, 1, 3]).ShouldBe(1);
    }

    [Fact]
    public void P_is_undefined_where_a_series_does_not_vary() => Resampling.SpearmanP([1, 2, 3], [5, 5, 5]).ShouldBeNull();

    [Fact]
    public void Interval_needs_ten_areas()
    {
        SlopeInterval([.. Percents.Take(9)], [.. People.Take(9)]).ShouldBeNull();
        SlopeInterval([.. Percents.Take(10)], [.. People.Take(10)]).ShouldNotBeNull();
    }

    [Fact]
    public void Interval_of_points_on_a_constant_is_that_constant_slope_of_0()
    {
        var (low, high) = SlopeInterval([.. People.Select(_ => -20.0)], People).ShouldNotBeNull();

        low.ShouldBe(0, 1e-9);
        high.ShouldBe(0, 1e-9);
    }

    [Fact]
    public void Results_are_the_same_to_the_bit_in_any_order_and_on_any_number_of_threads()
    {
        // Sizes no other test uses, so that the shared draws are made here, by many threads at once.
        var problems = Enumerable
            .Range(0, 48)
            .Select(i =>
                (Y: Series(61 + (i % 12), i), People: Series(61 + (i % 12), i + 1000).Select(value => 1000 + Math.Abs(value)).ToArray())
            )
            .ToArray();
        var parallel = new (double, double, double)[problems.Length];
        Parallel.For(0, problems.Length, new ParallelOptions { MaxDegreeOfParallelism = 8 }, i => parallel[i] = Answer(problems[i]));

        for (var i = problems.Length - 1; i >= 0; i--)
        {
            Answer(problems[i]).ShouldBe(parallel[i]);
        }

        return;

        static (double, double, double) Answer((double[] Y, double[] People) problem)
        {
            var (low, high) = SlopeInterval(problem.Y, problem.People).ShouldNotBeNull();
            return (low, high, Resampling.SpearmanP(problem.Y, problem.People).ShouldNotBeNull());
        }
    }

    [Fact]
    public void Several_series_of_the_same_people_have_the_intervals_of_each_alone()
    {
        double[] halved = [.. Percents.Select(percent => percent / 2)],
            scores = [.. Scores];

        Resampling
            .SlopeIntervals([Percents, halved, scores], People)
            .ShouldBe([SlopeInterval(Percents, People), SlopeInterval(halved, People), SlopeInterval(scores, People)]);
    }

    [Fact]
    public void Results_are_the_bits_that_another_language_computes()
    {
        // Pinned so that a change of seed, draws or arithmetic cannot pass unseen: published intervals would change with it.
        // The two numbers were computed in Python, in the same order of IEEE operations.
        var (low, high) = SlopeInterval(Percents, People).ShouldNotBeNull();

        low.ShouldBe(PinnedLow, 0);
        high.ShouldBe(PinnedHigh, 0);
    }

    private const double PinnedLow = -1.5968245021301275;
    private const double PinnedHigh = 43.65024891264044;

    private static double[] Series(int n, int seed) =>
        [.. SlowDraws.SplitMix64((ulong)seed).Take(n).Select(bits => (bits >> 40) / 100.0 - 80_000)];
}
