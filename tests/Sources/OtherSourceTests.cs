using BudgetWatch.Domain.Codes;
using BudgetWatch.Domain.Deprivation;
using BudgetWatch.Domain.Geography;
using BudgetWatch.Domain.Population;
using BudgetWatch.Domain.Prices;

namespace BudgetWatch.Sources.Tests;

/// <summary>The publishers' own tables of the other five sources, against figures looked up in the originals with other software.</summary>
public class OtherSourceTests
{
    private const string Indices2019 = "imd/2019/File_10_-_IoD2019_Local_Authority_District_Summaries__lower-tier__.xlsx";
    private const string Indices2019Upper = "imd/2019/File_11_-_IoD2019_Local_Authority_District_Summaries__upper-tier__.xlsx";
    private const string Indices2015 = "imd/2015/File_10_ID2015_Local_Authority_District_Summaries.xlsx";
    private const string Estimates2019 = "population/mye2019/ukmidyearestimates20192020ladcodes.xls";
    private const string Estimates2023 = "population/mye2023/mye23tablesew.xlsx";
    private const string Deflators2026 = "deflator/hmt_gdp_deflators_march_2026_financial_year.csv";

    [Theory]
    [InlineData(Indices2019, "2019-lower-tier", 317, 35.037, 45.039)]
    [InlineData(Indices2019Upper, "2019-upper-tier", 151, 35.037, 45.039)]
    [InlineData(Indices2015, "2015-lower-tier", 326, 33.178, 41.997)]
    public void Indices_give_every_authoritys_average_score(string path, string slot, int authorities, double hartlepool, double blackpool)
    {
        var indices = Read<DeprivationIndices>(path);

        indices.Slot.ShouldBe(slot);
        indices.Scores.Count.ShouldBe(authorities);
        indices.Scores[0].ShouldBe(new DeprivationScore(new GssCode("E06000001"), "Hartlepool", hartlepool, "E2"));
        indices
            .Scores.Single(score => score.Name == "Blackpool")
            .ShouldBe(new DeprivationScore(new GssCode("E06000009"), "Blackpool", blackpool, "E10"));
    }

    [Fact]
    public void Upper_tier_indices_hold_counties() =>
        Read<DeprivationIndices>(Indices2019Upper)
            .Scores.ShouldContain(new DeprivationScore(new GssCode("E10000030"), "Surrey", 10.087, "E149"));

    [Theory]
    [InlineData(Estimates2019, 2019, 2001, 56_286_961, 8_961_989)]
    [InlineData(Estimates2023, 2023, 2011, 56_230_056, 8_889_743)]
    public void Estimates_give_every_year_of_their_vintage(string path, int vintage, int first, long england2019, long london2019)
    {
        var estimates = Read<PopulationEstimates>(path);

        estimates.Vintage.ShouldBe(vintage);
        var places = estimates.Places.ToDictionary(place => place.Place.Value, StringComparer.Ordinal);
        places["E92000001"].ByMidYear.Keys.ShouldBe(Enumerable.Range(first, vintage - first + 1));
        places["E92000001"].ByMidYear[2019].ShouldBe(england2019);
        places["E12000007"].ByMidYear[2019].ShouldBe(london2019);
        places.Keys.ShouldAllBe(code => code[0] == 'E' && !code.StartsWith("E11", StringComparison.Ordinal));
    }

    [Fact]
    public void Estimates_are_read_from_their_cells()
    {
        var old = Read<PopulationEstimates>(Estimates2019).Places.ToDictionary(place => place.Place.Value, StringComparer.Ordinal);
        var rebased = Read<PopulationEstimates>(Estimates2023).Places.ToDictionary(place => place.Place.Value, StringComparer.Ordinal);

        (old["E06000001"].ByMidYear[2019], old["E06000001"].ByMidYear[2010], old["E06000001"].ByMidYear[2001]).ShouldBe(
            (93_663, 91_773, 90_152)
        );
        (rebased["E06000066"].ByMidYear[2023], rebased["E06000066"].ByMidYear[2019], rebased["E06000066"].ByMidYear[2011]).ShouldBe(
            (581_145, 564_987, 531_581)
        );
        (old.Count, rebased.Count).ShouldBe((188 + 57 + 36 + 33 + 25 + 9 + 1, 164 + 63 + 36 + 33 + 21 + 9 + 1));
    }

