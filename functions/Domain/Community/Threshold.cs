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
    /// <summary>All thresholds, the narrowest first.</summary>
    public static readonly IReadOnlyList<Threshold> All = [Threshold.Fifth, Threshold.Quarter, Threshold.Third, Threshold.Half];

    /// <summary>The name in the API.</summary>
    public static string Id(this Threshold threshold) => threshold switch
    {
        Threshold.Fifth => "fifth",
        Threshold.Quarter => "quarter",
        Threshold.Third => "third",
        Threshold.Half => "half",
        _ => throw new ArgumentOutOfRangeException(nameof(threshold), threshold, "No such threshold."),
    };

    /// <summary>The threshold of that name, or null.</summary>
    public static Threshold? Find(string id) => All.Where(threshold => threshold.Id() == id).Cast<Threshold?>().FirstOrDefault();

    /// <summary>Whether an area is in the worst part: the one at 0-based position i of n, worst first, is where floor(k i / n) is 0 (as fifths are, methodology 5).</summary>
    public static bool Takes(this Threshold threshold, int position, int areas) => (int)threshold * position / areas == 0;
}
