using BudgetWatch.Pipeline.Tests.Support;
using BudgetWatch.Questions.ReleaseAccess;

namespace BudgetWatch.Pipeline.Tests;

public class AreaNamesTests
{
    private static readonly Lazy<AreaNames> Names = new(() => AreaNames.Of(Snapshot.Figures));

    [Theory]
    [InlineData("Brighton & Hove", "Brighton and Hove")]
    [InlineData("St. Albans City and District Council", "Saint Albans")]
    [InlineData("LIVERPOOL city council", "liverpool")]
    [InlineData("Bristol, City of", "city of bristol")]
    [InlineData("King's Lynn and West Norfolk", "Kings Lynn & West Norfolk Borough Council")]
    [InlineData("London Borough of Camden", "Camden")]
    [InlineData("Royal Borough of Kingston upon Thames", "Kingston-upon-Thames")]
    public void One_council_has_one_name_however_it_is_written(string one, string other) =>
        AreaNames.Normal(one).ShouldBe(AreaNames.Normal(other));

    [Theory]
    [InlineData("City of London", "london")]
    [InlineData("County Council", "county council")]
    [InlineData("  ?!  ", "")]
    public void A_name_keeps_what_tells_it(string name, string expected) => AreaNames.Normal(name).ShouldBe(expected);

    [Theory]
    [InlineData("Christchurch", "Christchurch", "X-DORSET", "E06000058")]
    [InlineData("bournemouth borough council", "Bournemouth", "X-DORSET", "E06000058")]
    [InlineData("Hertsmere", "Hertsmere", "E10000015", "E07000098")]
    [InlineData("Cumbria County Council", "Cumbria", "X-CUMBRIA", null)]
    [InlineData("Liverpool", "Liverpool", "E08000012", null)]
    [InlineData("brighton & hove", "Brighton and Hove", "E06000043", null)]
    [InlineData("Hull", "Kingston upon Hull, City of", "E06000010", null)]
    [InlineData("st. albans", "St Albans", "E10000015", "E07000240")]
    [InlineData("Alnwick", "Alnwick", "E06000057", null)]
    public void A_council_is_found_by_the_name_it_has_or_had(string sought, string name, string area, string? district)
    {
        var first = Names.Value.Find(sought).Places[0];

        first.Name.ShouldBe(name);
        first.Area!.Code.Value.ShouldBe(area);
        first.District?.Code.Value.ShouldBe(district);
    }

    [Theory]
    [InlineData("E08000012", "E08000012")]
    [InlineData(" e07000048 ", "X-DORSET")]
    [InlineData("X-CUMBRIA", "X-CUMBRIA")]
    [InlineData("E06000048", "E06000057")]
    [InlineData("E1934", "E10000015")]
    [InlineData("E2931", "E06000057")]
    [InlineData("E0534", "E10000003")]
    public void A_council_is_found_by_any_code_it_had(string sought, string area) =>
        Names.Value.Find(sought).Places.ShouldHaveSingleItem().Area!.Code.Value.ShouldBe(area);

    [Fact]
    public void What_a_place_is_and_was_is_told()
    {
        Names
            .Value.Find("Christchurch")
            .Places[0]
            .Text.ShouldBe(
                "former district, now part of Bournemouth, Christchurch and Poole (its last figures here are of 2018-19); here in Dorset with Bournemouth, Christchurch and Poole"
            );
        Names.Value.Find("Hertsmere").Places[0].Text.ShouldBe("district; here in Hertfordshire");
        Names.Value.Find("Isles of Scilly").Places[0].Text.ShouldBe("unitary authority in South West, reported but never ranked");
    }

    [Fact]
    public void A_council_that_was_divided_is_in_no_area()
    {
        var cheshire = Names.Value.Find("Cheshire").Places[0];

        cheshire.Area.ShouldBeNull();
        cheshire.Text.ShouldContain("cannot be divided");
        Names.Value.Find("Cheshire").Places.Select(place => place.Name).ShouldContain("Cheshire East");
    }

    [Fact]
    public void What_is_spelt_nearly_so_is_offered_and_not_taken_for_it()
    {
        var found = Names.Value.Find("Liverpol");

        found.IsExact.ShouldBeFalse();
        found.Count.ShouldBe(0);
        found.Places[0].Name.ShouldBe("Liverpool");
    }

    [Theory]
    [InlineData("")]
    [InlineData("   ")]
    [InlineData("qqqqqqqqqq")]
    [InlineData("' or 1=1 --")]
    [InlineData("\ud800\0<script>")]
    public void Nothing_is_found_under_what_is_no_name(string sought) => Names.Value.Find(sought).Places.ShouldBeEmpty();

    [Fact]
    public void However_much_is_asked_a_bounded_answer_is_given()
    {
        var many = Names.Value.Find("s");
        many.Count.ShouldBeGreaterThan(AreaNames.MostFound);
        many.Places.Count.ShouldBe(AreaNames.MostFound);

        Names.Value.Find(new string('x', 1_000_000)).Places.ShouldBeEmpty();
        Names.Value.Find("Liverpool" + new string(' ', 1_000_000)).Places[0].Name.ShouldBe("Liverpool");
    }
}
