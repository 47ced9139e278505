using BudgetWatch.Sources;
using BudgetWatch.Storage.Origins.Live;
using BudgetWatch.Storage.Origins.Live.GovUk;

namespace BudgetWatch.Storage.Tests.Live;

/// <summary>File names and slugs are the publishers' own, as far as they are known.</summary>
public sealed class EditionPlacesTests
{
    private const string Finance = "/government/statistics/local-authority-revenue-expenditure-and-financing";

    [Theory]
    [InlineData("revenue-budgets", "RA_2012-13_data_by_LA_-_Nat_Stats_Release_-_Revised_31-Jul-2013.xls")]
    [InlineData("revenue-budgets", "RA_2014-15_data_by_LA_-_Nat_Stats_Release_-_Revised_22-Oct-2014.xls")]
    [InlineData("revenue-budgets", "RA_2019-20_data_by_LA.xlsx")]
    [InlineData("revenue-budgets", "RA_2021-22_data_by_LA.ods")]
    [InlineData("revenue-budgets", "RA_2023-24_data_Part_1.ods")]
    [InlineData("revenue-budgets", "RA_2024-25_data_Part_1.ods")]
    [InlineData("revenue-outturn-summaries", "Revenue_Outturn_Summary__RS__data_2010-11_by_LA_-_27-Nov-2012-v2.xls")]
    [InlineData("revenue-outturn-summaries", "RS_2015-16_data_by_LA_-_Revision.xlsx")]
    [InlineData("revenue-outturn-summaries", "RS_2017-18_data_by_LA.xlsx")]
    [InlineData("revenue-outturn-service-tables", "RSX_2021-22_data_by_LA_Live.ods")]
    [InlineData("revenue-outturn-service-tables", "RSX_2023-24_data_by_LA.ods")]
    [InlineData("revenue-outturn-time-series", "Revenue_Outturn_time_series_data_v2.3.csv")]
    [InlineData("revenue-outturn-time-series", "Revenue_Outturn_time_series_data_v4.csv")]
    [InlineData("indices-of-deprivation", "File_10_ID2015_Local_Authority_District_Summaries.xlsx")]
    [InlineData("indices-of-deprivation", "File_10_-_IoD2019_Local_Authority_District_Summaries__lower-tier__.xlsx")]
    [InlineData("indices-of-deprivation", "File_11_-_IoD2019_Local_Authority_District_Summaries__upper-tier__.xlsx")]
    [InlineData("indices-of-deprivation", "File_10_-_IoD2025_Local_Authority_District_Summaries__lower-tier__v2.xlsx")]
    [InlineData("gdp-deflators", "GDP_Deflators_Qtrly_National_Accounts_June_2026_update.xlsx")]
    [InlineData("gdp-deflators", "GDP_Deflators_Budget_March_2020_update.xlsx")]
    public void An_edition_is_known_by_its_name(string source, string name) => IsEdition(source, name, null).ShouldBeTrue();

    [Theory]
    [InlineData("revenue-budgets", "1934015.xls", "Revenue account (RA) budget 2010-11")]
    [InlineData("revenue-outturn-summaries", "1718946.xls", "Revenue Outturn Summary (RS) data 2007-08 by LA")]
    public void Or_by_its_title(string source, string name, string title)
    {
        IsEdition(source, name, title).ShouldBeTrue();
        IsEdition(source, name, null).ShouldBeFalse();
    }

    [Theory]
    [InlineData("revenue-budgets", "RA_2024-25_data_Part_2.ods", "Revenue Account (RA) 2024-25: Part 2")]
    [InlineData("revenue-budgets", "SG_2019-20_data_by_LA.xlsx", "Revenue Account (RA) specific and special grants")]
    [InlineData("revenue-budgets", "RS_2019-20_data_by_LA.xlsx", "Revenue summary (RS)")]
    [InlineData("revenue-outturn-summaries", "RSX_2019-20_data_by_LA.xlsx", "Revenue service expenditure summary (RSX)")]
    [InlineData("revenue-outturn-summaries", "RG_2019-20_data_by_LA.xlsx", null)]
    [InlineData("revenue-outturn-service-tables", "RS_2019-20_data_by_LA.xlsx", "Revenue summary (RS)")]
    [InlineData("revenue-outturn-time-series", "Revenue_Outturn_metadata.ods", null)]
    [InlineData("indices-of-deprivation", "File_1_-_IMD2019_Index_of_Multiple_Deprivation.xlsx", "File 1: index of multiple deprivation")]
    [InlineData("indices-of-deprivation", "File_14_-_IoD2015_Recast_to_2019_LAD_Summaries.xlsx", "File 14: summaries recast")]
    [InlineData("gdp-deflators", "GDP_Deflators_User_Guide.pdf", null)]
    public void What_lies_beside_it_is_not(string source, string name, string? title) => IsEdition(source, name, title).ShouldBeFalse();

