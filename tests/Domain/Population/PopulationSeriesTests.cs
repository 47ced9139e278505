using BudgetWatch.Domain.Tests.Support;

namespace BudgetWatch.Domain.Tests.Population;

public class PopulationSeriesTests
{
    private static readonly AreaCode Hartlepool = new("E06000001");
    private static readonly AreaCode Hertfordshire = new("E10000015");
    private static readonly AreaCode Cumbria = new("X-CUMBRIA");

    private static readonly PopulationEstimates Old = Vintage(
        2019,
        ("E06000001", [(2010, 91_000), (2019, 93_000)]),
        ("E07000100", [(2010, 140_000), (2019, 148_000)]),
        ("E07000098", [(2010, 100_000), (2019, 104_000)]),
        ("E10000015", [(2010, 240_000), (2019, 252_000)]),
        ("E07000026", [(2010, 96_000), (2019, 97_000)]),
        ("E07000027", [(2010, 70_000), (2019, 67_000)]),
        ("E12000001", [(2010, 2_600_000), (2019, 2_670_000)]),
        ("W06000015", [(2010, 346_000), (2019, 367_000)])
    );

    private static readonly PopulationEstimates New = Vintage(
        2022,
        ("E06000001", [(2019, 92_400), (2022, 93_800)]),
        ("E07000240", [(2019, 148_300), (2022, 148_500)]),
        ("E07000098", [(2019, 107_700), (2022, 108_100)]),
        ("E06000063", [(2019, 273_000), (2022, 275_400)]),
        ("E06000064", [(2019, 226_000), (2022, 226_600)])
    );

    private static readonly PopulationSeries Series = new([Old, New], SyntheticMap.Map);

    [Fact]
    public void A_year_comes_from_the_newest_vintage_that_has_it()
    {
        Series.VintageOf(2010).ShouldBe(2019);
        Series.VintageOf(2019).ShouldBe(2022);
        Series.VintageOf(2022).ShouldBe(2022);
        Series.Of(Hartlepool, 2010).ShouldBe(91_000);
        Series.Of(Hartlepool, 2019).ShouldBe(92_400);
    }

    [Fact]
    public void The_order_of_the_vintages_does_not_matter()
    {
        var reversed = new PopulationSeries([New, Old], SyntheticMap.Map);

        reversed.VintageOf(2019).ShouldBe(2022);
        reversed.Of(Hartlepool, 2019).ShouldBe(92_400);
    }

    [Fact]
    public void A_county_is_the_sum_of_its_districts_and_not_counted_again_itself()
    {
        Series.Of(Hertfordshire, 2010).ShouldBe(240_000);
        Series.Of(Hertfordshire, 2019).ShouldBe(256_000);
    }

    [Fact]
    public void The_parts_of_a_split_county_are_summed_in_the_codes_of_either_vintage()
    {
        Series.Of(Cumbria, 2010).ShouldBe(166_000);
        Series.Of(Cumbria, 2019).ShouldBe(499_000);
    }

    [Fact]
    public void What_nobody_estimated_is_unknown_and_never_0()
    {
        Series.VintageOf(2015).ShouldBeNull();
        Series.Of(Hartlepool, 2015).ShouldBeNull();
        Series.Of(new AreaCode("E06000002"), 2010).ShouldBeNull();
        Series.Of([new GssCode("E06000001"), new GssCode("E06000002")], 2010).ShouldBeNull();
    }

    [Fact]
    public void A_place_is_found_under_either_code_of_its_shape()
    {
        Series.Of([new GssCode("E07000240")], 2010).ShouldBe([140_000]);
        Series.Of([new GssCode("E07000100")], 2019).ShouldBe([148_300]);
        Series.Of([new GssCode("E10000015")], 2010).ShouldBe([240_000]);
    }

    [Fact]
    public void Places_of_an_old_map_are_weighed_by_the_newest_vintage_that_has_them_all()
    {
        // Allerdale and Copeland are in the old vintage only; Hartlepool is in both, but two vintages are never put on one scale.
        Series.Of([new GssCode("E07000026"), new GssCode("E07000027")], 2019).ShouldBe([97_000, 67_000]);
        Series.Of([new GssCode("E06000001"), new GssCode("E07000026")], 2019).ShouldBe([93_000, 97_000]);
        Series.Of([new GssCode("E06000001"), new GssCode("E06000063")], 2019).ShouldBe([92_400, 273_000]);
        Series.Of([new GssCode("E06000063"), new GssCode("E07000026")], 2019).ShouldBeNull();
    }

    [Fact]
    public void A_newer_answer_with_one_year_or_with_holes_does_not_shadow_a_fuller_vintage()
    {
        var oneYear = Vintage(2024, ("E06000001", [(2024, 95_000)]));
        var withHoles = Vintage(2023, ("E06000001", [(2010, 1), (2023, 94_500)]), ("E07000026", []));
        var series = new PopulationSeries([oneYear, withHoles, Old, New], SyntheticMap.Map);

        (series.VintageOf(2010), series.VintageOf(2019), series.VintageOf(2024)).ShouldBe((2019, 2022, 2024));
        series.Of(Hartlepool, 2010).ShouldBe(91_000);
        series.LastMidYear.ShouldBe(2024);
    }

    [Fact]
    public void An_area_is_unknown_where_one_of_its_districts_is()
    {
        var series = new PopulationSeries(
            [Vintage(2023, ("E06000001", [(2023, 94_500)]), ("E06000063", [(2023, 276_000)]), ("E06000064", []))],
            SyntheticMap.Map
        );

        series.Of(Hartlepool, 2023).ShouldBe(94_500);
        series.Of(Cumbria, 2023).ShouldBeNull();
    }

    [Fact]
    public void People_of_all_areas_are_the_people_of_all_English_districts() =>
        SyntheticMap.Map.Areas.Sum(area => Series.Of(area.Code, 2010) ?? 0).ShouldBe(91_000 + 140_000 + 100_000 + 96_000 + 70_000);

    internal static PopulationEstimates Vintage(int vintage, params (string Place, (int Year, long People)[] Years)[] places) =>
        new(
            vintage,
            "sheet",
            [
                .. places.Select(place => new PlacePopulation(
                    new GssCode(place.Place),
                    place.Place,
                    place.Years.ToDictionary(year => year.Year, year => year.People)
                )),
            ]
        );
}
