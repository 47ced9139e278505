namespace BudgetWatch.Domain.Geography;

/// <summary>On which areas a comparison is made (methodology 2).</summary>
public enum GeographyKind
{
    /// <summary>One area for each present upper-tier authority: a county with its districts, or a single-tier council. The default.</summary>
    UpperTier,

    /// <summary>Present districts and single-tier councils; county spending is shared to districts by residents.</summary>
    LowerTier,

    /// <summary>Each authority as it filed, compared only within a class.</summary>
    Authority,

    /// <summary>The nine regions: sums of areas of the upper tier.</summary>
    Region,

    /// <summary>Combined authorities of today: sums of areas of the upper tier.</summary>
    CombinedAuthority,
}

/// <summary>Names of the geographies.</summary>
public static class Geographies
{
    /// <summary>Their words in the API.</summary>
    public static readonly EnumNames<GeographyKind> Words = new(
        (GeographyKind.UpperTier, "upper-tier"),
        (GeographyKind.LowerTier, "lower-tier"),
        (GeographyKind.Authority, "authority"),
        (GeographyKind.Region, "region"),
        (GeographyKind.CombinedAuthority, "combined-authority")
    );

    /// <summary>All geographies, the default first.</summary>
    public static IReadOnlyList<GeographyKind> All => Words.All;

    /// <summary>Whether its areas are sums of areas of the upper tier: too few, and too large, to be set against deprivation one by one.</summary>
    public static bool IsSumOfAreas(this GeographyKind geography) => geography is GeographyKind.Region or GeographyKind.CombinedAuthority;

    /// <summary>The name in the API.</summary>
    public static string Id(this GeographyKind geography) => Words.Id(geography);

    /// <summary>The geography of that name, or null.</summary>
    public static GeographyKind? Find(string id) => Words.Find(id);
}