    [Theory]
    [InlineData("revenue-budgets", "-england-2026-to-2027-budget-individual-local-authority-data", true)]
    [InlineData("revenue-budgets", "-england-2015-to-2016-budget-individual-local-authority-data--6", true)]
    [InlineData("revenue-budgets", "-2023-24-budget-england", true)]
    [InlineData("revenue-budgets", "-england-2024-to-2025-individual-local-authority-data-outturn", false)]
    [InlineData("revenue-budgets", "-england-2026-to-2027-budget", false)]
    [InlineData("revenue-budgets", "-england-2009-to-2010-budget-individual-local-authority-data", false)]
    [InlineData("revenue-outturn-summaries", "-england-2024-to-2025-individual-local-authority-data-outturn", true)]
    [InlineData("revenue-outturn-summaries", "-england-2026-to-2027-budget-individual-local-authority-data", false)]
    [InlineData("revenue-outturn-service-tables", "-england-2024-to-2025-individual-local-authority-data-outturn", true)]
    public void A_release_is_known_by_its_path(string source, string slug, bool isOne)
    {
        var page = new GovUkPage("/c", "C", null, false, null, [new GovUkDocument(Finance + slug, "T", false, null)], []);
        GovUkReleases.Of(Place(source), page).Count.ShouldBe(isOne ? 1 : 0);
    }

    [Theory]
    [InlineData("authority-register")]
    [InlineData("district-lineage")]
    [InlineData("grants-by-district")]
    [InlineData("postcode-districts")]
    public void What_no_publisher_has_an_api_for_has_no_place(string source)
    {
        SourceCatalogue.Find(source).ShouldNotBeNull();
        EditionPlaces.Of(source).ShouldBeEmpty();
    }

    /// <summary>Slips and habits no pattern was made from: they are looked at, and their content says what they are.</summary>
    [Theory]
    [InlineData("revenue-budgets", "RSLA2031.ods", "Data by authority")]
    [InlineData("revenue-budgets", "ra%202031-32%20DATA.ODS", null)]
    [InlineData("revenue-budgets", "Budget_2031_workbook", "Download")]
    [InlineData("revenue-budgets", "1934015.xls", null)]
    [InlineData("revenue-budgets", "RA_2031-32_data_Part_2.ods", "Revenue Account (RA) data 2031-32")]
    [InlineData("revenue-outturn-summaries", "RS_LA_Data_2031-32.xlsx", "Table 1")]
    [InlineData("revenue-outturn-service-tables", "outturn.services.2031.zip", null)]
    [InlineData("gdp-deflators", "CGDP_Deflaters_Qtrly_December_2031.xlsx", "December 2031")]
    [InlineData("indices-of-deprivation", "IoD2025_districts.xlsx", "Summaries")]
    [InlineData("revenue-outturn-time-series", "RO_all_years.csv", "All years")]
    public void What_may_be_a_table_is_looked_at_whatever_it_is_called(string source, string name, string? title) =>
        Choose(source, name, title).ShouldNotBeNull().IsOther.ShouldBeFalse();

    [Theory]
    [InlineData("revenue-budgets", "RA_2031-32_data_Part_2.ods", "Revenue Account (RA) data 2031-32 (part 2)")]
    [InlineData("revenue-budgets", "SG_2031-32_data.ods", "Specific and special grants (SG) 2031-32")]
    [InlineData("revenue-outturn-summaries", "RG_LA_Data_2031-32_data_by_LA.ods", "Revenue outturn specific grants (RG) 2031-32")]
    [InlineData("revenue-outturn-service-tables", "RO1%202031-32.ods", "Revenue outturn education services (RO1) 2031-32")]
    public void What_its_name_and_its_title_both_call_something_else_is_left_alone(string source, string name, string title) =>
        Choose(source, name, title).ShouldNotBeNull().IsOther.ShouldBeTrue();

    [Fact]
    public void A_document_is_not_looked_at() => Choose("revenue-budgets", "RA_2031-32_Notes.DOCX", "Revenue account (RA)").ShouldBeNull();

    [Fact]
    public void Likely_names_come_first_and_of_one_table_in_two_formats_opendocument()
    {
        string[] names = ["contacts.xlsx", "RA_2031-32_data.xlsx", "annex.csv", "RA_2031-32_data.ods", "SG_2031-32.ods"];
        var page = new GovUkPage(
            "/p",
            "P",
            null,
            false,
            null,
            [],
            [.. names.Select(name => new GovUkAttachment(name, name, new Uri($"https://assets.publishing.service.gov.uk/{name}")))]
        );
        GovUkAttachments
            .Of(Place("revenue-budgets"), page)
            .Select(chosen => chosen.Attachment.FileName)
            .ShouldBe(["RA_2031-32_data.ods", "RA_2031-32_data.xlsx", "contacts.xlsx", "annex.csv", "SG_2031-32.ods"]);
    }

    private static bool IsEdition(string source, string name, string? title) => Choose(source, name, title) is { IsLikely: true };

    private static ChosenAttachment? Choose(string source, string name, string? title)
    {
        var page = new GovUkPage(
            "/p",
            "P",
            null,
            false,
            null,
            [],
            [new GovUkAttachment(name, title, new Uri("https://assets.publishing.service.gov.uk/x"))]
        );
        return GovUkAttachments.Of(Place(source), page).SingleOrDefault();
    }

    private static GovUkPlace Place(string source) => (GovUkPlace)EditionPlaces.Of(source)[0];
}
