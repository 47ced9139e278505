namespace BudgetWatch.Domain.Cuts;

/// <summary>What an area counts for in the statistics of a gradient (methodology 6 and 9).</summary>
public enum Weighting
{
    /// <summary>Its residents in the base year. The default.</summary>
    Residents,

    /// <summary>One, as every other area does.</summary>
    Equal,
}

/// <summary>Names of the weightings.</summary>
public static class Weightings
{
    /// <summary>Their words in the API.</summary>
    public static readonly EnumNames<Weighting> Words = new((Weighting.Residents, "residents"), (Weighting.Equal, "equal"));

    /// <summary>The name in the API.</summary>
    public static string Id(this Weighting weighting) => Words.Id(weighting);

    /// <summary>The weighting of that name, or null.</summary>
    public static Weighting? Find(string id) => Words.Find(id);

    /// <summary>What each area counts for, in order.</summary>
    public static double[] Of(this Weighting weighting, IEnumerable<AreaCut> areas) =>
        [.. areas.Select(area => weighting == Weighting.Residents ? area.PeopleFrom : 1.0)];
}
