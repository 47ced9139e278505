namespace BudgetWatch.Sources.Deprivation;

/// <summary>The editions of the Indices and the map each was made for: headings name the year of the codes, not of the Indices.</summary>
internal static class IndicesEditions
{
    private static readonly (int CodeYear, int Vintage)[] Known =
    [
        (2009, 2010), // ID 2010, on the districts of April 2009
        (2013, 2015), // IoD2015, on 2013 districts
        (2019, 2019), // IoD2019, on 2019 districts
        (2024, 2025), // IoD2025, on 2024 districts
    ];

    /// <summary>The Indices made for a map, or null.</summary>
    public static int? OnCodesOf(int year) =>
        Known.Where(edition => edition.CodeYear == year).Select(edition => (int?)edition.Vintage).FirstOrDefault();

    /// <summary>The map the Indices of a year were made for, or null where there were none.</summary>
    public static int? CodesOf(int vintage) =>
        Known.Where(edition => edition.Vintage == vintage).Select(edition => (int?)edition.CodeYear).FirstOrDefault();

    /// <summary>The years of codes known, for refusals.</summary>
    public static string CodeYears => string.Join(", ", Known.Select(edition => edition.CodeYear));
}
