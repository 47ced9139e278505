using BudgetWatch.Domain.Tests.Support;
using CsCheck;

namespace BudgetWatch.Domain.Tests.Cuts;

public class LowerTierHarmonisationTests
{
    private static readonly FinancialYear Year = new(2010);
    private static readonly AreaCode Hertsmere = new("E07000098");
    private static readonly AreaCode StAlbans = new("E07000240");
    private static readonly Scope Libraries = Scopes.Find("libraries")!;

    /// <summary>Residents of each part of each shared county.</summary>
    private static readonly Dictionary<string, long> People = new()
    {
        ["E07000098"] = 100_000,
        ["E07000240"] = 150_000,
        ["E06000063"] = 270_000,
        ["E06000064"] = 230_000,
        ["E06000058"] = 48_000,
        ["E06000059"] = 365_000,
    };

    private static readonly County[] Counties =
    [
        .. SyntheticMap.LowerTier.Counties.Select(county =>
            !county.IsShared
                ? county
                : county with
                {
                    Sharings = new Dictionary<FinancialYear, Sharing>
                    {
                        [Year] = new(2010, 2019, [.. county.Parts.Select(part => new PlaceShare(part.Area, People[part.Area.Value]))]),
                    },
                }
        ),
    ];

    /// <summary>E-codes whose filings leave nothing lacking, with their class.</summary>
    private static readonly (string Authority, AuthorityClass Class)[] Everyone =
    [
        ("E1920", AuthorityClass.ShireCounty),
        ("E1936", AuthorityClass.ShireDistrict),
        ("E1935", AuthorityClass.ShireDistrict),
        ("E0421", AuthorityClass.ShireCounty),
        ("E0431", AuthorityClass.ShireDistrict),
        ("E0432", AuthorityClass.ShireDistrict),
        ("E0920", AuthorityClass.ShireCounty),
        ("E0931", AuthorityClass.ShireDistrict),
        ("E0932", AuthorityClass.ShireDistrict),
        ("E1221", AuthorityClass.ShireCounty),
        ("E1232", AuthorityClass.ShireDistrict),
        ("E1233", AuthorityClass.ShireDistrict),
        ("E1234", AuthorityClass.ShireDistrict),
        ("E1202", AuthorityClass.UnitaryAuthority),
        ("E0701", AuthorityClass.UnitaryAuthority),
    ];

    /// <summary>Pounds with more decimals than a penny has, as some editions state them.</summary>
    private static readonly Gen<decimal> Pounds = Gen.Long[-9_000_000_00000, 900_000_000_00000].Select(pounds => pounds / 100_000m);

    [Fact]
    public void A_district_has_its_own_spending_and_its_share_of_the_countys_by_residents()
    {
        var figure = Figure(Hertsmere, County("E1920", 1000), District("E1935", 20), District("E1936", 3000));

        // 20 + 1000 x 100,000 / 250,000.
        figure.CashPounds.ShouldBe(420);
        figure.Allocated.ShouldBeTrue();
        figure.Status.ShouldBe(CellStatus.Reported);
    }

    [Fact]
    public void What_a_single_tier_council_filed_is_nobodys_share()
    {
        var figure = Figure(
            new AreaCode("E06000001"),
            Filing("E0701", AuthorityClass.UnitaryAuthority, Cell.Of(7, "A1")),
            County("E1920", 1000)
        );

        figure.CashPounds.ShouldBe(7);
        figure.Allocated.ShouldBeFalse();
    }

    [Fact]
    public void A_county_with_one_successor_goes_to_it_whole_and_is_not_allocated()
    {
        var figure = Figure(new AreaCode("E06000060"), County("E0421", 1000), District("E0431", 20), District("E0432", 3));

        figure.CashPounds.ShouldBe(1023);
        figure.Allocated.ShouldBeFalse();
    }

    [Fact]
    public void A_district_that_left_its_county_takes_its_share_of_the_countys_spending_along()
    {
        var figure = Figure(
            new AreaCode("E06000058"),
            County("E1221", 413_000),
            District("E1232", 20),
            Filing("E1202", AuthorityClass.UnitaryAuthority, Cell.Of(5000, "A1"))
        );

        // 5000 + 20 + 413,000 x 48,000 / (48,000 + 365,000).
        figure.CashPounds.ShouldBe(53_020);
        figure.Allocated.ShouldBeTrue();
    }

