using System.Globalization;
using BudgetWatch.Domain;
using BudgetWatch.Domain.Codes;
using BudgetWatch.Domain.Community;
using BudgetWatch.Domain.Cuts;

namespace BudgetWatch.Pipeline.Build;

/// <summary>
/// Grants by area and year as rows of a release, and back: one of what holds for all areas, and one for each area. Means and changes are made
/// of them when a release is read.
/// </summary>
internal sealed class GrantsByYearRows
{
    private const string Prefix = "figures|grants-by-year|";
    private const string OfAll = Prefix + "all";
    private const string AreaPrefix = Prefix + "area|";

    private readonly List<(AreaCode Area, AreaRow Row)> areas = [];
    private AllRow? all;

    /// <summary>Rows of the grants.</summary>
    /// <param name="grants">The grants.</param>
    /// <param name="baseYear">The base year of the cuts the means were made for.</param>
    public static IEnumerable<ReleaseRow> Of(GrantsByYear grants, FinancialYear baseYear)
    {
        yield return new ReleaseRow(
            OfAll,
            Json.Write(
                new AllRow(
                    baseYear.ToString(),
                    Day(grants.Retrieved),
                    Day(grants.First)!,
                    Day(grants.Last)!,
                    grants.Publishers,
                    [.. grants.Frames.Select(frame => new YearRow(frame.Year.ToString(), frame.RealFactor, frame.PopulationVintage))],
                    [.. grants.LeftOut.Select(left => new LeftOutRow(left.Reason, left.Grants, left.Pounds))]
                )
            )
        );
        foreach (var area in grants.Areas)
        {
            yield return new ReleaseRow(
                AreaPrefix + area.Area,
                Json.Write(
                    new AreaRow(
                        [.. grants.Frames.Select(frame => frame.People.TryGetValue(area.Area, out var people) ? people : (long?)null)],
                        [
                            .. area
                                .Given.GroupBy(given => given.Year)
                                .Select(year => new GivenRow(
                                    year.Key.ToString(),
                                    [.. year.Select(given => given.Publisher)],
                                    [.. year.Select(given => given.Pounds)],
                                    [.. year.Select(given => given.Grants)]
                                )),
                        ],
                        [.. area.Without.Select(place => place.Value)]
                    )
                )
            );
        }
    }

    /// <summary>Takes in a row; false where it is of something else.</summary>
    public bool Add(ReleaseRow row)
    {
        if (row.Key == OfAll)
        {
            all = Json.Read<AllRow>(row.Json);
            return true;
        }

        if (!row.Key.StartsWith(AreaPrefix, StringComparison.Ordinal))
        {
            return false;
        }

        areas.Add((new AreaCode(row.Key[AreaPrefix.Length..]), Json.Read<AreaRow>(row.Json)!));
        return true;
    }

    /// <summary>The means and all behind them, once every row is added; null where there was none.</summary>
    public GrantsByArea? Read()
    {
        if (all is null)
        {
            return null;
        }

        areas.Sort((one, other) => one.Area.CompareTo(other.Area));
        return GrantsByArea.Of(
            new GrantsByYear(
                all.Retrieved is null ? null : Day(all.Retrieved),
                Day(all.First),
                Day(all.Last),
                all.Publishers,
                [
                    .. all.Years.Select(
                        (year, position) =>
                            new YearFactors(
                                FinancialYear.Parse(year.Year),
                                year.RealFactor,
                                year.PopulationVintage,
                                areas
                                    .Where(area => area.Row.People[position] is not null)
                                    .ToDictionary(area => area.Area, area => area.Row.People[position]!.Value)
                            )
                    ),
                ],
                [
                    .. areas.Select(area => new AreaGrantsByYear(
                        area.Area,
                        [
                            .. area.Row.Given.SelectMany(year =>
                                year.Publishers.Select(
                                    (publisher, position) =>
                                        new GivenGrants(
                                            FinancialYear.Parse(year.Year),
                                            publisher,
                                            year.Pounds[position],
                                            year.Grants[position]
                                        )
                                )
                            ),
                        ],
                        [.. area.Row.Without.Select(place => new GssCode(place))]
                    )),
                ],
                [.. all.LeftOut.Select(left => new GrantsLeftOut(left.Reason, left.Grants, left.Pounds))]
            ),
            FinancialYear.Parse(all.BaseYear)
        );
    }

    private static string? Day(DateOnly? day) => day?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    private static DateOnly Day(string day) => DateOnly.ParseExact(day, "yyyy-MM-dd", CultureInfo.InvariantCulture);

    private sealed record AllRow(
        string BaseYear,
        string? Retrieved,
        string First,
        string Last,
        IReadOnlyList<string> Publishers,
        IReadOnlyList<YearRow> Years,
        IReadOnlyList<LeftOutRow> LeftOut
    );

    private sealed record YearRow(string Year, double? RealFactor, int? PopulationVintage);

    private sealed record LeftOutRow(string Reason, long Grants, decimal? Pounds);

    /// <summary>One area: residents in the order of the years, and what was given.</summary>
    private sealed record AreaRow(IReadOnlyList<long?> People, IReadOnlyList<GivenRow> Given, IReadOnlyList<string> Without);

    /// <summary>What was given in a year: publishers, their pounds and their grants in one order.</summary>
    private sealed record GivenRow(string Year, IReadOnlyList<int> Publishers, IReadOnlyList<decimal> Pounds, IReadOnlyList<int> Grants);
}
