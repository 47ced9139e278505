using System.Globalization;
using BudgetWatch.Domain.Statistics;

namespace BudgetWatch.Domain.Plausibility;

/// <summary>How far figures are from those they are compared with, as factors: 2 is twice as much or half as much.</summary>
internal static class Distance
{
    /// <summary>What a figure is given that has another sign than what it is compared with: further than any factor.</summary>
    public const double OtherSign = 1e6;

    /// <summary>The factor between two counts, 1 or more.</summary>
    public static double Between(long one, long other) => Between((double)one, (double)other);

    /// <summary>The factor between two figures, 1 or more.</summary>
    public static double Between(decimal one, decimal other) => Between((double)one, (double)other);

    /// <summary>The factor between two figures, 1 or more.</summary>
    public static double Between(double one, double other)
    {
        if (one == other)
        {
            return 1;
        }

        var ratio = one / other;
        return !double.IsFinite(ratio) || ratio <= 0 ? OtherSign
            : ratio < 1 ? 1 / ratio
            : ratio;
    }

    /// <summary>A factor as it is said before what it is compared with: <c>3.1 times</c>.</summary>
    public static string InWords(double factor) =>
        factor >= OtherSign ? "of another sign than" : string.Create(CultureInfo.InvariantCulture, $"{factor:N1} times");

    /// <summary>The middle one; null of none.</summary>
    public static double? Median(IEnumerable<double> factors)
    {
        var ordered = factors.Order().ToList();
        return ordered.Count == 0 ? null : Quantile.Median(ordered);
    }

    /// <summary>The share of places with the same figure, where it is not 0.</summary>
    public static double ShareEqual<TKey, TValue>(IReadOnlyDictionary<TKey, TValue> one, IReadOnlyDictionary<TKey, TValue> other)
        where TValue : struct, IEquatable<TValue>
    {
        int both = 0,
            equal = 0;
        foreach (var (key, value) in one)
        {
            if (!value.Equals(default) && other.TryGetValue(key, out var compared))
            {
                both++;
                equal += value.Equals(compared) ? 1 : 0;
            }
        }

        // Too few say nothing: two towns may have the same number of residents.
        return both < 20 ? 0 : (double)equal / both;
    }
}