    [Fact]
    public void A_countys_missing_line_makes_every_district_missing_and_names_it()
    {
        var figure = Figure(
            Hertsmere,
            Filing("E1920", AuthorityClass.ShireCounty, Cell.Without(CellStatus.Missing, "B1")),
            District("E1935", 20)
        );

        figure.CashPounds.ShouldBeNull();
        figure.Status.ShouldBe(CellStatus.Missing);
        figure.Missing.ShouldBe(["E1920 libraries"]);
        figure.Allocated.ShouldBeFalse();
    }

    [Fact]
    public void A_districts_missing_line_makes_it_missing_and_leaves_its_neighbours_share_alone()
    {
        Filing[] filings =
        [
            County("E1920", 1000),
            Filing("E1935", AuthorityClass.ShireDistrict, Cell.Without(CellStatus.Missing, "B1")),
            District("E1936", 3),
        ];

        Figure(Hertsmere, filings).Missing.ShouldBe(["E1935 libraries"]);
        Figure(StAlbans, filings).CashPounds.ShouldBe(603);
    }

    [Fact]
    public void A_county_that_is_not_in_the_return_makes_its_districts_missing() =>
        Figure(Hertsmere, District("E1935", 20)).Missing.ShouldBe(["no county council filed"]);

    [Fact]
    public void A_district_that_is_not_in_the_return_is_missing_though_its_county_filed() =>
        Figure(Hertsmere, County("E1920", 1000)).Missing.ShouldBe(["no district council filed"]);

    [Fact]
    public void A_county_whose_residents_are_unknown_makes_its_districts_missing()
    {
        var figures = Harmonisation
            .Of([Edition(County("E1920", 1000), District("E1935", 20))], SyntheticMap.LowerTier, SyntheticMap.LowerTier.Counties)
            .Series(Libraries)[Hertsmere]
            .Figures.Single();

        figures.CashPounds.ShouldBeNull();
        figures.Missing.ShouldBe(["E1920 residents to share it by"]);
    }

    [Fact]
    public void A_line_that_a_county_does_not_have_adds_nothing() =>
        Figure(Hertsmere, Filing("E1920", AuthorityClass.ShireCounty, Cell.Without(CellStatus.NotApplicable, "B1")), District("E1935", 20))
            .CashPounds.ShouldBe(20);

    [Fact]
    public void An_estimate_for_the_county_makes_its_districts_estimates() =>
        Figure(Hertsmere, Filing("E1920", AuthorityClass.ShireCounty, Cell.Of(10, "B1", estimated: true)), District("E1935", 20))
            .Status.ShouldBe(CellStatus.Estimated);

    [Fact]
    public void A_shared_county_is_not_unplaced() =>
        Harmonisation
            .Unplaced([Edition(County("E1920", 1), District("E9999", 1))], SyntheticMap.LowerTier)
            .Select(filing => filing.Code)
            .ShouldBe(["E9999"]);

    [Fact]
    public void Neither_a_pound_is_lost_nor_made_between_filings_and_places_or_between_geographies() =>
        Pounds
            .Array[Everyone.Length]
            .Sample(pounds =>
            {
                Filing[] filings =
                [
                    .. Everyone.Select((authority, i) => Filing(authority.Authority, authority.Class, Cell.Of(pounds[i], "A1"))),
                ];

                var places = Series(filings)
                    .Values.Select(own => own.Figures.Single())
                    .Where(figure => figure.CashPounds is not null)
                    .ToList();

                places.Sum(figure => figure.CashPounds).ShouldBe(pounds.Sum());
                Upper(filings).ShouldBe(pounds.Sum());
            });

    [Fact]
    public void Places_of_a_county_add_up_to_what_was_filed() =>
        Gen.Select(Pounds.Array[5], Pounds.Array[5], Pounds.Array[5])
            .Sample(
                (county, one, other) =>
                {
                    Line[] lines = [.. Scopes.CommunitySupport.AllLines];
                    Filing Of(string authority, AuthorityClass @class, decimal[] pounds) =>
                        new(
                            new AuthorityCode(authority),
                            null,
                            authority,
                            @class,
                            lines.Select((line, i) => (line, Cell.Of(pounds[i], "A1"))).ToDictionary()
                        );
                    var harmonised = Harmonisation.Of(
                        [
                            Edition(
                                Of("E1920", AuthorityClass.ShireCounty, county),
                                Of("E1935", AuthorityClass.ShireDistrict, one),
                                Of("E1936", AuthorityClass.ShireDistrict, other)
                            ),
                        ],
                        SyntheticMap.LowerTier,
                        Counties
                    );

                    var whole = harmonised.Series(Scopes.CommunitySupport);

                    (whole[Hertsmere].Figures[0].CashPounds + whole[StAlbans].Figures[0].CashPounds).ShouldBe(
                        county.Sum() + one.Sum() + other.Sum()
                    );
                    whole[Hertsmere]
                        .Figures[0]
                        .CashPounds.ShouldBe(lines.Sum(line => harmonised.Series(Scopes.Find(line.Id)!)[Hertsmere].Figures[0].CashPounds));
                }
            );

