using BudgetWatch.Domain.Codes;
using BudgetWatch.Domain.Cuts;
using BudgetWatch.Domain.Geography;
using BudgetWatch.Domain.Population;

namespace BudgetWatch.Domain.Community;

/// <summary>
/// General local charities of each area (methodology 10): how many were at home there and how many served it, what they took in, and how many of
/// those of five years before were still there. At the middle of the first year of the headline, before the cuts, where the register tells enough of that day; otherwise on
/// the day of the extract.
/// </summary>
/// <param name="On">The day on which they are counted.</param>
/// <param name="MidYear">The mid-year whose residents they are divided by.</param>
/// <param name="Coverage">How many charities of that day say where they operate.</param>
/// <param name="IncomeYear">The financial year of their income: the first from the headline's for which half of them state one; null where none is.</param>
/// <param name="IncomeMidYear">The mid-year whose residents income is divided by.</param>
/// <param name="AtHome">Of how many charities of that day their postcode is known; null where no list of postcodes is loaded.</param>
/// <param name="UnknownDistricts">Districts of the list of postcodes that are in no area here: then charities cannot be counted by postcode.</param>
/// <param name="Removed">How many of those removed in the five years before say where they operated.</param>
/// <param name="Areas">One for each area whose authorities are all named by some charity, in order of code.</param>
public sealed record CharitiesByArea(
    DateOnly On,
    int MidYear,
    RegisterCoverage Coverage,
    RegisterCoverage? AtHome,
    IReadOnlyList<GssCode> UnknownDistricts,
    FinancialYear? IncomeYear,
    int? IncomeMidYear,
    RegisterCoverage Removed,
    IReadOnlyList<AreaCharities> Areas
)
{
    /// <summary>Years over which charities survive.</summary>
    public const int SurvivalYears = 5;

    /// <summary>
    /// The share of charities that must say where they operate. Those that do not are missing from every count; beyond a fifth, who is missing
    /// could be what a count tells.
    /// </summary>
    public const double CoverageNeeded = 0.8;

    /// <summary>The share of charities that must state an income for a year.</summary>
    public const double IncomeNeeded = 0.5;

    /// <summary>The day before the cuts: the middle of the first year of the headline.</summary>
    public static readonly DateOnly Baseline = new(ComparisonQuery.BaseYear.StartYear, 6, 30);

    /// <summary>Counts the charities of a register by area.</summary>
    /// <param name="tables">The register's tables.</param>
    /// <param name="map">Which area each authority is in.</param>
    /// <param name="population">Residents.</param>
    public static CharitiesByArea Of(CharityTables tables, AreaMap map, PopulationSeries population)
    {
        ArgumentNullException.ThrowIfNull(tables);
        ArgumentNullException.ThrowIfNull(map);
        ArgumentNullException.ThrowIfNull(population);
        var first = tables
            .Areas.Places.Where(place => map.AreaOf(place) is not null)
            .GroupBy(place => map.AreaOf(place)!.Value)
            .ToDictionary(places => places.Key, places => places.Order().First());
        var named = tables.Areas.Places.Select(KnownGeography.AsOfApril2023).ToHashSet();
        var register = CharityRegister.Of(
            tables.Records,
            tables.Areas.Merging(place => map.AreaOf(place) is { } area ? first[area] : place),
            tables.Themes,
            tables.Incomes
        );
        var on = register.CoverageOn(Baseline).Share >= CoverageNeeded ? Baseline : tables.Records.Extracted ?? Baseline;
        var earlier = on.AddYears(-SurvivalYears);
        var counts = register.ActiveOn(on);
        var unknown = (tables.Postcodes?.Places ?? []).Where(place => map.AreaOf(place) is null).Order().ToList();
        var atHome = tables.Postcodes is null ? null : register.ActiveOn(on, tables.Postcodes);
        var atHomeByArea = (atHome?.ByDistrict ?? new Dictionary<GssCode, int>())
            .Where(district => map.AreaOf(district.Key) is not null)
            .GroupBy(district => map.AreaOf(district.Key)!.Value, district => district.Value)
            .ToDictionary(districts => districts.Key, districts => districts.Sum());
        var listed = (tables.Postcodes?.Places ?? []).Select(KnownGeography.AsOfApril2023).ToHashSet();
        var survival = register.SurvivingFrom(earlier, on);
        var (year, income) = tables.Incomes is null ? (null, null) : FirstIncome(register, on);
        var midYear = MidYearOf(population, on.Year);
        int? incomeMidYear = year is { } ended ? MidYearOf(population, ended.StartYear) : null;
        return new CharitiesByArea(
            on,
            midYear,
            register.CoverageOn(on),
            atHome is null ? null : Known(atHome),
            unknown,
            year,
            incomeMidYear,
            register.CoverageOfRemoved(earlier, on),
            [
                .. map
                    .Areas.Where(area => IsNamedWhole(area, named))
                    .Select(area =>
                    {
                        var place = first[area.Code];
                        var own = income?[place];
                        return new AreaCharities(
                            area.Code,
                            counts[place],
                            IsListedWhole(area, listed) ? atHomeByArea[area.Code] : null,
                            population.Of(area.Code, midYear),
                            own?.Pounds is { } pounds ? Math.Round(pounds, 2) : null,
                            own?.Stated,
                            own?.Silent,
                            incomeMidYear is { } of ? population.Of(area.Code, of) : null,
                            survival[place].First,
                            survival[place].Later
                        );
                    }),
            ]
        );
    }

    /// <summary>
    /// Whether some charity names every present authority of an area, or a county it was. Of a name that no charity uses it is not known whether
    /// no charity is there or the name is not understood, and a count of the rest of the area would be too low.
    /// </summary>
    private static bool IsNamedWhole(Area area, HashSet<GssCode> named)
    {
        var present = area.Members.Where(member => member.SucceededBy.Count == 0 && !member.Place.IsShireDistrict).ToList();
        return (present.Count > 0 && present.TrueForAll(member => named.Contains(member.Place)))
            || area.Members.Any(member => member.SucceededBy.Count > 0 && member.Place.IsShireCounty && named.Contains(member.Place));
    }

    /// <summary>Whether the list of postcodes has every present district of an area: without one, a count would be too low.</summary>
    private static bool IsListedWhole(Area area, HashSet<GssCode> listed) =>
        area.Members.Where(member => member.SucceededBy.Count == 0 && member.Place.IsDistrict).Select(member => member.Place).ToList()
            is { Count: > 0 } districts
        && districts.TrueForAll(listed.Contains);

    private static RegisterCoverage Known(CharitiesAtHome atHome)
    {
        var known = atHome.ByDistrict.Values.Sum() + atHome.Elsewhere;
        return new RegisterCoverage(known + atHome.WithoutPostcode, known);
    }

    /// <summary>The authorities charities name that lead to no area: their charities would be lost.</summary>
    public static IReadOnlyList<GssCode> Unplaced(CharityTables tables, AreaMap map) =>
        [.. tables.Areas.Places.Where(place => map.AreaOf(place) is null).Order()];

    /// <summary>The first year from the headline's on for which half of the charities state an income, by authority.</summary>
    private static (FinancialYear? Year, IReadOnlyDictionary<GssCode, CharityIncome>? Income) FirstIncome(
        CharityRegister register,
        DateOnly on
    )
    {
        for (var start = ComparisonQuery.BaseYear.StartYear; start <= Math.Max(on.Year, ComparisonQuery.DepthOfCuts.StartYear); start++)
        {
            var year = new FinancialYear(start);
            var income = register.IncomeIn(year);
            int stated = income.Values.Sum(own => own.Stated),
                silent = income.Values.Sum(own => own.Silent);
            if (
                stated > 0
                && stated >= IncomeNeeded * (stated + silent)
                && register.CoverageOn(new DateOnly(start + 1, 3, 31)).Share >= CoverageNeeded
            )
            {
                return (year, income);
            }
        }

        return (null, null);
    }

    /// <summary>The mid-year of a year, or the last that is estimated before it: a register is newer than the estimates.</summary>
    private static int MidYearOf(PopulationSeries population, int year) =>
        Enumerable.Range(0, 5).Select(back => year - back).FirstOrDefault(midYear => population.VintageOf(midYear) is not null, year);
}
