using BudgetWatch.Domain.Statistics;

namespace BudgetWatch.Domain.Community;

/// <summary>How much of the areas is the worst part of an order.</summary>
public enum Threshold
{
    /// <summary>A fifth.</summary>
    Fifth = 5,

    /// <summary>A quarter.</summary>
    Quarter = 4,

    /// <summary>A third: the one published.</summary>
    Third = 3,

    /// <summary>A half.</summary>
    Half = 2,
}

/// <summary>Names and sizes of the thresholds.</summary>
public static class Thresholds
{
    /// <summary>Their words in the API.</summary>
    public static readonly EnumNames<Threshold> Words = new(
        (Threshold.Fifth, "fifth"),
        (Threshold.Quarter, "quarter"),
        (Threshold.Third, "third"),
        (Threshold.Half, "half")
    );

    /// <summary>All thresholds, the narrowest first.</summary>
    public static IReadOnlyList<Threshold> All => Words.All;

    /// <summary>The name in the API.</summary>
    public static string Id(this Threshold threshold) => Words.Id(threshold);

    /// <summary>Whether an area is in the worst part: the one at 0-based position i of n, worst first, is in the first of k groups.</summary>
    public static bool Takes(this Threshold threshold, int position, int areas) => QuantileGroups.Of(position, areas, (int)threshold) == 1;
}
