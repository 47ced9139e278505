using System.Text.RegularExpressions;

namespace BudgetWatch.Storage.Origins.Live;

/// <summary>
/// Where the editions of each source are, by source id: the one place to add the next. Addresses of attachments change with every correction, so
/// none stands here; a publication's page and what its attachments are called last for years, and so do addresses that are made to. A pattern that is too wide shows as a file
/// refused, one that is too narrow as a release without its attachment. Names are matched with spaces for underscores.
/// </summary>
internal static partial class EditionPlaces
{
    private const RegexOptions Options = RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture;
    private const int Patience = 1_000;

    private const string RevenueCollection = "/government/collections/local-authority-revenue-expenditure-and-financing";

    private static readonly EditionPlace[] bundled = [new BundledPlace()];

    private static readonly Dictionary<string, EditionPlace[]> places = new(StringComparer.Ordinal)
    {
        ["revenue-budgets"] =
        [
            new GovUkPlace(RevenueCollection, BudgetAttachment(), BudgetRelease(), NoBudgetAttachment(), FirstYear: 2010),
        ],
        ["revenue-outturn-summaries"] =
        [
            new GovUkPlace(RevenueCollection, SummaryAttachment(), OutturnRelease(), NoSummaryAttachment(), FirstYear: 2007),
        ],
        ["revenue-outturn-service-tables"] =
        [
            new GovUkPlace(RevenueCollection, ServiceAttachment(), OutturnRelease(), FirstYear: 2018),
        ],
        ["revenue-outturn-time-series"] =
        [
            new GovUkPlace(
                "/government/statistics/local-authority-revenue-expenditure-and-financing-england-revenue-outturn-multi-year-data-set",
                TimeSeriesAttachment()),
        ],
        ["indices-of-deprivation"] =
        [
            new GovUkPlace("/government/statistics/english-indices-of-deprivation-2015", IndicesAttachment()),
            new GovUkPlace("/government/statistics/english-indices-of-deprivation-2019", IndicesAttachment()),
            new GovUkPlace("/government/statistics/english-indices-of-deprivation-2025", IndicesAttachment()),

            // The Indices of 2010 were published under names that say nothing, and do not change any more.
            new BundledPlace(),
        ],
        ["gdp-deflators"] =
        [
            new GovUkPlace(
                "/government/collections/gdp-deflators-at-market-prices-and-money-gdp", DeflatorAttachment(), DeflatorRelease(),
                NewestOnly: true),
        ],
        ["population-estimates"] =
        [
            // England, its regions, its counties and unitaries, its districts, as of April 2023: persons of all ages, on the census of 2021.
            new NomisPlace(
                "NM_2002_1",
                "geography=E92000001,TYPE480,TYPE423,TYPE424&date=latestMINUS13-latest&gender=0&c_age=200&measures=20100",
                "Population estimates: local authority based by single year of age",
                "nomis-NM_2002_1.csv"),

            // Nomis leaves the years of abolished councils empty, so estimates on older boundaries come with the app.
            new BundledPlace(),
        ],
        ["charity-register"] =
        [
            Extract("charity", "charities"),
            Extract("charity_area_of_operation", "areas of operation"),
            Extract("charity_classification", "classification"),
            Extract("charity_annual_return_history", "annual return history"),
        ],
    };

    private static FixedPlace Extract(string table, string title) => new(
        settings => settings.CharityRegister, $"/data/json/publicextract.{table}.zip", $"Register of charities, public extract: {title}");

    /// <summary>Where the editions of a source are; the bundled snapshot where no publisher can be asked.</summary>
    public static IReadOnlyList<EditionPlace> Of(string sourceId) => places.GetValueOrDefault(sourceId, bundled);

    // ...-england-2026-to-2027-budget-individual-local-authority-data, with --6 at the end now and then; ...-financing-2023-24-budget-england.
    [GeneratedRegex(@"-budget-individual-local-authority-data(--\d+)?$|-\d{4}-\d{2}-budget-england(--\d+)?$|\bbudget\b.*\bindividual local authority data\b", Options, Patience)]
    private static partial Regex BudgetRelease();

    // RA_2019-20_data_by_LA.xlsx; from 2023-24 RA_2023-24_data_Part_1.ods. In 2010-11 1934015.xls, and only the title says what it is.
    [GeneratedRegex(@"^RA[ -]?\d{4}-\d{2}[ -]+(data[ -]+)?(by[ -]+LA|Part[ -]*1)\b|\brevenue account\b.*\bbudget\b|\brevenue account \(RA\)", Options, Patience)]
    private static partial Regex BudgetAttachment();

    [GeneratedRegex(@"\bpart[ -]*2\b|\bspecific\b|\bgrants?\b|\bSG\b|\bform\b|\bguidance\b|\breserves\b", Options, Patience)]
    private static partial Regex NoBudgetAttachment();

    // ...-england-2024-to-2025-individual-local-authority-data-outturn; earlier ...-outturn-individual-local-authority-data.
    [GeneratedRegex(@"-individual-local-authority-data-outturn(--\d+)?$|-outturn-individual-local-authority-data(--\d+)?$|\bindividual local authority data\b.*\boutturn\b|\boutturn\b.*\bindividual local authority data\b", Options, Patience)]
    private static partial Regex OutturnRelease();

    // RS_2017-18_data_by_LA.xlsx; before Revenue_Outturn_Summary__RS__data_2010-11_by_LA_-_27-Nov-2012-v2.xls, and 1718946.xls with a title.
    [GeneratedRegex(@"^RS[ -]?\d{4}-\d{2}[ -]+data[ -]+by[ -]+LA\b|\brevenue (outturn )?summary +\(?RS\b", Options, Patience)]
    private static partial Regex SummaryAttachment();

    [GeneratedRegex(@"\bform\b|\bguidance\b", Options, Patience)]
    private static partial Regex NoSummaryAttachment();

    [GeneratedRegex(@"^RSX[ -]?\d{4}-\d{2}[ -]+data[ -]+by[ -]+LA\b|\(RSX\)", Options, Patience)]
    private static partial Regex ServiceAttachment();

    [GeneratedRegex(@"^Revenue Outturn time series data v[\d.]+\.csv$", Options, Patience)]
    private static partial Regex TimeSeriesAttachment();

    // Files 10 and 11 of 2015, 2019 and 2025: File_10_-_IoD2019_Local_Authority_District_Summaries__lower-tier__.xlsx.
    [GeneratedRegex(@"^File 1[01][ :-].*summaries", Options, Patience)]
    private static partial Regex IndicesAttachment();

    // ...-money-gdp-june-2026-quarterly-national-accounts, -march-2026-budget, -spring-statement.
    [GeneratedRegex(@"/gdp-deflators-at-market-prices-and-money-gdp-", Options, Patience)]
    private static partial Regex DeflatorRelease();

    [GeneratedRegex(@"^GDP Deflators.*\.(xlsx?|ods|csv)$", Options, Patience)]
    private static partial Regex DeflatorAttachment();
}
