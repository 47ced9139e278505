using BudgetWatch.Domain.Tests.Population;
using BudgetWatch.Domain.Tests.Support;
using CsCheck;

namespace BudgetWatch.Domain.Tests.Geography;

public class LowerTierTests
{
    private static readonly County Hertfordshire = County("E10000015");
    private static readonly County Cumbria = County("E10000006");
    private static readonly County Dorset = County("E10000009");

    /// <summary>The map of 2019 for some places, that of 2023 for others, and one that has the districts of Dorset to 2015 alone.</summary>
    private static readonly PopulationSeries People = new(
        [
            PopulationSeriesTests.Vintage(
                2015,
                ("E07000048", [(2010, 47_000), (2015, 49_000)]),
                ("E07000049", [(2010, 87_000), (2015, 88_000)]),
                ("E07000050", [(2010, 66_000), (2015, 70_000)]),
                ("E07000026", [(2010, 1), (2015, 1)]),
                ("E07000027", [(2010, 2), (2015, 2)])
            ),
            PopulationSeriesTests.Vintage(
                2019,
                ("E07000026", [(2010, 96_000), (2015, 97_000), (2017, 97_500)]),
                ("E07000027", [(2010, 70_000), (2015, 68_000), (2017, 67_500)]),
                ("E06000058", [(2010, 370_000), (2015, 390_000), (2017, 392_000)]),
                ("E06000059", [(2010, 360_000), (2015, 370_000), (2017, 374_000)])
            ),
            PopulationSeriesTests.Vintage(
                2023,
                ("E06000058", [(2015, 391_000), (2017, 393_000), (2023, 400_000)]),
                ("E06000059", [(2015, 371_000), (2017, 375_000), (2023, 380_000)]),
                ("E06000063", [(2015, 272_000), (2017, 272_500), (2023, 275_000)]),
                ("E06000064", [(2015, 225_000), (2017, 225_500), (2023, 226_000)])
            ),
        ],
        SyntheticMap.LowerTier
    );

    [Theory]
    [InlineData("E06000001", "E06000001")]
    [InlineData("E07000100", "E07000240")]
    [InlineData("E07000098", "E07000098")]
    [InlineData("E07000004", "E06000060")]
    [InlineData("E10000002", "E06000060")]
    [InlineData("E07000026", "E06000063")]
    [InlineData("E07000048", "E06000058")]
    [InlineData("E08000020", "E08000037")]
    [InlineData("E10000015", null)]
    [InlineData("E10000006", null)]
    [InlineData("E10000009", null)]
    public void A_place_leads_to_the_present_district_or_single_tier_council_and_a_shared_county_to_none(string place, string? area) =>
        SyntheticMap.LowerTier.AreaOf(new GssCode(place))?.Value.ShouldBe(area);

    [Fact]
    public void Areas_are_every_present_place_once_with_who_was_part_of_it()
    {
        SyntheticMap
            .LowerTier.Areas.Select(area => area.Code.Value)
            .ShouldBe([
                "E06000001",
                "E06000002",
                "E06000053",
                "E06000055",
                "E06000056",
                "E06000058",
                "E06000059",
                "E06000060",
                "E06000063",
                "E06000064",
                "E07000098",
                "E07000240",
                "E08000016",
                "E08000037",
                "E09000001",
                "E09000002",
            ]);
        SyntheticMap
            .LowerTier.Areas.Single(area => area.Code.Value == "E06000058")
            .Members.Select(member => member.Place.Value)
            .ShouldBe(["E06000028", "E06000058", "E07000048"]);
        SyntheticMap.LowerTier.Areas.Single(area => area.Code.Value == "E07000098").Kind.ShouldBe(AreaKind.ShireDistrict);
        SyntheticMap.LowerTier.Areas.Single(area => area.Code.Value == "E07000240").Name.ShouldBe("St Albans");
        SyntheticMap
            .LowerTier.Areas.Where(area => area.SetAside is not null)
            .Select(area => area.Code.Value)
            .ShouldBe(["E06000053", "E09000001"]);
    }

