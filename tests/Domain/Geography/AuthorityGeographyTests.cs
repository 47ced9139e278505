using BudgetWatch.Domain.Tests.Population;
using BudgetWatch.Domain.Tests.Support;

namespace BudgetWatch.Domain.Tests.Geography;

public class AuthorityGeographyTests
{
    private static readonly Scope Libraries = Scopes.Find("libraries")!;

    /// <summary>2010: two tiers everywhere. 2019: Dorset is reorganised. St Albans states the code of either year.</summary>
    private static readonly RevenueReturn[] Editions =
    [
        Edition(
            2010,
            Filing("E1920", AuthorityClass.ShireCounty),
            Filing("E1936", AuthorityClass.ShireDistrict) with
            {
                Place = new GssCode("E07000100"),
            },
            Filing("E1935", AuthorityClass.ShireDistrict),
            Filing("E1221", AuthorityClass.ShireCounty),
            Filing("E1232", AuthorityClass.ShireDistrict),
            Filing("E1202", AuthorityClass.UnitaryAuthority),
            Filing("E0701", AuthorityClass.UnitaryAuthority),
            Filing("E1237", AuthorityClass.ShireDistrict),
            Filing("E0831", AuthorityClass.ShireDistrict),
            Filing("E6120", AuthorityClass.Other)
        ),
        Edition(
            2019,
            Filing("E1920", AuthorityClass.ShireCounty),
            Filing("E1936", AuthorityClass.ShireDistrict) with
            {
                Place = new GssCode("E07000240"),
            },
            Filing("E1935", AuthorityClass.ShireDistrict),
            Filing("E1204", AuthorityClass.UnitaryAuthority),
            Filing("E1203", AuthorityClass.UnitaryAuthority),
            Filing("E0701", AuthorityClass.UnitaryAuthority)
        ),
    ];

    private static readonly AreaMap Map = AreaMap.OfAuthorities(
        SyntheticMap.WithDorset,
        SyntheticMap.RegisterWithDorset,
        [.. Editions.SelectMany(edition => edition.Filings)]
    );

    [Fact]
    public void Every_principal_authority_is_an_area_by_ONS_code_or_E_code() =>
        Map
            .Areas.Select(area => $"{area.Code} {area.Class?.Id()}")
            .ShouldBe([
                "E06000001 UA",
                "E06000028 UA",
                "E06000058 UA",
                "E06000059 UA",
                "E07000048 SD",
                "E07000098 SD",
                "E07000240 SD",
                "E0831 SD",
                "E10000009 SC",
                "E10000015 SC",
                "E1237 SD",
            ]);

    [Fact]
    public void A_code_that_changed_without_the_shape_is_one_area()
    {
        Map.AreaOf(new GssCode("E07000100")).ShouldBe(new AreaCode("E07000240"));
        Years("E07000240").ShouldBe([2010, 2019]);
    }

    [Fact]
    public void An_authority_has_what_itself_filed_in_the_years_in_which_it_filed()
    {
        var series = Harmonisation.Of(Editions, Map, []).Series(Libraries);

        series[new AreaCode("E10000015")].Figures.Select(figure => figure.CashPounds).ShouldBe([1920, 1920]);
        series[new AreaCode("E07000098")].Figures.ShouldAllBe(figure => figure.CashPounds == 1935 && !figure.Allocated);
        Years("E07000048").ShouldBe([2010]);
        Years("E06000058").ShouldBe([2019]);
        Years("E0831").ShouldBe([2010]);
    }

    [Fact]
    public void An_authority_of_no_known_place_is_in_the_region_of_those_of_its_number()
    {
        Map.Areas.Single(area => area.Code.Value == "E1237").Region.ShouldBe("South West");
        Map.Areas.Single(area => area.Code.Value == "E10000009").Region.ShouldBe("South West");
        Map.Areas.Single(area => area.Code.Value == "E0831")
            .ShouldSatisfyAllConditions(
                area => area.Name.ShouldBe("Caradon"),
                area => area.Region.ShouldBe(""),
                area => area.Members.ShouldBeEmpty()
            );
    }

    [Fact]
    public void Authorities_are_compared_within_their_class_without_the_reorganised()
    {
        var districts = Compare(AuthorityClass.ShireDistrict);
        districts.Areas.Select(area => area.Area.Code.Value).ShouldBe(["E07000098", "E07000240"], ignoreOrder: true);
        districts
            .Excluded.Select(area => $"{area.Area.Code}: {area.Reason}")
            .ShouldBe([
                "E07000048: reorganised: it filed in 2010-11 and no longer in 2019-20; it is in E06000058 Bournemouth, Christchurch and Poole now",
                "E0831: reorganised: it filed in 2010-11 and no longer in 2019-20: abolished in April 2009; one unitary council took the county's and the districts' place",
                "E1237: reorganised: it filed in 2010-11 and no longer in 2019-20",
            ]);

        var counties = Compare(AuthorityClass.ShireCounty);
        counties.Areas.ShouldHaveSingleItem().Area.Code.Value.ShouldBe("E10000015");
        counties
            .Excluded.ShouldHaveSingleItem()
            .Reason.Because.ShouldEndWith("it is in E06000058 Bournemouth, Christchurch and Poole and E06000059 Dorset now");

        Compare(AuthorityClass.UnitaryAuthority)
            .Excluded.Select(area => $"{area.Area.Code}: {area.Reason}")
            .ShouldBe([
                "E06000028: reorganised: it filed in 2010-11 and no longer in 2019-20; it is in E06000058 Bournemouth, Christchurch and Poole now",
                "E06000058: reorganised: it filed in 2019-20 and not yet in 2010-11; it took in E06000028 Bournemouth, E07000048 Christchurch",
                "E06000059: reorganised: it filed in 2019-20 and not yet in 2010-11; it took in E10000009 Dorset County",
            ]);
    }

