using System.Collections.Immutable;
using BudgetWatch.Domain.Community;
using BudgetWatch.Domain.Tests.Support;

namespace BudgetWatch.Domain.Tests.Community;

/// <summary>Charities of areas on the made-up map, each planted and counted by hand.</summary>
public class CharitiesByAreaTests
{
    private static readonly GssCode Cumbria = new("E10000006");
    private static readonly GssCode Cumberland = new("E06000063");
    private static readonly GssCode Hartlepool = new("E06000001");
    private static readonly GssCode Middlesbrough = new("E06000002");
    private static readonly GssCode[] Places = [Cumbria, Cumberland, Hartlepool, Middlesbrough];

    private static readonly PopulationSeries People = new(
        [
            Population.PopulationSeriesTests.Vintage(
                2019,
                ("E06000001", [(2010, 2_000), (2018, 2_500)]),
                ("E06000002", [(2010, 1_000), (2018, 1_250)]),
                ("E07000026", [(2010, 3_000), (2018, 3_000)]),
                ("E07000027", [(2010, 1_000), (2018, 1_000)])
            ),
        ],
        SyntheticMap.Map
    );

    [Fact]
    public void Charities_are_counted_per_resident_in_mid_2010()
    {
        var charities = Of([
            new(1, [2]),
            new(2, [2, 3]),
            new(3, [2]) { Registered = Day(2010, 7, 1) },
            new(4, [2]) { Removed = Day(2010, 6, 30) },
            new(5, [2]) { Removed = Day(2010, 7, 1) },
        ]);

        (charities.On, charities.MidYear).ShouldBe((new DateOnly(2010, 6, 30), 2010));
        Area(charities, Hartlepool).Charities.ShouldBe(3);
        Area(charities, Middlesbrough).Charities.ShouldBe(1);
        var component = Component(charities, "charity-reach-per-1000");
        component.Values[new AreaCode(Hartlepool.Value)].ShouldBe(1.5);
        component.Values[new AreaCode(Middlesbrough.Value)].ShouldBe(1);
        component.Sizes[new AreaCode(Hartlepool.Value)].ShouldBe(2_000);
        component.Biases.ShouldNotContain(CapacityBias.NotThen);
    }

    [Fact]
    public void A_charity_that_names_a_county_and_one_of_the_councils_it_became_counts_once_in_their_area()
    {
        var charities = Of([new(1, [0, 1]) { Income = 900 }, new(2, [1, 2]) { Income = 100 }]);

        var cumbria = charities.Areas.Single(area => area.Area.Value == "X-CUMBRIA");
        (cumbria.Charities, cumbria.People, cumbria.Income).ShouldBe((2, 4_000, 950m));
        Area(charities, Hartlepool).Income.ShouldBe(50m);
        charities.Areas.Count.ShouldBe(3);
    }

    [Fact]
    public void An_area_no_charity_can_name_is_missing_and_one_that_none_names_has_none()
    {
        var charities = Of([new(1, [2])]);

        charities.Areas.ShouldNotContain(area => area.Area.Value == "E10000015");
        Area(charities, Middlesbrough).Charities.ShouldBe(0);
    }

    [Fact]
    public void An_area_of_which_one_authority_is_never_named_is_missing_rather_than_too_low()
    {
        var tables = Tables([new(1, [0])], null);

        var charities = CharitiesByArea.Of(
            tables with
            {
                Areas = tables.Areas with { Places = [Cumberland, Hartlepool] },
            },
            SyntheticMap.Map,
            People
        );

        charities.Areas.Select(area => area.Area.Value).ShouldBe([Hartlepool.Value]);
    }

    [Fact]
    public void Charities_are_at_home_in_the_area_of_their_postcode_and_serve_those_they_name()
    {
        // The list: TS24 is Hartlepool, TS1 Middlesbrough.
        var charities = Of(
            [
                new(1, [2]) { Postcode = "TS24 8AA" },
                new(2, [2]) { Postcode = "TS1 2AA" },
                new(3, [2, 3]) { Postcode = "TS1 2AB" },
                new(4, [2]) { Postcode = "CF10 1AA" },
            ],
            postcodes: List("E06000001", "E06000002")
        );

        charities.AtHome.ShouldBe(new RegisterCoverage(4, 4));
        (Area(charities, Hartlepool).AtHome, Area(charities, Hartlepool).Charities).ShouldBe((1, 4));
        (Area(charities, Middlesbrough).AtHome, Area(charities, Middlesbrough).Charities).ShouldBe((2, 1));
        charities.Areas.Single(area => area.Area.Value == "X-CUMBRIA").AtHome.ShouldBeNull();
        Component(charities, "charities-per-1000").Values[new AreaCode(Middlesbrough.Value)].ShouldBe(2);
        Component(charities, "charity-reach-per-1000").Values[new AreaCode(Middlesbrough.Value)].ShouldBe(1);
    }

