namespace BudgetWatch.Domain.Community;

/// <summary>
/// How far values of small areas are drawn towards the mean (empirical Bayes). The value of area i on its scale is taken as y_i = theta_i + e_i,
/// with theta_i spread about m with variance A, and e_i with variance phi / size_i, size being the residents or charities the value rests on: what a
/// few givers or groups do moves a small area more. m is the mean by size; A and phi are the intercept and slope of the least squares line of
/// (y_i - m)^2 on 1 / size_i, neither below 0. Area i is then drawn to m + w_i (y_i - m) with w_i = A / (A + phi / size_i), and is uncertain by the variance w_i phi / size_i.
/// </summary>
/// <param name="Mean">m, on the scale of the component.</param>
/// <param name="Between">A, the variance between areas.</param>
/// <param name="Within">phi, the variance of the value of an area of size 1; 0 where small areas are no further from the mean than large ones.</param>
public readonly record struct Shrinkage(double Mean, double Between, double Within)
{
    /// <summary>Estimates it from areas.</summary>
    /// <param name="y">Values on their scale.</param>
    /// <param name="sizes">On how many residents or charities each rests, each positive.</param>
    public static Shrinkage Of(IReadOnlyList<double> y, IReadOnlyList<double> sizes)
    {
        double mean = y.Zip(sizes, (value, own) => value * own).Sum() / sizes.Sum();
        var squares = y.Select(value => (value - mean) * (value - mean)).ToArray();
        var inverses = sizes.Select(own => 1 / own).ToArray();
        double meanSquare = squares.Average(),
            meanInverse = inverses.Average(),
            spread = 0,
            product = 0;
        for (var i = 0; i < squares.Length; i++)
        {
            spread += (inverses[i] - meanInverse) * (inverses[i] - meanInverse);
            product += (inverses[i] - meanInverse) * (squares[i] - meanSquare);
        }

        var within = spread > 0 ? Math.Max(0, product / spread) : 0;
        return new Shrinkage(mean, Math.Max(0, meanSquare - (within * meanInverse)), within);
    }

    /// <summary>w of an area: 1 leaves its value as it is, 0 gives it the mean.</summary>
    public double Weight(double size) => Within > 0 ? Between / (Between + (Within / size)) : 1;

    /// <summary>The value an area is drawn to.</summary>
    public double Shrink(double y, double size) => Mean + (Weight(size) * (y - Mean));

    /// <summary>Standard error of <see cref="Shrink"/>.</summary>
    public double Error(double size) => Math.Sqrt(Weight(size) * Within / size);
}
