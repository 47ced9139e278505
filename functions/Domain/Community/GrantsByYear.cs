using BudgetWatch.Domain.Codes;
using BudgetWatch.Domain.Cuts;
using BudgetWatch.Domain.Geography;
using BudgetWatch.Domain.Population;
using BudgetWatch.Domain.Prices;

namespace BudgetWatch.Domain.Community;

/// <summary>Grants to organisations in each area by financial year and publisher, and what turns them into real pounds per resident.</summary>
/// <param name="Retrieved">The newest day the list says it took a publisher's file; null where it does not say.</param>
/// <param name="First">The day of the first award that is counted.</param>
/// <param name="Last">The day of the last.</param>
/// <param name="Publishers">Who published the grants, by name; empty for a grant that does not say.</param>
/// <param name="Frames">The years with a grant in any area, in order.</param>
/// <param name="Areas">One for each area of the map, in order of code.</param>
/// <param name="LeftOut">What of the list is not counted, by reason.</param>
public sealed record GrantsByYear(
    DateOnly? Retrieved,
    DateOnly First,
    DateOnly Last,
    IReadOnlyList<string> Publishers,
    IReadOnlyList<YearFactors> Frames,
    IReadOnlyList<AreaGrantsByYear> Areas,
    IReadOnlyList<GrantsLeftOut> LeftOut
)
{
    /// <summary>How many years a mean of grants is taken over (methodology 10): one large award does not make a year's figure.</summary>
    public const int MeanOf = 3;

    /// <summary>The most of the pounds in places whose code leads to no area. Past this the map is out of date, and areas would be understated.</summary>
    public const decimal MostWithoutArea = 0.01m;

    /// <summary>
    /// The years the list covers in full, in order: those with a grant, after the year of the first award, that had ended when the list was
    /// made. A year with little published looks the same as a year with few grants.
    /// </summary>
    public IReadOnlyList<FinancialYear> FullYears =>
        [
            .. Frames
                .Select(frame => frame.Year)
                .Where(year => YearOf(First) < year && new DateOnly(year.StartYear + 1, 3, 31) <= (Retrieved ?? Last)),
        ];

    /// <summary>Whether the list covers three years in full that end with this one.</summary>
    public bool Covers(FinancialYear last) => SpanTo(last).All(FullYears.Contains);

    /// <summary>The three years that end with this one, in order.</summary>
    public static IReadOnlyList<FinancialYear> SpanTo(FinancialYear last) =>
        [.. Enumerable.Range(last.StartYear - MeanOf + 1, MeanOf).Select(start => new FinancialYear(start))];

    /// <summary>The frame of a year; null where no area has a grant in it.</summary>
    public YearFactors? FrameOf(FinancialYear year) => Frames.FirstOrDefault(frame => frame.Year == year);

    /// <summary>What turns pounds of a year into real ones by the deflator of a question; null where the series lacks what it takes.</summary>
    public double? FactorOf(FinancialYear year, DeflatorBasis basis) => basis.FactorOf(year, other => FrameOf(other)?.RealFactor);

    /// <summary>Sums districts to areas.</summary>
    /// <param name="grants">Grants by place.</param>
    /// <param name="map">Which area each place is in.</param>
    /// <param name="population">Residents.</param>
    /// <param name="series">The deflator series.</param>
    public static GrantsByYear Of(YearlyGrants grants, AreaMap map, PopulationSeries population, DeflatorSeries series)
    {
        var areaOf = grants.Places.Select(map.AreaOf).ToList();
        var (unplaced, unplacedPence) = (0L, 0m);
        var sums = map.Areas.ToDictionary(
            area => area.Code,
            _ => new SortedDictionary<(int Year, int Publisher), (int Grants, decimal Pence)>()
        );
        for (var row = 0; row < grants.Place.Length; row++)
        {
            if (areaOf[grants.Place[row]] is not { } area)
            {
                (unplaced, unplacedPence) = (unplaced + grants.Grants[row], unplacedPence + grants.Pence[row]);
                continue;
            }

            var key = (grants.Year[row], grants.Publisher[row]);
            var (count, pence) = sums[area].GetValueOrDefault(key);
            sums[area][key] = (count + grants.Grants[row], pence + grants.Pence[row]);
        }

        var published = grants.Places.Select(KnownGeography.AsOfApril2023).ToHashSet();
        var deflators = new Deflators(series);
        var frames = sums
            .Values.SelectMany(own => own.Keys)
            .Select(key => key.Year)
            .Distinct()
            .Order()
            .Select(start => new YearFactors(
                new FinancialYear(start),
                deflators.Factor(new FinancialYear(start)),
                population.VintageOf(start),
                map.Areas.Select(area => (area.Code, People: population.Of(area.Code, start)))
                    .Where(pair => pair.People is > 0)
                    .ToDictionary(pair => pair.Code, pair => pair.People!.Value)
            ))
            .ToList();
        return new GrantsByYear(
            grants.Retrieved,
            grants.First,
            grants.Last,
            grants.Publishers,
            frames,
            [
                .. map.Areas.Select(area => new AreaGrantsByYear(
                    area.Code,
                    [
                        .. sums[area.Code]
                            .Select(pair => new GivenGrants(
                                new FinancialYear(pair.Key.Year),
                                pair.Key.Publisher,
                                0.00m + (pair.Value.Pence / 100m),
                                pair.Value.Grants
                            )),
                    ],
                    GrantsByArea.Without(area, published)
                )),
            ],
            unplaced == 0
                ? grants.LeftOut
                : [.. grants.LeftOut, new GrantsLeftOut(GrantsLeftOut.NoArea, unplaced, 0.00m + (unplacedPence / 100m))]
        );
    }

    /// <summary>Whether so much of a list is in places of no area that areas would be understated.</summary>
    public static bool IsUnderstated(YearlyGrants grants, AreaMap map)
    {
        ArgumentNullException.ThrowIfNull(grants);
        ArgumentNullException.ThrowIfNull(map);
        var isNowhere = grants.Places.Select(place => map.AreaOf(place) is null).ToList();
        decimal unplaced = 0,
            all = 0;
        foreach (var (row, pence) in grants.Pence.Index())
        {
            all += pence;
            unplaced += isNowhere[grants.Place[row]] ? pence : 0;
        }

        return unplaced > MostWithoutArea * all;
    }

    private static FinancialYear YearOf(DateOnly day) => new(day.Month >= 4 ? day.Year : day.Year - 1);
}

/// <summary>Grants to organisations in one area by year and publisher.</summary>
/// <param name="Area">The area.</param>
/// <param name="Given">Those there are, in order of year and publisher.</param>
/// <param name="Without">Its districts that the list has no grant of.</param>
public sealed record AreaGrantsByYear(AreaCode Area, IReadOnlyList<GivenGrants> Given, IReadOnlyList<GssCode> Without);

/// <summary>What one publisher's grants of one year came to in one area.</summary>
/// <param name="Year">The financial year of award.</param>
/// <param name="Publisher">Who published them, as its place in the list of publishers.</param>
/// <param name="Pounds">Amounts awarded, pounds of the year.</param>
/// <param name="Grants">How many.</param>
public sealed record GivenGrants(FinancialYear Year, int Publisher, decimal Pounds, int Grants);