    [Fact]
    public void Where_postcodes_are_not_known_or_districts_are_strange_nobody_is_counted_by_them()
    {
        string Reason(CharitiesByArea charities) =>
            CharityComponents.Of(charities).Missing.Single(component => component.Id == "charities-per-1000").Reason;

        Reason(Of([new(1, [2])])).ShouldBe("BudgetWatch has not loaded the list of postcodes");
        Reason(Of([new(1, [2]) { Postcode = "TS24 8AA" }, new(2, [2])], postcodes: List("E06000001", "E06000002")))
            .ShouldBe("of 2 charities on 30 June 2010 the postcode of 1 is known, 50% where 80% are needed");
        Reason(Of([new(1, [2]) { Postcode = "TS24 8AA" }], postcodes: List("E06000001", "E06000999")))
            .ShouldBe("the list of postcodes has districts that are in no area here: E06000999");
    }

    [Fact]
    public void Income_is_of_the_first_year_for_which_half_of_the_charities_state_one()
    {
        // One of three states an income for 2017-18, two for 2018-19.
        var charities = Of([
            new(1, [2]) { Incomes = [(Day(2017, 12, 31), 10), (Day(2018, 12, 31), 500)] },
            new(2, [2]) { Incomes = [(Day(2018, 12, 31), 2_000)] },
            new(3, [3]) { Incomes = [] },
        ]);

        (charities.IncomeYear, charities.IncomeMidYear).ShouldBe((FinancialYear.Parse("2018-19"), 2018));
        var hartlepool = Area(charities, Hartlepool);
        (hartlepool.Income, hartlepool.IncomeStated, hartlepool.IncomeSilent, hartlepool.IncomePeople).ShouldBe((2_500m, 2, 0, 2_500));
        var component = Component(charities, "charity-income-per-head");
        component.Values.ShouldHaveSingleItem().ShouldBe(new(new AreaCode(Hartlepool.Value), 1));
        component.Biases.ShouldContain(CapacityBias.NotThen);
    }

    [Fact]
    public void Survival_is_the_share_of_those_of_five_years_before_and_rests_on_their_number()
    {
        var charities = Of([
            new(1, [2]),
            new(2, [2]) { Removed = Day(2009, 1, 1) },
            new(3, [2]) { Removed = Day(2005, 6, 30) },
            new(4, [2]) { Registered = Day(2006, 1, 1) },
            new(5, [2]) { Removed = Day(2010, 7, 1) },
            new(6, [2]),
        ]);

        var hartlepool = Area(charities, Hartlepool);
        (hartlepool.Earlier, hartlepool.Survived).ShouldBe((4, 3));
        var component = Component(charities, "charity-survival");
        component.Values[new AreaCode(Hartlepool.Value)].ShouldBe(75);
        (component.Sizes[new AreaCode(Hartlepool.Value)], component.SizeUnit).ShouldBe((4, "charities"));
        component.Has(new AreaCode(Middlesbrough.Value)).ShouldBeFalse();
    }

    [Fact]
    public void A_register_that_keeps_no_areas_of_the_removed_tells_nothing_of_the_past()
    {
        // Four of ten on the register at the baseline are gone, and no one knows where they were.
        var charities = Of(
            [
                .. Enumerable.Range(1, 6).Select(n => new Made(n, [2])),
                .. Enumerable.Range(7, 4).Select(n => new Made(n, []) { Removed = Day(2015, 1, 1) }),
            ],
            extracted: new DateOnly(2018, 3, 1)
        );

        (charities.On, charities.Coverage).ShouldBe((new DateOnly(2018, 3, 1), new RegisterCoverage(6, 6)));
        Component(charities, "charity-reach-per-1000").Biases.ShouldContain(CapacityBias.NotThen);
        charities.Removed.ShouldBe(new RegisterCoverage(4, 0));
        var missing = CharityComponents.Of(charities).Missing.Single(component => component.Id == "charity-survival");
        missing.Reason.ShouldBe(
            "of 4 charities removed in the five years to 1 March 2018 0 say where they operate, 0% where 80% are needed"
        );
    }

    [Fact]
    public void Residents_are_of_the_last_mid_year_that_is_estimated_where_the_register_is_newer()
    {
        var charities = Of([new(1, [2]), new(2, []) { Removed = Day(2015, 1, 1) }], extracted: new DateOnly(2020, 3, 1));

        charities.MidYear.ShouldBe(2018);
        Area(charities, Hartlepool).People.ShouldBe(2_500);
        Component(charities, "charity-reach-per-1000").Period.ShouldBe("on 1 March 2020; residents of mid-2018");
    }

