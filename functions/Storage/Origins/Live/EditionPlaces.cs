using System.Text.RegularExpressions;

namespace BudgetWatch.Storage.Origins.Live;

/// <summary>
/// Where the editions of each source are, by source id: the one place to add the next. Addresses of attachments change with every correction, so
/// none stands here; a publication's page lasts for years, and so do addresses that are made to. What attachments are called decides only the order in which they are
/// looked at, and which are left alone; what they are, their content says (ADR 0019). Names are matched with spaces for underscores.
/// </summary>
internal static partial class EditionPlaces
{
    private const RegexOptions Options = RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture;
    private const int Timeout = 1_000;

    private const string RevenueCollection = "/government/collections/local-authority-revenue-expenditure-and-financing";

    private static readonly Dictionary<string, EditionPlace[]> places = new(StringComparer.Ordinal)
    {
        // Only files: the publisher has the original.
        ["revenue-budgets-rehosted"] = [],
        ["revenue-budgets"] = [new GovUkPlace(RevenueCollection, BudgetAttachment(), BudgetRelease(), NotBudget(), FirstYear: 2010)],
        ["revenue-outturn-summaries"] =
        [
            new GovUkPlace(RevenueCollection, SummaryAttachment(), OutturnRelease(), NotSummary(), FirstYear: 2007),
        ],
        ["revenue-outturn-service-tables"] =
        [
            new GovUkPlace(RevenueCollection, ServiceAttachment(), OutturnRelease(), NotServiceTable(), FirstYear: 2018),
        ],
        ["revenue-outturn-time-series"] =
        [
            new GovUkPlace(
                "/government/statistics/local-authority-revenue-expenditure-and-financing-england-revenue-outturn-multi-year-data-set",
                TimeSeriesAttachment(),
                Other: NotTimeSeries()
            ),
        ],
        ["indices-of-deprivation"] =
        [
            new GovUkPlace("/government/statistics/english-indices-of-deprivation-2015", IndicesAttachment(), Other: NotIndices()),
            new GovUkPlace("/government/statistics/english-indices-of-deprivation-2019", IndicesAttachment(), Other: NotIndices()),
            new GovUkPlace("/government/statistics/english-indices-of-deprivation-2025", IndicesAttachment(), Other: NotIndices()),
        ],
        ["gdp-deflators"] =
        [
            new GovUkPlace(
                "/government/collections/gdp-deflators-at-market-prices-and-money-gdp",
                DeflatorAttachment(),
                DeflatorRelease(),
                NotDeflators(),
                NewestOnly: true
            ),
        ],
        ["population-estimates"] =
        [
            // England, its regions, its counties and unitaries, its districts, as of April 2023: persons of all ages, on the census of 2021.
            new NomisPlace(
                "NM_2002_1",
                "geography=E92000001,TYPE480,TYPE423,TYPE424&date=latestMINUS13-latest&gender=0&c_age=200&measures=20100",
                "Population estimates: local authority based by single year of age",
                "nomis-NM_2002_1.csv"
            ),
        ],
        ["charity-register"] =
        [
            Extract("charity", "charities"),
            Extract("charity_area_of_operation", "areas of operation"),
            Extract("charity_classification", "classification"),
            Extract("charity_annual_return_history", "annual return history"),
        ],
    };

    private static FixedPlace Extract(string table, string title) =>
        new(
            settings => settings.CharityRegister,
            $"/data/json/publicextract.{table}.zip",
            $"Register of charities, public extract: {title}"
        );

    /// <summary>Where the editions of a source are; nowhere where no publisher can be asked.</summary>
    public static IReadOnlyList<EditionPlace> Of(string sourceId) => places.GetValueOrDefault(sourceId, []);

    // ...-england-2026-to-2027-budget-individual-local-authority-data, with --6 at the end now and then; ...-financing-2023-24-budget-england.
    [GeneratedRegex(
        @"-budget-individual-local-authority-data(--\d+)?$|-\d{4}-\d{2}-budget-england(--\d+)?$|\bbudget\b.*\bindividual local authority data\b",
        Options,
        Timeout
    )]
    private static partial Regex BudgetRelease();

    // RA_2019-20_data_by_LA.xlsx; from 2023-24 RA_2023-24_data_Part_1.ods. In 2010-11 1934015.xls, and only the title says what it is.
    [GeneratedRegex(@"\bRA\b|\brevenue account\b", Options, Timeout)]
    private static partial Regex BudgetAttachment();

    [GeneratedRegex(
        @"\bpart[ -]*2\b|\bspecific\b|\bgrants?\b|\bSG\b|\bforms?\b|\bguidance\b|\bvalidations?\b|\bmetadata\b",
        Options,
        Timeout
    )]
    private static partial Regex NotBudget();

    // ...-england-2024-to-2025-individual-local-authority-data-outturn; earlier ...-outturn-individual-local-authority-data.
    [GeneratedRegex(
        @"-individual-local-authority-data-outturn(--\d+)?$|-outturn-individual-local-authority-data(--\d+)?$|\bindividual local authority data\b.*\boutturn\b|\boutturn\b.*\bindividual local authority data\b",
        Options,
        Timeout
    )]
    private static partial Regex OutturnRelease();

    // RS_2017-18_data_by_LA.xlsx; before Revenue_Outturn_Summary__RS__data_2010-11_by_LA_-_27-Nov-2012-v2.xls, and 1718946.xls with a title.
    [GeneratedRegex(@"\bRS\b|\brevenue (outturn )?summary\b", Options, Timeout)]
    private static partial Regex SummaryAttachment();

    [GeneratedRegex(@"\b(RSX|RG|RO ?\d|TSR|SAR)\b|\bforms?\b|\bguidance\b|\bvalidations?\b|\bmetadata\b", Options, Timeout)]
    private static partial Regex NotSummary();

    [GeneratedRegex(@"\bRSX\b|\bservice expenditure summary\b", Options, Timeout)]
    private static partial Regex ServiceAttachment();

    [GeneratedRegex(@"\b(RS|RG|RO ?\d|TSR|SAR)\b|\bforms?\b|\bguidance\b|\bvalidations?\b|\bmetadata\b", Options, Timeout)]
    private static partial Regex NotServiceTable();

    [GeneratedRegex(@"\btime series\b|\bmulti[ -]?year\b", Options, Timeout)]
    private static partial Regex TimeSeriesAttachment();

    [GeneratedRegex(@"\bmetadata\b|\bguidance\b", Options, Timeout)]
    private static partial Regex NotTimeSeries();

    // Files 10 and 11 of 2015, 2019 and 2025: File_10_-_IoD2019_Local_Authority_District_Summaries__lower-tier__.xlsx. The others have numbers too.
    [GeneratedRegex(@"\bFile ?1[01]\b", Options, Timeout)]
    private static partial Regex IndicesAttachment();

    [GeneratedRegex(@"\bFile ?(?!1[01]\b)\d+\b", Options, Timeout)]
    private static partial Regex NotIndices();

    // ...-money-gdp-june-2026-quarterly-national-accounts, -march-2026-budget, -spring-statement.
    [GeneratedRegex(@"/gdp-deflators-at-market-prices-and-money-gdp-", Options, Timeout)]
    private static partial Regex DeflatorRelease();

    [GeneratedRegex(@"\bdeflators?\b", Options, Timeout)]
    private static partial Regex DeflatorAttachment();

    [GeneratedRegex(@"\bguide\b|\bguidance\b", Options, Timeout)]
    private static partial Regex NotDeflators();
}
