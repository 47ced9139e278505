namespace BudgetWatch.Domain.Tests.Community;

public class TripleOverlapTests
{
    private const int Areas = 148;
    private const int InEach = 50;

    [Fact]
    public void Expected_is_the_number_of_areas_times_the_shares()
    {
        bool[] half = [true, true, true, true, false, false, false, false],
            quarter = [true, true, false, false, false, false, false, false];

        var overlap = TripleOverlap.Of(half, half, quarter);

        overlap.Areas.ShouldBe(8);
        overlap.InEach.ShouldBe([4, 4, 2]);
        overlap.Observed.ShouldBe(2);
        overlap.Expected.ShouldBe(8 * 0.5 * 0.5 * 0.25);
    }

    [Theory]
    [InlineData(2)]
    [InlineData(6)]
    [InlineData(9)]
    [InlineData(12)]
    public void P_is_that_of_two_hypergeometric_draws(int observed)
    {
        // The three share the first so many areas and nothing else.
        bool Member(int group, int i) =>
            i < observed || (i >= observed + (group * (InEach - observed)) && i < observed + ((group + 1) * (InEach - observed)));
        bool[][] groups = [.. Enumerable.Range(0, 3).Select(group => Enumerable.Range(0, Areas).Select(i => Member(group, i)).ToArray())];
        groups.ShouldAllBe(group => group.Count(member => member) == InEach);
        int[] each = [.. groups.Select(group => group.Count(member => member))];

        var overlap = TripleOverlap.Of(groups[0], groups[1], groups[2]);

        overlap.Observed.ShouldBe(observed);
        var exact = Enumerable.Range(0, InEach + 1).Where(count => count >= observed).Sum(count => Exact(each, count));
        overlap.P.ShouldBe(exact, (4 * Math.Sqrt(exact * (1 - exact) / 2000)) + (1.0 / 2000));
        overlap.MidP.ShouldBe(exact - (Exact(each, observed) / 2), (4 * Math.Sqrt(exact * (1 - exact) / 2000)) + (1.0 / 2000));
    }

    /// <summary>
    /// Kolmogorov and Smirnov's test of 200 planted nulls at the 1 % level. Counts are whole, so that P has few values and errs towards 1; dealing
    /// out the orders with the same count evenly, as the mid-p halves them, must leave it uniform.
    /// </summary>
    [Fact]
    public void P_is_uniform_where_the_three_have_nothing_to_do_with_one_another()
    {
        const int Seeds = 200;
        var even = new SeededGenerator(99);
        var dealt = new List<double>();
        var small = 0;
        for (var seed = 0UL; seed < Seeds; seed++)
        {
            bool[] Group(ulong offset) => Planted.Shuffled(Enumerable.Range(0, Areas).Select(i => i < InEach), (1000 * offset) + seed);
            var overlap = TripleOverlap.Of(Group(1), Group(2), Group(3));
            var more = (2 * overlap.MidP) - overlap.P;
            dealt.Add(more + ((overlap.P - more) * even.Next(1 << 24) / (1 << 24)));
            small += overlap.P <= 0.05 ? 1 : 0;
        }

        dealt.Sort();
        var distance = dealt.Select((p, i) => Math.Max(Math.Abs(p - ((double)i / Seeds)), Math.Abs(p - ((i + 1.0) / Seeds)))).Max();
        distance.ShouldBeLessThan(1.628 / Math.Sqrt(Seeds));

        // Three standard errors above 5 %: false alarms are no more frequent than stated.
        small.ShouldBeLessThanOrEqualTo((int)(Seeds * (0.05 + (3 * Math.Sqrt(0.05 * 0.95 / Seeds)))));
    }

    [Fact]
    public void Three_that_are_one_are_told_from_chance()
    {
        bool[] group = [.. Enumerable.Range(0, Areas).Select(i => i < InEach)];
        TripleOverlap.Of(group, group, group).P.ShouldBe(1.0 / 2000);
    }

    private static double Exact(int[] each, int count) =>
        Enumerable
            .Range(0, each[0] + 1)
            .Sum(both => Hypergeometric(Areas, each[0], each[1], both) * Hypergeometric(Areas, both, each[2], count));

    private static double Hypergeometric(int of, int marked, int drawn, int hits) =>
        hits > marked || hits > drawn || drawn - hits > of - marked
            ? 0
            : Math.Exp(LogChoose(marked, hits) + LogChoose(of - marked, drawn - hits) - LogChoose(of, drawn));

    private static double LogChoose(int n, int k) => Enumerable.Range(1, k).Sum(i => Math.Log((double)(n - k + i) / i));
}
