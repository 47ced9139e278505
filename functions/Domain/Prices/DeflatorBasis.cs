namespace BudgetWatch.Domain.Prices;

/// <summary>Which deflator a year's pounds are made real by (methodology 3).</summary>
public enum DeflatorBasis
{
    /// <summary>The series as HM Treasury publishes it. The default.</summary>
    Published,

    /// <summary>
    /// The same, except for 2020-21, where the pandemic distorts the volume of public services and with it the deflator: that year has the geometric mean of
    /// its neighbours.
    /// </summary>
    Bridged,
}

/// <summary>Names of the bases.</summary>
public static class DeflatorBases
{
    /// <summary>The year that is bridged.</summary>
    public static readonly FinancialYear BridgedYear = new(2020);

    /// <summary>Whether pounds of a year are made real by the published figure.</summary>
    public static bool IsPublished(this DeflatorBasis basis, FinancialYear year) => basis != DeflatorBasis.Bridged || year != BridgedYear;

    /// <summary>Pounds of the price base for a pound of a year; null where the series lacks what it takes.</summary>
    /// <param name="basis">The basis.</param>
    /// <param name="year">The year.</param>
    /// <param name="published">The factor of a year by the published series.</param>
    public static double? FactorOf(this DeflatorBasis basis, FinancialYear year, Func<FinancialYear, double?> published) =>
        basis.IsPublished(year) ? published(year)
        // A factor is the base's deflator over the year's, so the geometric mean of deflators is that of factors.
        : published(new FinancialYear(year.StartYear - 1)) is { } before && published(new FinancialYear(year.StartYear + 1)) is { } after
            ? Math.Sqrt(before * after)
        : null;

    /// <summary>Their words in the API.</summary>
    public static readonly EnumNames<DeflatorBasis> Words = new((DeflatorBasis.Published, "published"), (DeflatorBasis.Bridged, "bridged"));

    /// <summary>The name in the API.</summary>
    public static string Id(this DeflatorBasis basis) => Words.Id(basis);

    /// <summary>The basis of that name, or null.</summary>
    public static DeflatorBasis? Find(string id) => Words.Find(id);
}
