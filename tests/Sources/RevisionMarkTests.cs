namespace BudgetWatch.Sources.Tests;

/// <summary>Names as publishers give them to files, and what they say of a correction.</summary>
public sealed class RevisionMarkTests
{
    [Theory]
    [InlineData("RA_2014-15_data_by_LA_-_Nat_Stats_Release_-_Revised_22-Oct-2014.xls", "2014-10-22")]
    [InlineData("RA 2014-15 (revised 22 October 2014).xls", "2014-10-22")]
    [InlineData("RO4_2009-10_revised_3rd_December_2011.xls", "2011-12-03")]
    [InlineData("Revised on 7 May 2019 - RS.xlsx", "2019-05-07")]
    [InlineData("corrected-2014-10-22.csv", "2014-10-22")]
    [InlineData("RS_amended_22.10.2014.ods", "2014-10-22")]
    [InlineData("GDP_Deflators_updated_October_2014.xlsx", "2014-10-01")]
    [InlineData("revised 1 May 2014, revised 22 Oct 2014", "2014-10-22")]
    public void A_day_of_correction_in_a_name_is_read(string name, string day) => Mark(name).ShouldBe((day, 1));

    [Theory]
    [InlineData("RA_2014-15_(Revised).xls", 1)]
    [InlineData("revised_RS_2016-17.xlsx", 1)]
    [InlineData("File_10_-_IoD2025_Local_Authority_District_Summaries__lower-tier__v2.xlsx", 2)]
    [InlineData("RS re-issued V3.xlsx", 3)]
    [InlineData("revised 99 October 2014.xls", 1)]
    public void A_correction_without_a_day_is_one_all_the_same(string name, int number) => Mark(name).ShouldBe((null, number));

    [Theory]
    [InlineData("RA_2014-15_data_by_LA.xls")]
    [InlineData("File_10_v1.xlsx")]
    [InlineData("unrevised 22 Oct 2014.csv")]
    [InlineData("RS 22-Oct-2014.csv")]
    [InlineData("revisedness.csv")]
    [InlineData("rev2.csv")]
    [InlineData("")]
    public void What_says_nothing_of_a_correction_is_none(string name) => Mark(name).ShouldBe((null, 0));

    [Fact]
    public void A_title_says_it_where_the_name_does_not()
    {
        RevisionMark.Of("a.xls", "RA 2014-15 (revised 22 October 2014)").Date.ShouldBe(new DateOnly(2014, 10, 22));
        RevisionMark.Of("revised 1 May 2015.xls", "RA 2014-15 (revised 22 October 2014)").Date.ShouldBe(new DateOnly(2015, 5, 1));
    }

    [Fact]
    public void Corrections_are_in_order_of_day_then_of_number()
    {
        RevisionMark[] inOrder =
        [
            default,
            new(null, 1),
            new(null, 2),
            new(new DateOnly(2014, 10, 22), 1),
            new(new DateOnly(2014, 10, 23), 1),
        ];
        inOrder.Reverse().Order().ShouldBe(inOrder);
    }

    private static (string? Day, int Number) Mark(string name)
    {
        var mark = RevisionMark.Of(name, null);
        return (mark.Date?.ToString("yyyy-MM-dd", null), mark.Number);
    }
}
