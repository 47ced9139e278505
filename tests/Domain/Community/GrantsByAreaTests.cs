using BudgetWatch.Domain.Community;
using BudgetWatch.Domain.Tests.Support;

namespace BudgetWatch.Domain.Tests.Community;

public class GrantsByAreaTests
{
    private static readonly PopulationSeries People = new(
        [
            Population.PopulationSeriesTests.Vintage(
                2019,
                ("E06000001", [(2018, 1_000)]),
                ("E07000240", [(2018, 2_000)]),
                ("E07000098", [(2018, 3_000)]),
                ("E06000060", [(2018, 4_000)]),
                ("E08000037", [(2018, 5_000)])
            ),
        ],
        SyntheticMap.Map
    );

    private static readonly GrantsByArea Grants = GrantsByArea
        .Of(Edition(("E06000001", 500), ("E07000100", 1_500), ("E07000004", 800), ("E08000020", 50)), SyntheticMap.Map, People)
        .ShouldNotBeNull();

    [Fact]
    public void Districts_are_summed_to_their_area_and_divided_by_residents()
    {
        (Grants.MidYear, Grants.PopulationVintage).ShouldBe((2018, 2019));
        Of("E06000001").PerHead.ShouldBe(0.5);
        Of("E06000060").Pounds.ShouldBe(800);
        Of("E08000037").PerHead.ShouldBe(0.01);
        Grants.Areas.Sum(area => area.Pounds ?? 0).ShouldBe(2_850);
    }

    [Fact]
    public void A_district_the_file_does_not_have_adds_nothing_and_is_named()
    {
        // Hertfordshire is St Albans, in the file by its old code, and Hertsmere.
        var hertfordshire = Of("E10000015");
        hertfordshire.Pounds.ShouldBe(1_500);
        hertfordshire.PerHead.ShouldBe(0.3);
        hertfordshire.Without.ShouldBe([new GssCode("E07000098")]);

        // Buckinghamshire is not named for itself: Aylesbury Vale is in the file, Chiltern is not.
        Of("E06000060").Without.ShouldBe([new GssCode("E07000005")]);
        Of("E08000037").Without.ShouldBeEmpty();
    }

    [Fact]
    public void An_area_of_which_the_file_has_no_district_is_missing_and_not_0()
    {
        var middlesbrough = Of("E06000002");
        middlesbrough.Pounds.ShouldBeNull();
        middlesbrough.PerHead.ShouldBeNull();
        Grants.PerHead.Has(new AreaCode("E06000002")).ShouldBeFalse();
        Grants.PerHead.Values.Count.ShouldBe(4);
    }

    [Fact]
    public void Pounds_are_written_to_the_penny_however_the_file_writes_them()
    {
        string Pounds(decimal published) =>
            GrantsByArea
                .Of(Edition(("E06000001", published)), SyntheticMap.Map, People)!
                .Areas.Single(area => area.Area == new AreaCode("E06000001"))
                .Pounds!.Value.ToString(System.Globalization.CultureInfo.InvariantCulture);

        Pounds(3.3m).ShouldBe("3.30");
        Pounds(3.30m).ShouldBe("3.30");
    }

    [Fact]
    public void A_district_of_no_area_is_told() =>
        GrantsByArea
            .Unplaced(Edition(("E06000001", 1), ("E07009999", 2)), SyntheticMap.Map)
            .ShouldHaveSingleItem()
            .Place.ShouldBe(new GssCode("E07009999"));

    [Fact]
    public void A_period_that_does_not_end_in_a_year_has_no_residents_to_divide_by() =>
        GrantsByArea.Of(Edition() with { Period = "once upon a time" }, SyntheticMap.Map, People).ShouldBeNull();

    private static AreaGrants Of(string area) => Grants.Areas.Single(own => own.Area == new AreaCode(area));

    private static GrantsByDistrict Edition(params (string Place, decimal Pounds)[] districts) =>
        new("", "to 2018-19", [.. districts.Select(district => new DistrictGrants(new(district.Place), "", district.Pounds, 1, "A1"))]);
}
