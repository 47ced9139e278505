using System.Globalization;
using System.Text;
using BudgetWatch.Domain.Codes;
using BudgetWatch.Domain.Community;

namespace BudgetWatch.Sources.Tests;

/// <summary>Grants by recipient district: the published totals, read by hand from the file, and what is refused.</summary>
public class GrantsByDistrictTests
{
    private const string Published = "charity/grants_by_lad_deprivation.json";

    [Theory]
    [InlineData("E06000001", "Hartlepool", "5595186.97", 89, "B2")]
    [InlineData("E06000009", "Blackpool", "70360772.07", 152, "B10")]
    [InlineData("E07000223", "Adur", "1786954.28", 59, "B242")]
    [InlineData("E09000033", "Westminster", "190355869.57", 409, "B327")]
    public void Each_district_has_its_pounds_and_how_many_grants(string code, string name, string pounds, int grants, string cell) =>
        Files
            .Accept<GrantsByDistrict>(PublishedFiles.Require(Published))
            .Districts.ShouldContain(
                new DistrictGrants(new GssCode(code), name, decimal.Parse(pounds, CultureInfo.InvariantCulture), grants, cell)
            );

    [Fact]
    public void All_districts_of_2013_are_there_and_add_up_to_the_files_own_sums()
    {
        var grants = Files.Accept<GrantsByDistrict>(PublishedFiles.Require(Published));

        (grants.Period, grants.Slot, grants.Districts.Count).ShouldBe(("to 2018-19", "to 2018-19", 326));
        grants.Districts.Sum(district => district.Grants).ShouldBe(40_874);
        grants.Districts.Sum(district => district.Pounds).ShouldBe(8_083_757_400.07m, 1m);
    }

    [Fact]
    public void A_district_without_a_row_is_absent_and_not_zero() =>
        Files
            .Accept<GrantsByDistrict>(Csv("E06000001,10.5,2,Hartlepool"))
            .Districts.ShouldHaveSingleItem()
            .Place.Value.ShouldBe("E06000001");

    [Fact]
    public void A_total_of_nothing_that_is_stated_is_zero() =>
        Files.Accept<GrantsByDistrict>(Csv("E06000001,0,2,Hartlepool")).Districts.ShouldHaveSingleItem().Pounds.ShouldBe(0);

    [Theory]
    [InlineData("E06000001,-1,2,Hartlepool", "B2", "pounds of grants, not negative and at most 100,000,000,000", "'-1'")]
    [InlineData("E06000001,,2,Hartlepool", "B2", "pounds of grants, not negative and at most 100,000,000,000", "''")]
    [InlineData("E06000001,1e999,2,Hartlepool", "B2", "pounds of grants, not negative and at most 100,000,000,000", "'1e999'")]
    [InlineData("E06000001,10,0,Hartlepool", "C2", "a whole number of grants, 1 to 1,000,000", "'0'")]
    [InlineData("E06000001,10,1.5,Hartlepool", "C2", "a whole number of grants, 1 to 1,000,000", "'1.5'")]
    [InlineData("W06000001,10,1,Isle of Anglesey", "A2", "the ONS code of an English district", "'W06000001'")]
    [InlineData("E10000016,10,1,Kent", "A2", "the ONS code of an English district", "'E10000016'")]
    [InlineData("Hartlepool,10,1,Hartlepool", "A2", "the ONS code of an English district", "'Hartlepool'")]
    [InlineData("E06000001,10,1,Hartlepool\nE06000001,10,1,Hartlepool", "A3", "each district once", "E06000001 again")]
    public void What_cannot_be_a_total_of_a_district_is_refused_with_its_cell(string rows, string cell, string expected, string found)
    {
        var refusal = Files.Refuse(Csv(rows));

        refusal.ShouldBe(new Refusal("grants.csv", null, cell, expected, found));
    }

    [Fact]
    public void A_file_without_its_counts_is_refused_for_the_heading_it_lacks() =>
        Files
            .Refuse(
                new PublishedFile(
                    "grants.csv",
                    Encoding.UTF8.GetBytes("Recipient District Geographic Code,Amount Awarded,LAD2013_NM\nE06000001,10,Hartlepool\n")
                )
            )
            .Expected.ShouldBe("a column headed 'Identifier' in row 1");

    [Fact]
    public void A_list_of_single_grants_is_not_taken_for_totals() =>
        Files
            .Recognise(
                new PublishedFile(
                    "grants.csv",
                    Encoding.UTF8.GetBytes(
                        "Identifier,Amount Awarded,Award Date,Recipient District Geographic Code\n360G-x-1,10,2018-05-01,E06000001\n"
                    )
                )
            )
            .ShouldBeNull();

    private static PublishedFile Csv(string rows) =>
        new("grants.csv", Encoding.UTF8.GetBytes($"Recipient District Geographic Code,Amount Awarded,Identifier,LAD2013_NM\n{rows}\n"));
}
