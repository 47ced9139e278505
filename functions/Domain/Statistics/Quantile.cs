using System.Runtime.CompilerServices;

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
        return Between(sorted[below], sorted[above], position - below);
    }

    /// <summary>
    /// The quantiles between which 95 in 100 values lie, of values in any order. Of a thousand replicates only the outermost need sorting: sorting all of them took a fifth of
    /// a build.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static (double Low, double High) Interval(ReadOnlySpan<double> values)
    {
        const double Low = 0.025,
            High = 0.975;
        double lowest = Low * (values.Length - 1),
            highest = High * (values.Length - 1);
        var outermost = Math.Min(values.Length, (int)lowest + 2);
        double[] least = [.. Enumerable.Repeat(double.PositiveInfinity, outermost)],
            most = [.. Enumerable.Repeat(double.PositiveInfinity, outermost)];
        foreach (var value in values)
        {
            Insert(least, value);
            Insert(most, -value);
        }

        var top = values.Length - 1;
        int below = (int)lowest,
            under = (int)highest;
        return (
            Between(least[below], least[Math.Min(below + 1, top)], lowest - below),
            Between(-most[top - under], -most[top - Math.Min(under + 1, top)], highest - under)
        );
    }

    /// <summary>Puts a value in its place among the least so far, where it is one of them.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Insert(double[] least, double value)
    {
        if (!(value < least[^1]))
        {
            return;
        }

        var at = least.Length - 1;
        for (; at > 0 && value < least[at - 1]; at--)
        {
            least[at] = least[at - 1];
        }

        least[at] = value;
    }

    private static double Between(double below, double above, double share) => below + (share * (above - below));

    /// <summary>The quantile of one half, as the mean of the two in the middle: the same but for the last digit, which answers have printed so from the start.</summary>
    public static double Median(IReadOnlyList<double> sorted) => (sorted[(sorted.Count - 1) / 2] + sorted[sorted.Count / 2]) / 2;
}
