using BudgetWatch.Domain.Codes;
using BudgetWatch.Domain.Deprivation;
using BudgetWatch.Sources.Deprivation;
using BudgetWatch.Sources.Tests.Workbooks;

namespace BudgetWatch.Sources.Tests;

/// <summary>The Indices in every shape they come in, against figures looked up in the originals with other software.</summary>
public class IndicesTests
{
    private const string Of2010 = "imd/2010/1871689 [IMD 2010 - LA summaries].xls";

    [Fact]
    public void The_indices_of_2010_are_read_under_the_codes_of_today()
    {
        var indices = Files.Accept<DeprivationIndices>(PublishedFiles.Require(Of2010));

        (indices.Slot, indices.Tier, indices.Scores.Count, indices.IsCopy).ShouldBe(
            ("2010-lower-tier", DeprivationTier.LowerTier, 326, false)
        );
        indices.Scores[0].ShouldBe(new DeprivationScore(new GssCode("E09000001"), "City of London", 11.14694, "K2"));
        var scores = indices.Scores.ToDictionary(score => score.Place.Value, score => score.AverageScore, StringComparer.Ordinal);
        (scores["E06000001"], scores["E06000009"], scores["E08000037"]).ShouldBe((33.68174, 40.38874, 29.47555));
        indices.Scores[^1].Name.ShouldBe("Wyre Forest District");
    }

    [Fact]
    public void A_code_that_was_abolished_before_2009_shows_that_the_table_is_of_other_indices()
    {
        // 15UB was Caradon, part of Cornwall since April 2009: the summaries of 2007 have it under the same headings.
        var refusal = Files.Refuse(
            new Sheet(
                "LA Summaries ID 2007",
                [
                    ["LA CODE", "LA NAME", "Average Score"],
                    ["15UB", "Caradon", 20.1],
                ]
            ).AsCsv()
        );

        refusal.ShouldBe(new Refusal("test.csv", null, "A2", "the old ONS code of a district of April 2009, as in '00EB'", "'15UB'"));
    }

    [Fact]
    public void Old_codes_lead_where_two_other_lookups_say()
    {
        // LAD12_CTY12_EN_LU has the districts of counties on the codes of 2012; the register has its own list. Both leave some out.
        var county = Table("lookups/LAD12_CTY12_EN_LU.csv").Select(row => (Old: row["LAD12CDO"], Code: row["LAD12CD"])).ToList();
        var register = Table("lookups/mysociety/uk_local_authorities_current.csv")
            .Where(row => row["gss-code"].StartsWith("E07", StringComparison.Ordinal) && row["old-ons-la-code"].Length == 4)
            .Select(row => (Old: row["old-ons-la-code"], Code: row["gss-code"]))
            .ToList();

        county.Count.ShouldBeGreaterThan(190);
        register.Count.ShouldBeGreaterThan(190);
        foreach (var (old, code) in county.Concat(register).Where(pair => new GssCode(pair.Code).IsDistrict))
        {
            OldDistrictCodes.TryFind(old, out var place).ShouldBeTrue(old);
            Domain
                .Geography.KnownGeography.AsOfApril2023(place)
                .ShouldBe(Domain.Geography.KnownGeography.AsOfApril2023(new GssCode(code)), old);
        }
    }

    [Theory]
    [InlineData("imd/2010/societal-wellbeing_deprivation_imd-rank-la-2010.xlsx", "B2", "a table of average scores", "Rank of Average Rank")]
    [InlineData(
        "imd/2015/IoD2015.csv",
        null,
        "average scores, in a column headed 'average_score'",
        "this copy of the Indices of 2015 has ranks and no scores"
    )]
    public void Copies_with_ranks_only_are_refused_for_it(string path, string? cell, string expected, string found)
    {
        var refusal = Files.Refuse(PublishedFiles.Require(path));

        (refusal.Cell, refusal.Expected).ShouldBe((cell, expected));
        refusal.Found.ShouldContain(found);
    }

