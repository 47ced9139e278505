using BudgetWatch.Domain.Community;
using BudgetWatch.Domain.Tests.Support;

namespace BudgetWatch.Domain.Tests.Community;

/// <summary>Means of three years of grants on the small map, worked by hand.</summary>
public class GrantsByYearTests
{
    private static readonly FinancialYear Base = new(2010);

    private static readonly PopulationSeries People = new(
        [
            Population.PopulationSeriesTests.Vintage(
                2019,
                [
                    .. ((string[])["E06000001", "E06000002", "E07000240", "E07000098", "E06000060"]).Select(
                        (place, i) => (place, Enumerable.Range(2006, 14).Select(year => (year, 1_000L * (i + 1) + (year - 2000))).ToArray())
                    ),
                ]
            ),
        ],
        SyntheticMap.Map
    );

    private static readonly DeflatorSeries Prices = new(
        "deflators",
        "made",
        [.. Enumerable.Range(2006, 19).Select(year => new DeflatorYear(new FinancialYear(year), year == 2024 ? 100 : 50, false, "A1"))]
    );

    [Fact]
    public void Grants_per_head_is_the_three_year_mean_per_resident()
    {
        var grants = Mean(
            "2007-05-01",
            "2012-01-01",
            ("E06000001", 2007, "A", 50),
            ("E06000001", 2008, "A", 300),
            ("E06000001", 2008, "B", 0.50m),
            ("E06000001", 2009, "A", 600),
            ("E06000001", 2010, "B", 900),
            ("E06000001", 2011, "A", 7_000)
        );

        grants.Period.ShouldBe("2008-09 to 2010-11 (mean of three years, up to the base year)");
        (grants.MidYear, grants.PopulationVintage, grants.IsAtBaseline).ShouldBe((2009, 2019, true));
        var hartlepool = Of(grants, "E06000001");
        (hartlepool.Pounds, hartlepool.Grants, hartlepool.People).ShouldBe((1_800.50m, 4, 1_009));
        hartlepool.PerHead.ShouldNotBeNull().ShouldBe(1_800.50 / 3 / 1_009, 1e-12);
        var component = grants.PerHead;
        (component.Id, component.Period).ShouldBe(("grants-per-head", grants.Period));
        component.Unit.ShouldStartWith("pounds per resident a year");
        component
            .Biases.Select(bias => bias.Id)
            .ShouldBe(["head-offices", "funders-that-publish", "groups-unseen", "funders-aim-at-need", "published-since", "open-licences"]);
    }

    [Fact]
    public void List_that_begins_late_uses_its_first_three_full_years()
    {
        var grants = Mean(
            "2012-06-01",
            "2018-03-31",
            ("E06000001", 2012, "A", 9_999),
            ("E06000001", 2013, "A", 1),
            ("E06000001", 2014, "A", 2),
            ("E06000002", 2015, "A", 3),
            ("E06000001", 2016, "A", 4),
            ("E06000001", 2017, "A", 5)
        );

        grants.Period.ShouldBe("2013-14 to 2015-16 (mean of three years, the first that are covered in full)");
        (grants.MidYear, grants.IsAtBaseline).ShouldBe((2014, false));
        Of(grants, "E06000001").PerHead.ShouldNotBeNull().ShouldBe(3.0 / 3 / 1_014, 1e-12);
        var bias = grants.PerHead.Biases.Single(bias => bias.Id == "not-at-the-baseline");
        bias.ShouldBe(CapacityBias.AfterTheBaseline);
    }

    [Fact]
    public void A_year_without_a_grant_anywhere_is_not_covered()
    {
        var grants = Mean(
            "2006-06-01",
            "2016-05-01",
            ("E06000001", 2006, "A", 1),
            ("E06000001", 2007, "A", 1),
            ("E06000001", 2008, "A", 1),
            ("E06000001", 2010, "A", 1),
            ("E06000001", 2011, "A", 30),
            ("E06000001", 2012, "A", 1),
            ("E06000001", 2013, "A", 1)
        );

        grants.Years.ShouldBe([new(2010), new(2011), new(2012)]);
        Of(grants, "E06000001").PerHead.ShouldNotBeNull().ShouldBe(32.0 / 3 / 1_011, 1e-12);
    }