    [Fact]
    public void An_authority_that_filed_in_neither_year_is_no_part_of_the_question() =>
        Compare(AuthorityClass.MetropolitanDistrict)
            .ShouldSatisfyAllConditions(answer => answer.Areas.ShouldBeEmpty(), answer => answer.Excluded.ShouldBeEmpty());

    [Fact]
    public void Residents_of_a_year_are_from_the_one_vintage_that_has_the_most_of_those_who_filed()
    {
        var old = PopulationSeriesTests.Vintage(
            2015,
            ("E06000001", [(2010, 91)]),
            ("E07000048", [(2010, 47)]),
            ("E07000098", [(2010, 99)]),
            ("E07000100", [(2010, 140)])
        );
        var @new = PopulationSeriesTests.Vintage(2019, ("E06000001", [(2010, 90), (2019, 93)]), ("E07000098", [(2010, 98), (2019, 104)]));
        var people = new AuthorityPopulation([old, @new], Map.Counties);
        AreaCode[] filed = [new("E06000001"), new("E07000048"), new("E07000098"), new("E07000240"), new("E10000015")];

        var (vintage, residents) = people.Of(filed, 2010);

        vintage.ShouldBe(2015);
        residents
            .Select(pair => $"{pair.Key} {pair.Value}")
            .ShouldBe(["E06000001 91", "E07000048 47", "E07000098 99", "E07000240 140", "E10000015 239"]);
        people.Of(filed, 2019).Vintage.ShouldBe(2019);
        people.Of(filed, 2019).People.Keys.Select(area => area.Value).ShouldBe(["E06000001", "E07000098"]);
        people.Of(filed, 2001).Vintage.ShouldBeNull();
    }

    [Fact]
    public void Of_vintages_with_as_many_the_newest_counts() =>
        new AuthorityPopulation(
            [
                PopulationSeriesTests.Vintage(2015, ("E06000001", [(2010, 91)])),
                PopulationSeriesTests.Vintage(2019, ("E06000001", [(2010, 90)])),
            ],
            []
        )
            .Of([new AreaCode("E06000001")], 2010)
            .Vintage.ShouldBe(2019);

    [Fact]
    public void A_published_table_counts_before_a_selection_that_has_more() =>
        new AuthorityPopulation(
            [
                PopulationSeriesTests.Vintage(2015, ("E06000001", [(2010, 91)])),
                PopulationSeriesTests.Vintage(2021, ("E06000001", [(2010, 90)]), ("E07000048", [(2010, 47)])) with
                {
                    IsSelection = true,
                },
            ],
            []
        )
            .Of([new AreaCode("E06000001"), new AreaCode("E07000048")], 2010)
            .Vintage.ShouldBe(2015);

    private static IEnumerable<int> Years(string area) =>
        Harmonisation.Of(Editions, Map, []).Series(Libraries)[new AreaCode(area)].Figures.Select(figure => figure.Year.StartYear);

    private static Comparison Compare(AuthorityClass @class)
    {
        var harmonised = new Dictionary<Return, HarmonisedReturn> { [Return.Budget] = Harmonisation.Of(Editions, Map, []) };
        YearFactors Frame(FinancialYear year) => new(year, 1, 2019, Map.Areas.ToDictionary(area => area.Code, _ => 1000L));
        return new GeographyFigures(
            GeographyKind.Authority,
            Map.Areas,
            new Dictionary<FinancialYear, YearFactors>
            {
                [Council.BaseYear] = Frame(Council.BaseYear),
                [Council.EndYear] = Frame(Council.EndYear),
            },
            new SeriesDictionary(harmonised),
            new Dictionary<int, IReadOnlyDictionary<AreaCode, double>> { [2019] = Map.Areas.ToDictionary(area => area.Code, _ => 20.0) },
            []
        )
        {
            Counties = Map.Counties,
        }.Compare(England.Query(scope: Libraries) with { Geography = GeographyKind.Authority, Class = @class });
    }

    private static RevenueReturn Edition(int year, params Filing[] filings) =>
        new(Return.Budget, new FinancialYear(year), "RA", filings, new Dictionary<Line, Cell>());

    /// <summary>An authority that filed as many pounds as its E-code has.</summary>
    private static Filing Filing(string authority, AuthorityClass @class) =>
        new(
            new AuthorityCode(authority),
            null,
            authority,
            @class,
            new Dictionary<Line, Cell>
            {
                [Lines.Libraries] = Cell.Of(int.Parse(authority.AsSpan(1), System.Globalization.CultureInfo.InvariantCulture), "A1"),
            }
        );
}
