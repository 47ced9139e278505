namespace BudgetWatch.Sources;

/// <summary>
/// How many districts England has had (ONS Code History Database). A list of districts on the map of a year is whole only with all of them;
/// an area that lost one of its members would be given a wrong mean or too few people.
/// </summary>
internal static class EnglishDistricts
{
    /// <summary>From the year's April on; the codes of some changed in between, their number did not.</summary>
    private static readonly (int From, int Count)[] Maps = [(2009, 326), (2019, 317), (2020, 314), (2021, 309), (2023, 296)];

    /// <summary>The last year of which the map above is certain: reorganisation is under way, and later years have to be added as they come.</summary>
    public const int Settled = 2025;

    /// <summary>How many there were in a year, or null for a map before April 2009.</summary>
    public static int? CountIn(int year) => year < Maps[0].From ? null : Maps.Last(map => map.From <= year).Count;

    /// <summary>Whether so many districts may be a whole map, where the list does not say of which year.</summary>
    public static bool IsWholeMap(int count) => Array.Exists(Maps, map => map.Count == count);

    /// <summary>The numbers a whole map can have, for refusals.</summary>
    public static string Counts => string.Join(", ", Maps.Select(map => map.Count));
}