    [Fact]
    public void England_changed_by_the_same_on_both_tiers_when_everyone_filed() =>
        Gen.Select(Gen.Int[1_000, 900_000_000].Array[Everyone.Length], Gen.Int[1_000, 900_000_000].Array[Everyone.Length])
            .Sample(
                (before, after) =>
                {
                    Filing[] Filings(int[] pounds) =>
                        [.. Everyone.Select((authority, i) => Filing(authority.Authority, authority.Class, Cell.Of(pounds[i], "A1")))];
                    PooledChange? England(AreaMap map, Func<Filing[], IReadOnlyDictionary<AreaCode, AreaSeries>> series)
                    {
                        var (from, to) = (series(Filings(before)), series(Filings(after)));
                        var both = from.ToDictionary(
                            own => own.Key,
                            own => new AreaSeries(own.Key, [own.Value.Figures[0], to[own.Key].Figures[0] with { Year = Council.EndYear }])
                        );
                        // One pound in each place's name: the areas of both maps have the same residents together.
                        YearFactors Frame(FinancialYear year) =>
                            new(
                                year,
                                1,
                                2019,
                                map.Areas.ToDictionary(
                                        area => area.Code,
                                        area => (long)Everyone.Count(authority => Where(map, authority.Authority) == area.Code)
                                    )
                                    .Where(pair => pair.Value > 0)
                                    .ToDictionary()
                            );
                        return Comparison
                            .Of(
                                Support.England.Query(Measure.Real, Libraries),
                                map.Areas,
                                both,
                                Frame(Council.BaseYear),
                                Frame(Council.EndYear),
                                map.Areas.ToDictionary(area => area.Code, _ => 20.0)
                            )
                            .England;
                    }

                    var upperMap = AreaMap.From(SyntheticMap.WithDorset, SyntheticMap.RegisterWithDorset, []);
                    var upper = England(
                            upperMap,
                            filings => Harmonisation.Of([Edition(filings)], upperMap, upperMap.Counties).Series(Libraries)
                        )
                        .ShouldNotBeNull();
                    var lower = England(SyntheticMap.LowerTier, Series).ShouldNotBeNull();

                    lower.From.ShouldBe(upper.From, 1e-6 * Math.Abs(upper.From));
                    lower.ChangePercent!.Value.ShouldBe(upper.ChangePercent!.Value, 1e-9);
                }
            );

    private static AreaCode? Where(AreaMap map, string authority) => map.AreaOf(new AuthorityCode(authority));

    private static decimal Upper(Filing[] filings)
    {
        var map = AreaMap.From(SyntheticMap.WithDorset, SyntheticMap.RegisterWithDorset, []);
        return Harmonisation
            .Of([Edition(filings)], map, map.Counties)
            .Series(Libraries)
            .Values.Sum(own => own.Figures.Single().CashPounds ?? 0);
    }

    private static AreaFigure Figure(AreaCode area, params Filing[] filings) => Series(filings)[area].Figures.ShouldHaveSingleItem();

    private static IReadOnlyDictionary<AreaCode, AreaSeries> Series(Filing[] filings) =>
        Harmonisation.Of([Edition(filings)], SyntheticMap.LowerTier, Counties).Series(Libraries);

    private static RevenueReturn Edition(params Filing[] filings) => new(Return.Budget, Year, "RA", filings, new Dictionary<Line, Cell>());

    private static Filing County(string authority, decimal pounds) => Filing(authority, AuthorityClass.ShireCounty, Cell.Of(pounds, "A1"));

    private static Filing District(string authority, decimal pounds) =>
        Filing(authority, AuthorityClass.ShireDistrict, Cell.Of(pounds, "A1"));

    private static Filing Filing(string authority, AuthorityClass @class, Cell cell) =>
        new(new AuthorityCode(authority), null, authority, @class, new Dictionary<Line, Cell> { [Lines.Libraries] = cell });
}