    [Fact]
    public void What_is_not_at_hand_is_a_missing_component_with_its_reason()
    {
        string[] Ids(IEnumerable<MissingComponent> missing) => [.. missing.Select(component => component.Id)];

        var nothing = CapacityComponents.Of(null, null, null);
        nothing.Available.ShouldBeEmpty();
        Ids(nothing.Missing)
            .ShouldBe([
                "charities-per-1000",
                "charity-reach-per-1000",
                "charity-income-per-head",
                "charity-survival",
                "grants-per-head",
                "volunteering",
            ]);
        nothing.Missing.ShouldAllBe(component => component.Reason.Length > 0);

        var charities = CapacityComponents.Of(null, Of([new(1, [2]) { Incomes = [] }]), null);
        charities.Available.Select(component => component.Id).ShouldBe(["charity-reach-per-1000", "charity-survival"]);
        Ids(charities.Missing).ShouldBe(["charities-per-1000", "charity-income-per-head", "grants-per-head", "volunteering"]);
    }

    [Fact]
    public void Authorities_that_lead_to_no_area_are_named()
    {
        var tables = Tables([new(1, [2])], null);

        CharitiesByArea.Unplaced(tables, SyntheticMap.Map).ShouldBeEmpty();
        CharitiesByArea
            .Unplaced(tables with { Areas = tables.Areas with { Places = [new GssCode("E06000999"), Hartlepool] } }, SyntheticMap.Map)
            .ShouldBe([new GssCode("E06000999")]);
    }

    private static DateOnly Day(int year, int month, int day) => new(year, month, day);

    private static AreaCharities Area(CharitiesByArea charities, GssCode place) =>
        charities.Areas.Single(area => area.Area.Value == place.Value);

    private static CapacityComponent Component(CharitiesByArea charities, string id) =>
        CharityComponents.Of(charities).Available.Single(component => component.Id == id);

    private static CharitiesByArea Of(Made[] made, DateOnly? extracted = null, PostcodeDistricts? postcodes = null) =>
        CharitiesByArea.Of(Tables(made, extracted) with { Postcodes = postcodes }, SyntheticMap.Map, People);

    private static PostcodeDistricts List(string hartlepool, string middlesbrough) =>
        PostcodeDistricts.Of(
            202_602,
            [new GssCode(hartlepool), new GssCode(middlesbrough)],
            [
                .. new[] { ("CF10 1AA", PostcodeDistricts.Elsewhere), ("TS24 8AA", 0), ("TS1 2AA", 1), ("TS1 2AB", 1) }
                    .Select(own => (Packed(own.Item1), own.Item2))
                    .OrderBy(own => own.Item1.Packed),
            ]
        );

    private static Postcode Packed(string text) =>
        Postcode.TryParse(text, out var postcode) ? postcode : throw new ArgumentException("No postcode.", nameof(text));

    private static CharityTables Tables(Made[] made, DateOnly? extracted) =>
        new(
            new CharityRecords(
                extracted,
                [.. made.Select(charity => charity.Number)],
                [.. made.Select(charity => charity.Registered.DayNumber)],
                [.. made.Select(charity => charity.Removed?.DayNumber ?? CharityRecords.Never)],
                [.. made.Select(_ => 0)],
                [.. made.Select(_ => CharityRecords.NotKnown)],
                [.. made.Select(charity => charity.Postcode is { } text ? Packed(text).Packed : CharityRecords.NotKnownPostcode)]
            ),
            new CharityAreas(
                extracted,
                Places,
                [.. made.SelectMany(charity => charity.Areas.Select(_ => charity.Number))],
                [.. made.SelectMany(charity => charity.Areas)]
            ),
            new CharityThemes(extracted, [], []),
            new CharityIncomes(
                extracted,
                [.. made.SelectMany(charity => charity.Accounts.Select(_ => charity.Number))],
                [.. made.SelectMany(charity => charity.Accounts.Select(year => year.End.DayNumber))],
                [.. made.SelectMany(charity => charity.Accounts.Select(year => year.Pounds))]
            )
        );

    private sealed record Made(int Number, ImmutableArray<int> Areas)
    {
        public DateOnly Registered { get; init; } = Day(2000, 1, 1);

        public DateOnly? Removed { get; init; }

        public string? Postcode { get; init; }

        public int Income { get; init; } = 100;

        public (DateOnly End, int Pounds)[]? Incomes { get; init; }

        public (DateOnly End, int Pounds)[] Accounts => Incomes ?? [(Day(2010, 12, 31), Income)];
    }
}
