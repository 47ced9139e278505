namespace BudgetWatch.Domain.Statistics;

/// <summary>Quantiles of values in order, between two of them by the straight line (Hyndman and Fan's type 7). The one definition of them.</summary>
public static class Quantile
{
    /// <summary>The quantile of a share, 0 to 1, of values sorted from the lowest. There must be one.</summary>
    public static double Of(IReadOnlyList<double> sorted, double share)
    {
        var position = share * (sorted.Count - 1);
        var below = (int)position;
        var above = Math.Min(below + 1, sorted.Count - 1);
        return sorted[below] + ((position - below) * (sorted[above] - sorted[below]));
    }

    /// <summary>The quantile of one half, as the mean of the two in the middle: the same but for the last digit, which answers have printed so from the start.</summary>
    public static double Median(IReadOnlyList<double> sorted) => (sorted[(sorted.Count - 1) / 2] + sorted[sorted.Count / 2]) / 2;
}
