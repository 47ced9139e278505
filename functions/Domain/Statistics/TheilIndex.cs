namespace BudgetWatch.Domain.Statistics;

/// <summary>Theil's T of levels with weights: the sum of a (y / mu) ln(y / mu). 0 is perfect equality.</summary>
/// <param name="Value">T.</param>
/// <param name="Between">The part of T that lies between groups.</param>
/// <param name="Within">The part within them.</param>
public readonly record struct TheilIndex(double Value, double Between, double Within)
{
    /// <summary>T, split by group; null unless every level is positive.</summary>
    public static TheilIndex? Of(IReadOnlyList<double> y, IReadOnlyList<double> weights, IReadOnlyList<int> groups)
    {
        if (y.Count == 0 || y.Any(value => !(value > 0)))
        {
            return null;
        }

        var people = weights.Sum();
        var mean = y.Zip(weights, (value, weight) => value * weight).Sum() / people;
        double between = 0,
            within = 0;
        foreach (var group in Enumerable.Range(0, y.Count).GroupBy(i => groups[i]).OrderBy(group => group.Key))
        {
            var groupPeople = group.Sum(i => weights[i]);
            var groupMean = group.Sum(i => weights[i] * y[i]) / groupPeople;
            var share = groupPeople * groupMean / (people * mean);
            between += share * Math.Log(groupMean / mean);
            within += share * group.Sum(i => weights[i] / groupPeople * (y[i] / groupMean) * Math.Log(y[i] / groupMean));
        }

        return new TheilIndex(between + within, between, within);
    }
}
