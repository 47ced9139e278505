using BudgetWatch.Domain.Community;

namespace BudgetWatch.Domain.Tests.Community;

/// <summary>Lists of grants that tests plant.</summary>
internal static class MadeYears
{
    /// <summary>A list of grants: each row a place, a year, a publisher and pounds of one grant.</summary>
    public static YearlyGrants Grants(string first, string last, params (string Place, int Year, string Publisher, decimal Pounds)[] rows)
    {
        List<string> places = [.. rows.Select(row => row.Place).Distinct().Order(StringComparer.Ordinal)];
        List<string> publishers = [.. rows.Select(row => row.Publisher).Distinct().Order(StringComparer.Ordinal)];
        return new YearlyGrants(
            null,
            Day(first),
            Day(last),
            [.. places.Select(place => new GssCode(place))],
            publishers,
            [.. rows.Select(row => places.IndexOf(row.Place))],
            [.. rows.Select(row => row.Year)],
            [.. rows.Select(row => publishers.IndexOf(row.Publisher))],
            [.. rows.Select(_ => 1)],
            [.. rows.Select(row => (long)(row.Pounds * 100))],
            []
        );
    }

    public static DateOnly Day(string day) => DateOnly.ParseExact(day, "yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture);
}
