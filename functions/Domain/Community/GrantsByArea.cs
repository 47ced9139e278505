using BudgetWatch.Domain.Codes;
using BudgetWatch.Domain.Geography;
using BudgetWatch.Domain.Population;

namespace BudgetWatch.Domain.Community;

/// <summary>Grants to organisations in each area: districts summed.</summary>
/// <param name="Period">What years of awards they sum, in words for readers: <c>to 2018-19</c>.</param>
/// <param name="MidYear">The mid-year whose residents they are divided by: that in which the last year of the period starts.</param>
/// <param name="PopulationVintage">The vintage of the estimates; null where none has the mid-year.</param>
/// <param name="Areas">One for each area of the map, in order of code.</param>
public sealed record GrantsByArea(string Period, int MidYear, int? PopulationVintage, IReadOnlyList<AreaGrants> Areas)
{
    /// <summary>The name of the component they make.</summary>
    public const string Id = "grants-per-head";

    /// <summary>The component where there are none.</summary>
    public static readonly MissingComponent NoGrants = new(Id, "Grants per head", "BudgetWatch has not loaded grants by district");

    /// <summary>The years summed, from which the change can be calculated; null where the grants are totals of years that are not stated.</summary>
    public GrantsByYear? ByYear { get; init; }

    /// <summary>The years a mean is of, in order; empty where the grants are totals.</summary>
    public IReadOnlyList<FinancialYear> Years { get; init; } = [];

    /// <summary>Whether they end with the base year of the cuts: capacity as it was before them.</summary>
    public bool IsAtBaseline { get; init; }

    /// <summary>The component of capacity they make.</summary>
    public CapacityComponent PerHead =>
        new(
            Id,
            NoGrants.Title,
            ByYear is null
                ? "pounds per resident, pounds of the years of award"
                : "pounds per resident a year, pounds of the years of award",
            Period,
            CapacityScale.Logarithm,
            Areas.Where(area => area.PerHead is not null).ToDictionary(area => area.Area, area => area.PerHead!.Value),
            Areas.Where(area => area.People is not null).ToDictionary(area => area.Area, area => area.People!.Value),
            "residents",
            [
                CapacityBias.HeadOffices,
                CapacityBias.FundersThatPublish,
                CapacityBias.UnregisteredGroups,
                CapacityBias.FundersAim,
                .. ByYear is null ? (CapacityBias[])[CapacityBias.NotAtTheBaseline]
                : IsAtBaseline ? [CapacityBias.PublishedSince, CapacityBias.OpenLicences]
                : [CapacityBias.PublishedSince, CapacityBias.OpenLicences, CapacityBias.AfterTheBaseline],
            ]
        );

    /// <summary>
    /// The mean of three years: those up to and including the base year of the cuts where the list covers them in full, else the first three
    /// that it does, over the residents of the middle one.
    /// </summary>
    /// <param name="grants">Grants by area and year.</param>
    /// <param name="baseYear">The base year of the cuts.</param>
    /// <returns>The means; null where no three years that follow each other are covered.</returns>
    public static GrantsByArea? Of(GrantsByYear grants, FinancialYear baseYear)
    {
        var isAtBaseline = grants.Covers(baseYear);
        if (
            (isAtBaseline ? baseYear : grants.FullYears.Where(grants.Covers).Select(year => (FinancialYear?)year).FirstOrDefault())
            is not { } last
        )
        {
            return null;
        }

        var years = GrantsByYear.SpanTo(last);
        var middle = grants.FrameOf(years[GrantsByYear.MeanOf / 2])!;
        return new GrantsByArea(
            $"{years[0]} to {last} (mean of three years, {(isAtBaseline ? "up to the base year" : "the first that are covered in full")})",
            middle.Year.StartYear,
            middle.PopulationVintage,
            [
                .. grants.Areas.Select(area =>
                {
                    var given = area.Given.Where(one => years.Contains(one.Year)).ToList();
                    long? people = middle.People.TryGetValue(area.Area, out var own) ? own : null;
                    return given.Count == 0
                        ? new AreaGrants(area.Area, null, null, people, [])
                        : new AreaGrants(area.Area, given.Sum(one => one.Pounds), given.Sum(one => one.Grants), people, area.Without)
                        {
                            Years = years.Count,
                        };
                }),
            ]
        )
        {
            ByYear = grants,
            Years = years,
            IsAtBaseline = isAtBaseline,
        };
    }