    [Fact]
    public void The_series_of_deflators_is_read_with_its_forecasts()
    {
        var series = Read<DeflatorSeries>(Deflators2026);

        var years = series.Years.ToDictionary(year => year.Year.ToString(), StringComparer.Ordinal);
        (years["2018-19"].Index, years["2013-14"].Index, years["2020-21"].Index, years["2024-25"].Index).ShouldBe(
            (78.7948, 73.0337, 85.1002, 100.0)
        );
        years["2025-26"].Index.ShouldBe(103.23883115679686);
        series.Years.Where(year => year.IsForecast).Select(year => year.Year.StartYear).ShouldBe(Enumerable.Range(2025, 6));
        (series.Edition, series.Years.Count, series.Years[0].Address, series.Precedence).ShouldBe(("HMT March 2026 QNA", 76, "B2", 202427));
    }

    [Fact]
    public void The_treasurys_workbook_is_read_and_its_forecasts_chained()
    {
        var series = Read<DeflatorSeries>("deflator/GDP_Deflators_Budget_March_2020_update.xlsx");

        var years = series.Years.ToDictionary(year => year.Year.ToString(), StringComparer.Ordinal);
        (years["1955-56"].Index, years["2010-11"].Index, years["2018-19"].Index).ShouldBe((4.1046499999999995, 87.04397499999999, 100.0));
        years["2010-11"].Address.ShouldBe("C63");
        years["2019-20"].IsForecast.ShouldBeTrue();
        years["2019-20"].Index.ShouldBe(101.916868962219013, 1e-9);
        years["2020-21"].Index.ShouldBe(101.916868962219013 * 1.01970103230156269, 1e-9);
        (series.Years.Count, series.Precedence).ShouldBe((70, 201827));
    }

    [Fact]
    public void The_edited_workbook_with_calendar_years_only_is_refused_for_it()
    {
        var file = PublishedFiles.Require("deflator/GDP_Deflators_Spring_Statement_March_2022_update.xlsx");

        SourceCatalogue
            .Find("gdp-deflators")!
            .Read(file, default)
            .ShouldBeOfType<Reading.Refused>()
            .Reasons.ShouldHaveSingleItem()
            .ShouldBe(
                new Refusal(
                    file.Name,
                    "23032022 deflator update",
                    null,
                    "at least 10 financial years, as in '2010-11'",
                    "0: calendar years are not used"
                )
            );
    }

    [Fact]
    public void The_register_says_who_replaced_whom()
    {
        var register = Read<AuthorityRegister>("lookups/mysociety/uk_local_authorities_current.csv");
        var byPlace = register.Authorities.ToDictionary(authority => authority.Place.Value, StringComparer.Ordinal);

        register.Authorities.Count.ShouldBe(380);
        byPlace["E10000006"].ReplacedBy.Select(place => place.Value).ShouldBe(["E06000063", "E06000064"], ignoreOrder: true);
        (byPlace["E10000006"].IsCurrent, byPlace["E10000006"].Authority).ShouldBe((false, new AuthorityCode("E0920")));
        byPlace["E08000037"].FormerPlaces.ShouldBe([new GssCode("E08000020")]);
        byPlace["E06000058"].OtherNames.ShouldContain(name => name.Contains(", ", StringComparison.Ordinal));
        byPlace["E06000058"].Authority.ShouldBeNull("the register gives no E-code to councils made since 2019");
    }

    [Fact]
    public void The_register_of_announced_changes_yields_the_same_register_today()
    {
        var current = Read<AuthorityRegister>("lookups/mysociety/uk_local_authorities_current.csv");
        var future = Read<AuthorityRegister>("lookups/mysociety/uk_local_authorities_future.csv");

        Editions.Describe(future).ShouldBe(Editions.Describe(current));
    }

    [Fact]
    public void Lineage_leads_every_district_to_a_present_one()
    {
        var lineage = Read<DistrictLineage>("lookups/drkane/la_all_codes.csv");
        var carlisle = lineage.Districts.Single(district => district.Place.Value == "E07000028");

        lineage.Districts.Count.ShouldBe(346);
        lineage.Districts.Select(district => district.Active).Distinct().Count().ShouldBe(296);
        lineage.Districts.Select(district => district.UpperTier).Distinct().Count().ShouldBe(153);
        carlisle.ShouldBe(
            new DistrictLink(
                new GssCode("E07000028"),
                "Carlisle",
                new GssCode("E06000063"),
                new GssCode("E06000063"),
                "Cumberland",
                "North West"
            )
        );
    }

    private static T Read<T>(string path)
        where T : Domain.EditionContent
    {
        var file = PublishedFiles.Require(path);
        var peek = Tabular.FilePreview.At(file, default).ShouldBeOfType<Tabular.FilePreview.Seen>().File;
        return SourceCatalogue.Recognise(peek)!.Read(file, default).ShouldBeOfType<Reading.Accepted>().Content.ShouldBeOfType<T>();
    }
}
