namespace BudgetWatch.Domain.Statistics;

/// <summary>
/// Das Gupta's split of the change of a product of two factors: each factor's effect at the mean of the other, which is what Kitagawa
/// did for rates. The two effects add up to the change.
/// </summary>
/// <param name="First">The effect of the first factor.</param>
/// <param name="Second">The effect of the second.</param>
public readonly record struct DasGupta(double First, double Second)
{
    /// <summary>Splits <c>to.a to.b - from.a from.b</c>.</summary>
    public static DasGupta Of((double A, double B) from, (double A, double B) to) =>
        new((to.A - from.A) * (from.B + to.B) / 2, (to.B - from.B) * (from.A + to.A) / 2);
}
