namespace BudgetWatch.Domain.Statistics;

/// <summary>Fifths, tenths, thirds: groups of equal size of what is in order (methodology 5). The one definition of them.</summary>
public static class QuantileGroups
{
    /// <summary>How many fifths there are.</summary>
    public const int Fifths = 5;

    /// <summary>How many tenths there are.</summary>
    public const int Tenths = 10;

    /// <summary>The group, from 1, of the one at 0-based position i of n: floor(k i / n) + 1.</summary>
    /// <param name="position">i.</param>
    /// <param name="count">n.</param>
    /// <param name="groups">k.</param>
    public static int Of(int position, int count, int groups) => (groups * position / count) + 1;

    /// <summary>The group, from 1, of the one whose stretch of a whole has its middle there: floor(k ridit) + 1.</summary>
    /// <param name="ridit">The middle, above 0 and below 1.</param>
    /// <param name="groups">k.</param>
    public static int Of(double ridit, int groups) => (int)(groups * ridit) + 1;

    /// <summary>Each of some in order with its group, of groups with equal numbers.</summary>
    public static IEnumerable<(T Item, int Group)> Of<T>(IReadOnlyCollection<T> ordered, int groups) =>
        ordered.Select((item, position) => (item, Of(position, ordered.Count, groups)));
}