    [Fact]
    public void A_countys_parts_are_its_own_districts_and_what_took_their_place()
    {
        Parts(Hertfordshire).ShouldBe(["E07000098: E07000098", "E07000240: E07000240"]);
        Parts(Cumbria).ShouldBe(["E06000063: E06000063 E07000026", "E06000064: E06000064 E07000027"]);
        County("E10000002").IsShared.ShouldBeFalse();
        SyntheticMap.LowerTier.Counties.ShouldNotContain(
            county => county.Place.Value == "E10000001",
            "Nothing says which districts were Bedfordshire's."
        );
    }

    [Fact]
    public void A_district_that_left_its_county_for_a_place_beyond_it_is_a_part_by_itself() =>
        Parts(Dorset).ShouldBe(["E06000058: E07000048", "E06000059: E06000059 E07000049 E07000050"]);

    [Fact]
    public void A_county_is_shared_by_residents_of_the_vintage_that_the_year_is_taken_from()
    {
        Of(Cumbria, 2023).ShouldBe((2023, 2023, "E06000063 275000, E06000064 226000"));
        Of(Cumbria, 2015).ShouldBe((2015, 2023, "E06000063 272000, E06000064 225000"));
        Of(Cumbria, 2010).ShouldBe((2010, 2019, "E06000063 96000, E06000064 70000"));
    }

    [Fact]
    public void Where_that_vintage_lacks_a_part_all_parts_are_from_one_that_has_them() =>
        Of(Dorset, 2010).ShouldBe((2010, 2015, "E06000058 47000, E06000059 153000"));

    [Fact]
    public void Where_no_vintage_has_every_part_in_the_year_the_last_before_it_counts() =>
        Of(Dorset, 2017).ShouldBe((2015, 2015, "E06000058 49000, E06000059 158000"));

    [Fact]
    public void Without_any_estimate_a_county_cannot_be_shared() => People.Share(Hertfordshire, 2023).ShouldBeNull();

    [Theory]
    [InlineData(100, "33.33 33.34 33.33")]
    [InlineData(-100, "-33.33 -33.34 -33.33")]
    [InlineData(0.02, "0 0.02 0")]
    [InlineData(0, "0 0 0")]
    public void What_division_leaves_over_goes_to_the_place_with_most_residents(double pounds, string shares) =>
        string.Join(
                ' ',
                Shared(1_000_000, 1_000_001, 1_000_000)
                    .Divide((decimal)pounds)
                    .Select(share => share.ToString("0.##", System.Globalization.CultureInfo.InvariantCulture))
            )
            .ShouldBe(shares);

    [Fact]
    public void Of_places_with_equal_residents_the_first_takes_what_is_left_over() =>
        Shared(5, 5, 5).Divide(1).ShouldBe([0.34m, 0.33m, 0.33m]);

    [Fact]
    public void Shares_add_up_to_the_pounds_exactly_and_each_is_within_a_penny_for_each_place_of_its_due() =>
        Gen.Select(
                Gen.Int[1, 2_000_000].Array[2, 12],
                Gen.Long[-2_000_000_000_00000, 2_000_000_000_00000].Select(pounds => pounds / 100_000m)
            )
            .Sample(
                (people, pounds) =>
                {
                    var sharing = Shared([.. people.Select(own => (long)own)]);

                    var shares = sharing.Divide(pounds);

                    shares.Sum().ShouldBe(pounds);
                    shares
                        .Zip(sharing.People)
                        .ShouldAllBe(pair => Math.Abs(pair.First - (pounds * pair.Second.People / sharing.Total)) <= 0.01m * people.Length);
                }
            );

    private static County County(string place) => SyntheticMap.LowerTier.Counties.Single(county => county.Place.Value == place);

    private static IEnumerable<string> Parts(County county) =>
        county.Parts.Select(part => $"{part.Area}: {string.Join(' ', part.Districts.Select(district => district.Value))}");

    private static (int MidYear, int Vintage, string People) Of(County county, int midYear)
    {
        var sharing = People.Share(county, midYear).ShouldNotBeNull();
        return (sharing.MidYear, sharing.Vintage, string.Join(", ", sharing.People.Select(share => $"{share.Area} {share.People}")));
    }

    private static Sharing Shared(params long[] people) =>
        new(2010, 2019, [.. people.Select((own, i) => new PlaceShare(new AreaCode($"E0700000{i}"), own))]);
}
