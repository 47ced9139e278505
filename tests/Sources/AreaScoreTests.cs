using BudgetWatch.Domain.Codes;
using BudgetWatch.Domain.Deprivation;
using BudgetWatch.Domain.Geography;
using BudgetWatch.Domain.Population;

namespace BudgetWatch.Sources.Tests;

/// <summary>
/// Scores of areas in every vintage, from the published files. The values of areas with several districts were computed once with other software:
/// the sum over districts of score x residents, over residents. Residents are of mid-2010, mid-2015 and (mid-2025 being unknown) mid-2024, from
/// the newest vintage with all the districts: that of mid-2015 for Buckinghamshire and Dorset, whose districts the later ones lack.
/// </summary>
public class AreaScoreTests
{
    private static readonly string[] Indices =
    [
        "imd/2010/1871689 [IMD 2010 - LA summaries].xls",
        "imd/2015/File_10_ID2015_Local_Authority_District_Summaries.xlsx",
        "imd/2019/File_10_-_IoD2019_Local_Authority_District_Summaries__lower-tier__.xlsx",
        "imd/2019/File_11_-_IoD2019_Local_Authority_District_Summaries__upper-tier__.xlsx",
        "imd/2025/indices_of_deprivation_2025_lad.csv",
    ];

    private static readonly string[] Estimates =
    [
        "population/mye2015/MYE5_population_density_series_UK_(0115).xls",
        "population/mye2019/ukmidyearestimates20192020ladcodes.xls",
        "population/mye2023/mye23tablesew.xlsx",
        "population/mye2024/mye24tablesew.csv",
    ];

    [Theory]
    [InlineData(2010, "E06000001", 33.68174)]
    [InlineData(2010, "E08000037", 29.47555)]
    [InlineData(2010, "E06000060", 10.211744347390717)]
    [InlineData(2010, "E10000030", 8.80640269665146)]
    [InlineData(2010, "E10000015", 11.472080910801424)]
    [InlineData(2010, "X-CUMBRIA", 21.03891518312957)]
    [InlineData(2010, "X-DORSET", 17.077326772376054)]
    [InlineData(2010, "X-NORTHAMPTONSHIRE", 17.509764741137857)]
    [InlineData(2015, "E06000001", 33.178)]
    [InlineData(2015, "E06000060", 9.77997522331567)]
    [InlineData(2015, "E10000030", 9.38708531289541)]
    [InlineData(2015, "E10000015", 12.20476363650382)]
    [InlineData(2015, "X-CUMBRIA", 21.31118397612424)]
    [InlineData(2015, "X-DORSET", 16.420889115267777)]
    [InlineData(2019, "E10000030", 10.087)]
    [InlineData(2025, "E06000001", 37.58)]
    [InlineData(2025, "E10000030", 10.134858130667626)]
    [InlineData(2025, "E10000015", 13.015936369865173)]
    [InlineData(2025, "X-CUMBRIA", 21.1156186359364)]
    [InlineData(2025, "X-DORSET", 16.90532005572565)]
    [InlineData(2025, "X-NORTHAMPTONSHIRE", 17.489335521739452)]
    public void An_areas_score_is_the_mean_of_its_districts_by_their_residents(int vintage, string area, double score) =>
        Vintages().Single(scores => scores.Vintage == vintage).Scores[new AreaCode(area)].ShouldBe(score, 1e-10);

    [Fact]
    public void Every_vintage_scores_every_area_and_says_whether_from_districts()
    {
        var vintages = Vintages();

        vintages
            .Select(vintage => (vintage.Vintage, vintage.WeightedAt))
            .ShouldBe([(2010, 2010), (2015, 2015), (2019, null), (2025, 2024)]);
        vintages.ShouldAllBe(vintage => vintage.Scores.Count == 150);
    }

    private static IReadOnlyList<VintageScores> Vintages()
    {
        var map = AreaMap.From(
            Files.Accept<DistrictLineage>(PublishedFiles.Require("lookups/drkane/la_all_codes.csv")),
            Files.Accept<AuthorityRegister>(PublishedFiles.Require("lookups/mysociety/uk_local_authorities_current.csv")),
            []
        );
        var population = new PopulationSeries(
            Estimates.Select(path => Files.Accept<PopulationEstimates>(PublishedFiles.Require(path))),
            map
        );
        return AreaDeprivation.ByVintage(
            Indices.Select(path => Files.Accept<DeprivationIndices>(PublishedFiles.Require(path))),
            map,
            population
        );
    }
}