    [Fact]
    public void A_third_partys_copy_of_2019_has_every_score_of_the_publishers_table_and_gives_way_to_it()
    {
        var copy = Files.Accept<DeprivationIndices>(PublishedFiles.Require("imd/2019/IoD2019.csv"));
        var original = Files.Accept<DeprivationIndices>(
            PublishedFiles.Require("imd/2019/File_10_-_IoD2019_Local_Authority_District_Summaries__lower-tier__.xlsx")
        );

        (copy.Slot, copy.IsCopy).ShouldBe((original.Slot, true));
        copy.Precedence.ShouldBeLessThan(original.Precedence);
        copy.Scores.Select(score => (score.Place, score.AverageScore))
            .Order()
            .ShouldBe(original.Scores.Select(score => (score.Place, score.AverageScore)).Order());
    }

    [Fact]
    public void The_list_of_2025_gives_every_districts_average_score()
    {
        var indices = Files.Accept<DeprivationIndices>(PublishedFiles.Require("imd/2025/indices_of_deprivation_2025_lad.csv"));

        (indices.Slot, indices.Scores.Count, indices.IsCopy).ShouldBe(("2025-lower-tier", 296, true));
        indices.Scores[0].ShouldBe(new DeprivationScore(new GssCode("E06000001"), "Hartlepool", 37.58, "H2"));
        var scores = indices.Scores.ToDictionary(score => score.Place.Value, score => score.AverageScore, StringComparer.Ordinal);
        (scores["E06000009"], scores["E08000037"]).ShouldBe((43.467, 28.128));
    }

    [Theory]
    [InlineData("Local Authority District", 296, "E060", DeprivationTier.LowerTier, "2025-lower-tier")]
    [InlineData("Upper Tier Local Authority District", 153, "E100", DeprivationTier.UpperTier, "2025-upper-tier")]
    public void The_publishers_workbooks_of_2025_are_read_by_the_headings_they_have(
        string heading,
        int authorities,
        string code,
        DeprivationTier tier,
        string slot
    )
    {
        var indices = Files.Accept<DeprivationIndices>(Workbook(heading, authorities, code));

        (indices.Slot, indices.Tier, indices.Scores.Count, indices.IsCopy).ShouldBe((slot, tier, authorities, false));
        indices.Scores[0].ShouldBe(new DeprivationScore(new GssCode($"{code}00001"), "Council 1", 1.5, "E2"));
    }

    [Fact]
    public void A_list_that_lacks_a_district_is_refused() =>
        Files
            .Refuse(Workbook("Local Authority District", 295, "E060"))
            .ShouldBe(new Refusal("File_10.xlsx", "IMD", null, "the 296 districts of that map", "295"));

    [Theory]
    [InlineData("imd/2019/File_14_-_IoD2015_Recast_to_2019_Local_Authority_District__lower-tier__Boundaries.xlsx")]
    [InlineData("imd/2019/File_1_-_IMD2019_Index_of_Multiple_Deprivation.xlsx")]
    [InlineData("charity/districts_data.csv")]
    public void Recasts_neighbourhoods_and_tables_that_quote_a_score_are_no_edition_of_the_indices(string path) =>
        Files.Recognise(PublishedFiles.Require(path)).ShouldBeNull();

    private static PublishedFile Workbook(string heading, int authorities, string code) =>
        Sheet.AsXlsx(
            "File_10.xlsx",
            new Sheet(
                "Notes",
                [
                    [null],
                ]
            ),
            new Sheet(
                "IMD",
                [
                    [
                        $"{heading} code (2024)",
                        $"{heading} name (2024)",
                        "IMD - Average rank ",
                        "IMD - Rank of average rank ",
                        "IMD - Average score ",
                    ],
                    .. Enumerable
                        .Range(1, authorities)
                        .Select(n => (object?[])[$"{code}{n:00000}", $"Council {n}", 100.5, n, n / 10.0 + 1.4]),
                ]
            )
        );

    private static IEnumerable<Dictionary<string, string>> Table(string path)
    {
        using var rows = ((Tabular.Opening.Opened)Tabular.Opening.Of(PublishedFiles.Require(path), default)).Rows;
        rows.NextSheet().ShouldBeTrue();
        rows.NextRow().ShouldBeTrue();
        var headings = Enumerable.Range(0, rows.Width).Select(rows.Text).ToList();
        while (rows.NextRow())
        {
            yield return headings
                .Index()
                .ToDictionary(heading => heading.Item, heading => rows.Text(heading.Index), StringComparer.Ordinal);
        }
    }
}
