namespace BudgetWatch.Domain.Cuts;

/// <summary>What fifths and tenths by deprivation hold equal numbers of (methodology 5).</summary>
public enum Grouping
{
    /// <summary>Areas: the one at 0-based position i of n is in fifth floor(5 i / n) + 1. The default.</summary>
    Areas,

    /// <summary>People: an area is in the fifth in which the middle of its stretch of the residents falls, floor(5 ridit) + 1.</summary>
    People,
}

/// <summary>Names of the groupings.</summary>
public static class Groupings
{
    /// <summary>Their words in the API.</summary>
    public static readonly EnumNames<Grouping> Words = new((Grouping.Areas, "areas"), (Grouping.People, "people"));

    /// <summary>The name in the API.</summary>
    public static string Id(this Grouping grouping) => Words.Id(grouping);

    /// <summary>The grouping of that name, or null.</summary>
    public static Grouping? Find(string id) => Words.Find(id);
}