    [Theory]
    [InlineData("2011-03-30", null, "2008-09 2009-10")]
    [InlineData("2011-03-31", null, "2008-09 2009-10 2010-11")]
    [InlineData("2011-03-01", "2011-03-31", "2008-09 2009-10 2010-11")]
    [InlineData("2030-01-01", "2011-03-30", "2008-09 2009-10")]
    public void A_year_is_covered_in_full_once_it_had_ended_when_the_list_was_made(string last, string? retrieved, string expected)
    {
        var list = MadeYears.Grants(
            "2007-04-01",
            last,
            ("E06000001", 2007, "A", 1),
            ("E06000001", 2008, "A", 1),
            ("E06000001", 2009, "A", 1),
            ("E06000001", 2010, "A", 1)
        );

        var grants = GrantsByYear.Of(
            list with
            {
                Retrieved = retrieved is null ? null : MadeYears.Day(retrieved),
            },
            SyntheticMap.Map,
            People,
            Prices
        );

        string.Join(' ', grants.FullYears).ShouldBe(expected);
    }

    [Fact]
    public void Without_three_years_that_follow_each_other_there_is_no_mean() =>
        GrantsByArea
            .Of(
                GrantsByYear.Of(
                    MadeYears.Grants(
                        "2007-04-01",
                        "2011-03-30",
                        ("E06000001", 2008, "A", 1),
                        ("E06000001", 2009, "A", 1),
                        ("E06000001", 2010, "A", 1)
                    ),
                    SyntheticMap.Map,
                    People,
                    Prices
                ),
                Base
            )
            .ShouldBeNull();

    [Fact]
    public void Districts_and_counties_are_summed_to_areas_through_their_descent_to_the_penny()
    {
        var grants = Mean(
            "2007-05-01",
            "2012-01-01",
            ("E07000100", 2008, "A", 100),
            ("E10000015", 2009, "A", 20.30m),
            ("E07000004", 2009, "B", 5),
            ("E06000001", 2010, "A", 1)
        );

        Of(grants, "E10000015").Pounds.ShouldBe(120.30m);
        Of(grants, "E10000015").Without.ShouldBe([new GssCode("E07000098")]);
        Of(grants, "E06000060").Pounds.ShouldBe(5);
        Of(grants, "E06000002").Pounds.ShouldBeNull();
        grants.PerHead.Has(new AreaCode("E06000002")).ShouldBeFalse();
    }

    [Fact]
    public void Grants_in_places_of_no_area_are_counted_and_too_many_are_told()
    {
        YearlyGrants Made(decimal unplaced) =>
            MadeYears.Grants("2007-05-01", "2012-01-01", ("E06000001", 2008, "A", 990), ("E07009999", 2008, "A", unplaced));

        GrantsByYear.Of(Made(10), SyntheticMap.Map, People, Prices).LeftOut.ShouldBe([new GrantsLeftOut(GrantsLeftOut.NoArea, 1, 10)]);
        GrantsByYear.IsUnderstated(Made(10), SyntheticMap.Map).ShouldBeFalse();
        GrantsByYear.IsUnderstated(Made(10.01m), SyntheticMap.Map).ShouldBeTrue();
    }

    private static GrantsByArea Mean(string first, string last, params (string Place, int Year, string Publisher, decimal Pounds)[] rows) =>
        GrantsByArea.Of(GrantsByYear.Of(MadeYears.Grants(first, last, rows), SyntheticMap.Map, People, Prices), Base).ShouldNotBeNull();

    private static AreaGrants Of(GrantsByArea grants, string area) => grants.Areas.Single(own => own.Area == new AreaCode(area));
}