    /// <summary>Sums districts to areas.</summary>
    /// <param name="grants">Grants by district.</param>
    /// <param name="map">Which area each district is in.</param>
    /// <param name="population">Residents.</param>
    /// <returns>The sums; null where the period does not end in a financial year, so that the year of the residents is unknown.</returns>
    public static GrantsByArea? Of(GrantsByDistrict grants, AreaMap map, PopulationSeries population)
    {
        if (!FinancialYear.TryParse(grants.Period.Split(' ')[^1], out var last))
        {
            return null;
        }

        var published = grants.Districts.Select(district => KnownGeography.AsOfApril2023(district.Place)).ToHashSet();
        var byArea = grants.Districts.ToLookup(district => map.AreaOf(district.Place));
        return new GrantsByArea(
            grants.Period,
            last.StartYear,
            population.VintageOf(last.StartYear),
            [
                .. map.Areas.Select(area =>
                {
                    var districts = byArea[area.Code].ToList();
                    var people = population.Of(area.Code, last.StartYear);

                    // Always to the penny: a file with 3.3 and one with 3.2999999998 are the same figures, written the same.
                    return districts.Count == 0
                        ? new AreaGrants(area.Code, null, null, people, [])
                        : new AreaGrants(
                            area.Code,
                            0.00m + districts.Sum(district => district.Pounds),
                            districts.Sum(district => district.Grants),
                            people,
                            Without(area, published)
                        );
                }),
            ]
        );
    }

    /// <summary>The districts in the file that lead to no area: their pounds would be lost.</summary>
    public static IReadOnlyList<DistrictGrants> Unplaced(GrantsByDistrict grants, AreaMap map) =>
        [.. grants.Districts.Where(district => map.AreaOf(district.Place) is null)];

    /// <summary>
    /// Members the file would name if anyone there had a published grant: districts that are not in it, nor the district they became part of, nor
    /// those they were made of.
    /// </summary>
    internal static List<GssCode> Without(Area area, HashSet<GssCode> published) =>
        [
            .. area
                .Members.Where(member =>
                    member.Place.IsDistrict
                    && !published.Contains(member.Place)
                    && !member.SucceededBy.Any(published.Contains)
                    && !area.Members.Any(former => former.SucceededBy.Contains(member.Place))
                    && !KnownGeography.ShortLived.Any(known => known.Code == member.Place && known.MadeOf.Any(published.Contains))
                )
                .Select(member => member.Place),
        ];
}

/// <summary>Grants to organisations in one area.</summary>
/// <param name="Area">The area.</param>
/// <param name="Pounds">Amounts awarded, pounds of their years; null where the file has none of its districts.</param>
/// <param name="Grants">How many grants; null in the same case.</param>
/// <param name="People">Residents; null where unknown.</param>
/// <param name="Without">Its districts that the file does not have: no grant to them was published, and they add nothing.</param>
public sealed record AreaGrants(AreaCode Area, decimal? Pounds, int? Grants, long? People, IReadOnlyList<GssCode> Without)
{
    /// <summary>How many years a mean of the pounds is of; 1 where they are taken as they are.</summary>
    public int Years { get; init; } = 1;

    /// <summary>Pounds per resident, a year where they are a mean; null where either is unknown.</summary>
    public double? PerHead => People > 0 ? (double?)Pounds / Years / People : null;
}
