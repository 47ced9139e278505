namespace BudgetWatch.Domain.Statistics;

/// <summary>How many areas are in three groups at once, against how many would be if the groups had nothing to do with one another.</summary>
/// <param name="Areas">How many areas there are.</param>
/// <param name="InEach">How many are in each group.</param>
/// <param name="Observed">How many are in all three.</param>
/// <param name="Expected">The number of areas times the three shares.</param>
/// <param name="P">
/// One-sided permutation p: the share of orders, the observed one included, in which at least as many are in all three when the members of two of
/// the groups are reshuffled, each separately.
/// </param>
/// <param name="MidP">The same with those that have exactly as many counted half: counts are whole, so that P errs towards 1.</param>
public sealed record TripleOverlap(int Areas, IReadOnlyList<int> InEach, int Observed, double Expected, double P, double MidP)
{
    /// <summary>How p is made, in the words every answer carries.</summary>
    public const string Method =
        "one-sided permutation: two of the three memberships reshuffled among the areas, 2,000 orders with the observed one, seeded; areas are taken as"
        + " exchangeable, though neighbours resemble each other";

    /// <summary>Counts, and holds the count against permutations.</summary>
    /// <param name="first">Whether each area is in the first group.</param>
    /// <param name="second">The same of the second.</param>
    /// <param name="third">The same of the third.</param>
    public static TripleOverlap Of(IReadOnlyList<bool> first, IReadOnlyList<bool> second, IReadOnlyList<bool> third)
    {
        var n = first.Count;
        int[] each = [first.Count(member => member), second.Count(member => member), third.Count(member => member)];
        bool[] two = [.. second],
            three = [.. third];
        var members = Enumerable.Range(0, n).Where(i => first[i]).ToArray();
        var observed = members.Count(i => two[i] && three[i]);
        int more = 0,
            same = 1;
        foreach (var (order, other) in Resampling.PairsOfOrders(n))
        {
            var count = 0;
            foreach (var i in members)
            {
                if (two[order[i]] && three[other[i]])
                {
                    count++;
                }
            }

            more += count > observed ? 1 : 0;
            same += count == observed ? 1 : 0;
        }

        return new TripleOverlap(
            n,
            each,
            observed,
            n == 0 ? 0 : (double)each[0] * each[1] * each[2] / ((double)n * n),
            (double)(more + same) / Resampling.Permutations,
            (more + (same / 2.0)) / Resampling.Permutations
        );
    }
}
