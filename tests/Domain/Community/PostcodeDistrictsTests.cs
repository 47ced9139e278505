using BudgetWatch.Domain.Codes;
using BudgetWatch.Domain.Community;
using CsCheck;

namespace BudgetWatch.Domain.Tests.Community;

/// <summary>Runs of postcodes say of every postcode of the list what the list says, and nothing of what lies outside.</summary>
public class PostcodeDistrictsTests
{
    private static readonly GssCode Leeds = new("E08000035");
    private static readonly GssCode York = new("E06000014");
    private static readonly GssCode[] Places = [Leeds, York];

    [Fact]
    public void Neighbours_of_one_district_are_one_run()
    {
        var districts = Of(("LS1 1AA", 0), ("LS1 1AB", 0), ("LS1 1AZ", 0), ("LS1 1BA", 1), ("LS1 1BB", 0));

        (districts.Firsts.Length, districts.Slot, districts.Precedence).ShouldBe((3, "postcode-districts", 202511));
        districts.DistrictOf("ls11az").ShouldBe(Leeds);
        districts.DistrictOf("LS1 1BA").ShouldBe(York);
        districts.DistrictOf("LS1 1BB").ShouldBe(Leeds);
    }

    [Fact]
    public void A_postcode_the_list_lacks_is_given_a_district_only_between_two_of_one_run()
    {
        var districts = Of(
            ("LS1 1AB", 0),
            ("LS1 1AD", 0),
            ("LS1 1AF", PostcodeDistricts.Elsewhere),
            ("LS1 1AH", 0),
            ("LS1 1AJ", 1),
            ("LS2 1AA", 1)
        );

        districts.DistrictOf("LS1 1AC").ShouldBe(Leeds);
        foreach (
            var outside in (string[])
                ["LS1 1AA", "LS1 1AE", "LS1 1AF", "LS1 1AG", "LS1 1AK", "LS1 9ZZ", "LS2 1AB", "A1 1AA", "ZE3 9ZZ", "", "no postcode"]
        )
        {
            districts.DistrictOf(outside).ShouldBeNull(outside);
        }
    }

    [Fact]
    public void An_empty_list_knows_of_none() => Of().DistrictOf("LS1 1AA").ShouldBeNull();

    [Fact]
    public void A_list_out_of_order_is_no_list() => Should.Throw<ArgumentException>(() => Of(("LS1 1AB", 0), ("LS1 1AA", 0)));

    [Fact]
    public void Every_postcode_of_a_list_has_the_district_the_list_gives_it()
    {
        var sector = Gen.Int[0, 3];
        var row = Gen.Select(sector, Gen.Char['A', 'F'], Gen.Char['A', 'Z'], Gen.Int[PostcodeDistricts.Elsewhere, 1]);
        row.List[0, 120]
            .Sample(rows =>
            {
                var list = rows.DistinctBy(next => (next.Item1, next.Item2, next.Item3))
                    .Select(next => (Text: $"LS1 {next.Item1}{next.Item2}{next.Item3}", District: next.Item4))
                    .OrderBy(next => next.Text, StringComparer.Ordinal)
                    .ToList();

                var districts = Of([.. list]);

                foreach (var (text, district) in list)
                {
                    districts.DistrictOf(text).ShouldBe(district < 0 ? null : Places[district], text);
                }

                districts
                    .Firsts.Zip(districts.Lasts)
                    .ShouldAllBe(run => run.First <= run.Second && new Postcode(run.First).Sector == new Postcode(run.Second).Sector);
            });
    }

    private static PostcodeDistricts Of(params (string Text, int District)[] rows) =>
        PostcodeDistricts.Of(
            202511,
            Places,
            rows.Select(row =>
                (
                    Postcode.TryParse(row.Text, out var postcode) ? postcode : throw new ArgumentException(row.Text, nameof(rows)),
                    row.District
                )
            )
        );
}
