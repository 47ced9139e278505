namespace BudgetWatch.Snapshot;

/// <summary>Where each original was published: the file itself where its address is known, else the page it is on.</summary>
internal static class Addresses
{
    private const string Attachment = "https://assets.publishing.service.gov.uk/government/uploads/system/uploads/attachment_data/file/";

    private const string TimeSeries =
        "https://assets.publishing.service.gov.uk/media/6937fe05e447374889cd8f4b/Revenue_Outturn_time_series_data_v3.1.csv";

    private static readonly Dictionary<string, string> Known = new(StringComparer.Ordinal)
    {
        ["revenue-budgets-2010-11"] = Attachment + "7367/1934015.xls",
        ["revenue-budgets-2011-12"] = Attachment + "7369/2179334.xls",
        ["revenue-budgets-2012-13"] = Attachment + "78647/RA_2012-13_data_by_LA_-_Nat_Stats_Release_-_Revised_31-Jul-2013.xls",
        ["revenue-budgets-2014-15"] = Attachment + "365591/RA_2014-15_data_by_LA_-_Nat_Stats_Release_-_Revised_22-Oct-2014.xls",
        ["revenue-budgets-2015-16"] = Attachment + "444910/RA_2015-16_data_by_LA_-_Nat_Stats_Release_-_15-Jul-2015.xls",
        ["revenue-budgets-2017-18"] = Attachment + "623097/RA_2017-18_data_by_LA.xlsx",
        ["revenue-budgets-2018-19"] = Attachment + "720343/RA_2018-19_data_by_LA.xlsx",
        ["revenue-budgets-2019-20"] = Attachment + "812517/RA_2019-20_data_by_LA.xlsx",
        ["indices-of-deprivation-2010-lower-tier"] = "https://www.gov.uk/government/statistics/english-indices-of-deprivation-2010",
        ["revenue-outturn-time-series-2022-23"] = TimeSeries,
        ["revenue-outturn-time-series-2023-24"] = TimeSeries,
        ["revenue-outturn-time-series-2024-25"] = TimeSeries,
        ["indices-of-deprivation-2015-lower-tier"] = Attachment + "464464/File_10_ID2015_Local_Authority_District_Summaries.xlsx",
        ["indices-of-deprivation-2019-lower-tier"] =
            Attachment + "833995/File_10_-_IoD2019_Local_Authority_District_Summaries__lower-tier__.xlsx",
        ["indices-of-deprivation-2019-upper-tier"] = "https://www.gov.uk/government/statistics/english-indices-of-deprivation-2019",
        ["indices-of-deprivation-2025-lower-tier"] = "https://www.gov.uk/government/statistics/english-indices-of-deprivation-2025",
        ["grants-by-district-to-2018-19"] = "https://github.com/yanoak/360giving-deprivation",
        ["population-estimates-mid-2015"] =
            "https://www.ons.gov.uk/peoplepopulationandcommunity/populationandmigration/populationestimates/datasets/populationestimatesforukenglandandwalesscotlandandnorthernireland",
        ["population-estimates-mid-2019"] =
            "https://www.ons.gov.uk/peoplepopulationandcommunity/populationandmigration/populationestimates/datasets/populationestimatesforukenglandandwalesscotlandandnorthernireland",
    };

    /// <summary>Where an edition was published.</summary>
    public static Uri Of(Edition edition) =>
        Known.TryGetValue(edition.Name, out var address) ? new Uri(address) : edition.Source.Description.Home;

    /// <summary>What a reader should know of the file the figures were taken from, beyond its name.</summary>
    public static string? NoteOn(Edition edition) =>
        edition.Name switch
        {
            "revenue-budgets-rehosted-2026-27" =>
                "Figures of MHCLG's RA_2026-27_data_Part_1.ods (last updated 11 June 2026) as two public repositories carry them: damayanti-c/uk-politics and highlyvisual/voter-app. BudgetWatch does not have the original, so no cell of it can be named.",
            "revenue-budgets-2021-22" => "A CSV copy of RA_2021-22_data_by_LA.ods as the publisher issued it, saved by a third party.",
            "indices-of-deprivation-2025-lower-tier" =>
                "The district summaries of the Indices of 2025 (File 10), made long by a third party.",
            "population-estimates-mid-2024" =>
                "A CSV copy of the sheet of persons by age (MYE2) of mye24tablesew.xlsx, saved by a third party without its title; known by England's total.",
            "revenue-outturn-service-tables-2021-22" or "revenue-outturn-service-tables-2023-24" =>
                "A CSV copy of the data sheet as the publisher issued it, saved by a third party.",
            "revenue-outturn-time-series" =>
                "Sixteen columns of Revenue_Outturn_time_series_data_v2.3.csv, kept as JSON by a third party; it has no E-codes and no status.",
            "revenue-outturn-time-series-2022-23" or "revenue-outturn-time-series-2023-24" or "revenue-outturn-time-series-2024-25" =>
                "One year of Revenue_Outturn_time_series_data_v3.1.csv, kept as JSON in pounds by a third party, which left services of 0 and total service expenditure out.",
            "gdp-deflators" =>
                "The Treasury's series of March 2026 as a CSV of financial years, compiled by a third party; forecasts chained from its percentage changes.",
            "grants-by-district-to-2018-19" =>
                "Totals a third party drew in October 2019 from the grants that funders had published with 360Giving; it states no licence of its own. The licences of the funders are open; which funder has which cannot be told from totals.",
            _ when edition.Name.StartsWith("revenue-", StringComparison.Ordinal) && !Known.ContainsKey(edition.Name) =>
                "The address of the file itself is not known; the one given is of the page that lists every year's files.",
            _ => null,
        };
}
