namespace BudgetWatch.Domain.Prices;

/// <summary>Which deflator a year's pounds are made real by (methodology 3).</summary>
public enum DeflatorBasis
{
    /// <summary>The series as HM Treasury publishes it. The default.</summary>
    Published,

    /// <summary>
    /// The same, but for 2020-21, where the pandemic distorts the volume of public services and with it the deflator: that year has the geometric mean of
    /// its neighbours.
    /// </summary>
    Bridged,
}

/// <summary>Names of the bases.</summary>
public static class DeflatorBases
{
    /// <summary>The year that is bridged.</summary>
    public static readonly FinancialYear BridgedYear = new(2020);

    /// <summary>Their words in the API.</summary>
    public static readonly Words<DeflatorBasis> Words = new((DeflatorBasis.Published, "published"), (DeflatorBasis.Bridged, "bridged"));

    /// <summary>All bases, the default first.</summary>
    public static IReadOnlyList<DeflatorBasis> All => Words.All;

    /// <summary>The name in the API.</summary>
    public static string Id(this DeflatorBasis basis) => Words.Id(basis);

    /// <summary>The basis of that name, or null.</summary>
    public static DeflatorBasis? Find(string id) => Words.Find(id);
}
