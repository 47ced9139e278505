namespace BudgetWatch.Sources.Tests;

/// <summary>
/// What every available published file must come to, decided by a person who looked at it: the source that recognises it, and the slot it is
/// accepted for or the start of the reason why it is refused. Files that are not named here are of no source.
/// </summary>
public class EveryPublishedFileTests
{
    private const string Refused = "refused: ";

    private static readonly Dictionary<string, (string Source, string Outcome)> Expected = new(StringComparer.Ordinal)
    {
        ["charity/grants_by_lad_deprivation.json"] = ("grants-by-district", "to 2018-19"),
        ["deflator/GDP_Deflators_Budget_March_2020_update.xlsx"] = ("gdp-deflators", "gdp-deflator"),
        ["deflator/GDP_Deflators_Spring_Statement_March_2022_update.xlsx"] = ("gdp-deflators", Refused + "at least 10 financial years"),
        ["deflator/hmt_gdp_deflators_march_2026_financial_year.csv"] = ("gdp-deflators", "gdp-deflator"),
        ["imd/2010/1871689 [IMD 2010 - LA summaries].xls"] = ("indices-of-deprivation", "2010-lower-tier"),
        ["imd/2010/societal-wellbeing_deprivation_imd-rank-la-2010.xlsx"] = (
            "indices-of-deprivation",
            Refused + "a table of average scores"
        ),
        ["imd/2015/File_10_ID2015_Local_Authority_District_Summaries.xlsx"] = ("indices-of-deprivation", "2015-lower-tier"),
        ["imd/2015/IoD2015.csv"] = ("indices-of-deprivation", Refused + "average scores"),
        ["imd/2019/File_10_-_IoD2019_Local_Authority_District_Summaries__lower-tier__.xlsx"] = (
            "indices-of-deprivation",
            "2019-lower-tier"
        ),
        ["imd/2019/File_11_-_IoD2019_Local_Authority_District_Summaries__upper-tier__.xlsx"] = (
            "indices-of-deprivation",
            "2019-upper-tier"
        ),
        ["imd/2019/IoD2019.csv"] = ("indices-of-deprivation", "2019-lower-tier"),
        ["imd/2025/indices_of_deprivation_2025_lad.csv"] = ("indices-of-deprivation", "2025-lower-tier"),
        ["lookups/drkane/la_all_codes.csv"] = ("district-lineage", "lineage"),
        ["lookups/mysociety/uk_local_authorities_current.csv"] = ("authority-register", "register"),
        ["lookups/mysociety/uk_local_authorities_future.csv"] = ("authority-register", "register"),
        ["revenue/ra_2026-27/RA_2026-27_figures_as_rehosted.csv"] = ("revenue-budgets-rehosted", "2026-27"),
        ["population/mye2013/MYE2_population_by_sex_and_age_for_local_authorities_UK.xls"] = ("population-estimates", "mid-2013"),
        ["population/mye2013/MYEB3_summary_components_of_change_series_UK_(0213).csv"] = ("population-estimates", "mid-2013"),
        ["population/mye2015/MYE5_population_density_series_UK_(0115).xls"] = ("population-estimates", "mid-2015"),
        ["population/mye2015/MYEB3_summary_components_of_change_series_UK_(0215).csv"] = ("population-estimates", "mid-2015"),
        ["population/mye2019/ukmidyearestimates20192020ladcodes.xls"] = ("population-estimates", "mid-2019"),
        ["population/mye2023/mye23tablesew.xlsx"] = ("population-estimates", "mid-2023"),
        ["population/mye2024/mye24tablesew.csv"] = ("population-estimates", "mid-2024"),
        ["population/nomis_sample/lad.csv"] = ("population-estimates", "mid-2021"),
        ["revenue/ra/RA_2010-11__1934015.xls"] = ("revenue-budgets", "2010-11"),
        ["revenue/ra/RA_2011-12__2179334.xls"] = ("revenue-budgets", "2011-12"),
        ["revenue/ra/RA_2012-13_data_by_LA_-_Nat_Stats_Release_-_Revised_31-Jul-2013.xls"] = ("revenue-budgets", "2012-13"),
        ["revenue/ra/RA_2013-14_data_by_LA_-_Nat_Stats_Release_-_31-Jul-2013.xls"] = ("revenue-budgets", "2013-14"),
        ["revenue/ra/RA_2014-15_data_by_LA_-_Nat_Stats_Release_-_Revised_22-Oct-2014.xls"] = ("revenue-budgets", "2014-15"),
        ["revenue/ra/RA_2015-16_data_by_LA_-_Nat_Stats_Release_-_15-Jul-2015.xls"] = ("revenue-budgets", "2015-16"),
        ["revenue/ra/RA_2016-17_data_by_LA.xlsx"] = ("revenue-budgets", "2016-17"),
        ["revenue/ra/RA_2017-18_data_by_LA.xlsx"] = ("revenue-budgets", "2017-18"),
        ["revenue/ra/RA_2018-19_data_by_LA.xlsx"] = ("revenue-budgets", "2018-19"),
        ["revenue/ra/RA_2019-20_data_by_LA.xlsx"] = ("revenue-budgets", "2019-20"),
        ["revenue/ra/RA_2021-22_data_by_LA.csv"] = ("revenue-budgets", "2021-22"),
        ["revenue/ra/RA_2023-24_data_Part_1.csv"] = ("revenue-budgets", Refused + "a row ENGLAND below the authorities"),
        ["revenue/ra/RA_2023-24_data_Part_1_manual.csv"] = (
            "revenue-budgets",
            Refused + "a title above the table that names the financial year"
        ),
        ["revenue/ra/RA_2024-25_data_Part_1.ods"] = ("revenue-budgets", "2024-25"),
        ["revenue/rs/1718946 [Revenue Outturn Summary RS data 2007-08 by LA nd].xls"] = ("revenue-outturn-summaries", "2007-08"),
        ["revenue/rs/1718972 [Revenue Outturn Summary RS data 2008-09 by LA - revised 17 Nov 2011].xls"] = (
            "revenue-outturn-summaries",
            "2008-09"
        ),
        ["revenue/rs/RS [Revenue Outturn Summary RS data 2009-10 by LA nd].xls"] = ("revenue-outturn-summaries", "2009-10"),
        ["revenue/rs/RS_2015-16_data_by_LA_-_Revision.xlsx"] = ("revenue-outturn-summaries", "2015-16"),
        ["revenue/rs/RS_2016-17_data_by_LA.xlsx"] = ("revenue-outturn-summaries", "2016-17"),
        ["revenue/rs/RS_2017-18_data_by_LA.xlsx"] = ("revenue-outturn-summaries", "2017-18"),
        ["revenue/rs/RS_2017-18_data_by_LA_PRENOV.xlsx"] = ("revenue-outturn-summaries", "2017-18"),
        ["revenue/rs/Revenue_Outturn_Summary__RS__data_2010-11_by_LA_-_27-Nov-2012-v2.xls"] = ("revenue-outturn-summaries", "2010-11"),
        ["revenue/rs/Revenue_Outturn_Summary__RS__data_2011-12_by_LA_-_Revised_28-Nov-2013.xls"] = ("revenue-outturn-summaries", "2011-12"),
        ["revenue/rs/Revenue_Outturn_Summary__RS__data_2012-13_by_LA__Revised__-_18-Feb-2014.xls"] = (
            "revenue-outturn-summaries",
            "2012-13"
        ),
        ["revenue/rs/Revenue_Outturn_Summary__RS__data_2013-14_by_LA_-_Revised_28-Jan-2015.xls"] = ("revenue-outturn-summaries", "2013-14"),
        ["revenue/rs/Revenue_Outturn_Summary__RS__data_2014-15_by_LA_-_02-Feb-2016.xls"] = ("revenue-outturn-summaries", "2014-15"),
        ["revenue/ro2/RO2_2018-19_data_by_LA.xlsx"] = ("revenue-outturn-details", "2018-19 RO2"),
        ["revenue/ro3/RO3 [Revenue Outturn RO3 data 2009-10 by LA nd].xls"] = ("revenue-outturn-details", "2009-10 RO3"),
        ["revenue/ro3/Revenue_Outturn__RO3__data_2008-09_by_LA_-_Revised_17-Nov-2011.xls"] = ("revenue-outturn-details", "2008-09 RO3"),
        ["revenue/ro3/Revenue_Outturn__RO3__data_2010-11_by_LA_-_27-Nov-2012-v2.xls"] = ("revenue-outturn-details", "2010-11 RO3"),
        ["revenue/ro3/Revenue_Outturn__RO3__data_2011-12_by_LA_-_Revised_28-Nov-2013.xls"] = ("revenue-outturn-details", "2011-12 RO3"),
        ["revenue/ro3/Revenue_Outturn__RO3__data_2012-13_by_LA__Revised__-_18-Feb-2014.xls"] = ("revenue-outturn-details", "2012-13 RO3"),
        ["revenue/ro3/Revenue_Outturn__RO3__data_2013-14_by_LA.xls"] = ("revenue-outturn-details", "2013-14 RO3"),
        ["revenue/rsx/RSX_2021-22_data_by_LA_Live.csv"] = ("revenue-outturn-service-tables", "2021-22"),
        ["revenue/rsx/RSX_2023-24_data_by_LA.csv"] = ("revenue-outturn-service-tables", "2023-24"),
        ["revenue/multi_year_slim/council_spending.json"] = ("revenue-outturn-time-series", "time-series"),
        ["revenue/rs_json_budget_galaxy/uk_council_finance_2022_23.json"] = ("revenue-outturn-time-series", "2022-23"),
        ["revenue/rs_json_budget_galaxy/uk_council_finance_2023_24.json"] = ("revenue-outturn-time-series", "2023-24"),
        ["revenue/rs_json_budget_galaxy/uk_council_finance_2024_25.json"] = ("revenue-outturn-time-series", "2024-25"),
    };

