namespace BudgetWatch.Domain.Statistics;

/// <summary>
/// The relative rank of ordered areas: weights a_i that sum to 1, and ridits b_i = the sum of a before i, plus a_i / 2 (methodology 6).
/// </summary>
public sealed class RiditScale
{
    private RiditScale(double[] weights, double[] ridits)
    {
        Weights = weights;
        Ridits = ridits;
    }

    /// <summary>a_i: each area's share of the people.</summary>
    public IReadOnlyList<double> Weights { get; }

    /// <summary>b_i: the middle of each area's stretch of the people, most deprived first.</summary>
    public IReadOnlyList<double> Ridits { get; }

    /// <summary>The scale of areas in order, by their people.</summary>
    /// <exception cref="ArgumentException">A weight is not positive: such an area has no place on the scale.</exception>
    public static RiditScale Of(IReadOnlyList<double> people)
    {
        if (people.Any(count => !(count > 0) || !double.IsFinite(count)))
        {
            throw new ArgumentException("Every weight must be positive and finite.", nameof(people));
        }

        var total = people.Sum();
        var weights = people.Select(count => count / total).ToArray();
        var ridits = new double[weights.Length];
        var before = 0.0;
        for (var i = 0; i < weights.Length; i++)
        {
            ridits[i] = before + (weights[i] / 2);
            before += weights[i];
        }

        return new RiditScale(weights, ridits);
    }
}
