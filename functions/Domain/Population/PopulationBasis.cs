namespace BudgetWatch.Domain.Population;

/// <summary>Which vintages of the estimates residents are taken from (methodology 3 and 9).</summary>
public enum PopulationBasis
{
    /// <summary>For each year the newest vintage that has it. The default.</summary>
    Newest,

    /// <summary>
    /// For each year the newest vintage of before the census of 2021, which rebased the estimates: what a study of the time would have had, and one
    /// series for all years it covers.
    /// </summary>
    BeforeCensus,
}

/// <summary>Names of the bases.</summary>
public static class PopulationBases
{
    /// <summary>The mid-year of the census; vintages named after an earlier one know nothing of it.</summary>
    public const int CensusYear = 2021;

    /// <summary>Their words in the API.</summary>
    public static readonly EnumNames<PopulationBasis> Words = new(
        (PopulationBasis.Newest, "newest"),
        (PopulationBasis.BeforeCensus, "before-census")
    );

    /// <summary>All bases, the default first.</summary>
    public static IReadOnlyList<PopulationBasis> All => Words.All;

    /// <summary>The name in the API.</summary>
    public static string Id(this PopulationBasis basis) => Words.Id(basis);

    /// <summary>The basis of that name, or null.</summary>
    public static PopulationBasis? Find(string id) => Words.Find(id);
}