    [Fact]
    public void Every_published_file_is_of_the_source_and_comes_to_the_outcome_stated_here()
    {
        var root = PublishedFiles.RequireFolder();
        var seen = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var path in PublishedFiles.All())
        {
            var name = Path.GetRelativePath(root, path).Replace(Path.DirectorySeparatorChar, '/');
            var file = new PublishedFile(Path.GetFileName(path), File.ReadAllBytes(path));
            if (Files.Recognise(file) is not { } source)
            {
                continue;
            }

            var outcome = source.Read(file, CancellationToken.None) switch
            {
                Reading.Accepted accepted => accepted.Content.Slot,
                Reading.Refused refused => Refused + refused.Reasons[0].Expected,
                _ => "",
            };

            // A reason is stated by how it begins.
            var reason = Expected.GetValueOrDefault(name).Outcome;
            var isAsStated =
                reason?.StartsWith(Refused, StringComparison.Ordinal) == true && outcome.StartsWith(reason, StringComparison.Ordinal);
            seen[name] = $"{source.Description.Id}: {(isAsStated ? reason : outcome)}";
        }

        var came = seen.Select(pair => $"{pair.Key} -> {pair.Value}").ToHashSet(StringComparer.Ordinal);
        var stated = Expected.Select(pair => $"{pair.Key} -> {pair.Value.Source}: {pair.Value.Outcome}").ToHashSet(StringComparer.Ordinal);
        came.Except(stated).ShouldBeEmpty("came to something that is not stated");
        stated.Except(came).ShouldBeEmpty("stated, and came to something else");
    }
}
