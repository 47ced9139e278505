using System.Globalization;
using System.Text;

namespace BudgetWatch.TestKit.Publishers;

/// <summary>
/// The bundled snapshot as its publishers would publish it today: budgets in a collection with releases of every shape, indices on their pages,
/// deflators in theirs, the newest population estimates on Nomis.
/// </summary>
public static class PublishedSnapshotFiles
{
    /// <summary>The collection of local authority finance.</summary>
    public const string RevenueCollection = "/government/collections/local-authority-revenue-expenditure-and-financing";

    private const string WithdrawnBudget =
        "/government/statistics/local-authority-revenue-expenditure-and-financing-england-2020-to-2021-budget-individual-local-authority-data";

    private const string Deflators = "/government/collections/gdp-deflators-at-market-prices-and-money-gdp";
    private const string ChangedAt = "2026-06-25T09:30:00.000+01:00";

    // The first two are of the time when pages did not list their files.
    private static readonly string[] oldYears = ["2010-11", "2011-12"];
    private static readonly string[] years =
    [
        "2012-13",
        "2013-14",
        "2014-15",
        "2015-16",
        "2016-17",
        "2017-18",
        "2018-19",
        "2019-20",
        "2021-22",
        "2024-25",
    ];
    private static readonly string[] summaryYears =
    [
        "2007-08",
        "2008-09",
        "2009-10",
        "2010-11",
        "2011-12",
        "2012-13",
        "2013-14",
        "2014-15",
        "2015-16",
        "2016-17",
        "2017-18",
    ];
    private static readonly string[] serviceYears = ["2021-22", "2023-24"];
    private static readonly string[] timeSeries = ["", "-2022-23", "-2023-24", "-2024-25"];

    /// <summary>Where the snapshot is, in the repository this was built in.</summary>
    public static string Folder { get; } =
        Path.Combine(
            RepositoryFolder.Path ?? throw new InvalidOperationException("These tests run from a build inside the repository."),
            "functions",
            "Snapshot",
            "data"
        );

    /// <summary>The path of a year's budget on the file server.</summary>
    public static string BudgetPath(string year) =>
        oldYears.Contains(year)
            ? $"/government/uploads/system/uploads/attachment_data/file/73{year[2..4]}/{NameOf(year)}"
            : $"/media/5f1a2b3c4d5e6f7a8b9c{year.Replace("-", "", StringComparison.Ordinal)[2..]}/{NameOf(year)}";

    /// <summary>A file of the snapshot.</summary>
    public static byte[] Read(string name) => File.ReadAllBytes(Path.Combine(Folder, name));

    /// <summary>Copies what is no return, and of returns those that are named: a smaller release is built sooner.</summary>
    /// <param name="folder">Where to.</param>
    /// <param name="pattern">Which files: <c>*.csv</c>, or <c>*</c> for their provenance too.</param>
    /// <param name="returns">What the names of returns begin with: <c>revenue-budgets-2010-11</c>.</param>
    public static void CopyTo(string folder, string pattern, params string[] returns)
    {
        foreach (var name in Directory.EnumerateFiles(Folder, pattern).Select(path => Path.GetFileName(path)))
        {
            if (
                !name.StartsWith("revenue-", StringComparison.Ordinal)
                || returns.Any(kept => name.StartsWith(kept, StringComparison.Ordinal))
            )
                File.Copy(Path.Combine(Folder, name), Path.Combine(folder, name));
        }
    }

    /// <summary>Publishes all of it.</summary>
    public static void PublishSnapshot(this LocalPublisher publisher)
    {
        PublishBudgets(publisher);
        PublishOutturn(publisher);
        PublishIndices(publisher);
        PublishDeflators(publisher);
        publisher.Publish(new NomisDataset("NM_2002_1", [.. Population()]));
    }

    /// <summary>Publishes a year's budget under the address it has, in place of what is there.</summary>
    public static void PublishBudget(this LocalPublisher publisher, string year, byte[] body) =>
        publisher.Publish(BudgetPath(year), body, "text/csv");

    private static void PublishBudgets(LocalPublisher publisher)
    {
        foreach (var year in oldYears.Concat(years))
        {
            publisher.PublishBudget(year, Read($"revenue-budgets-{year}.csv"));
            var path = ReleasePath(year);
            var address = new Uri(publisher.Address, BudgetPath(year)).AbsoluteUri;
            publisher.Page(
                path,
                oldYears.Contains(year)
                    ? ContentApi.OldRelease(
                        path,
                        TitleOf(year),
                        ChangedAt,
                        new Attached($"Revenue account (RA) budget {year}", BudgetPath(year), NameOf(year)),
                        new Attached("Notes &amp; definitions", "/government/uploads/notes.pdf", "notes.pdf")
                    )
                    : ContentApi.Release(
                        path,
                        TitleOf(year),
                        ChangedAt,
                        new Attached($"Revenue Account (RA) specific grants {year}", address + "-sg", $"SG_{year}_data_by_LA.xlsx"),
                        new Attached($"Revenue Account (RA) {year}: data by local authority", address, NameOf(year))
                    )
            );
        }

        publisher.Page(
            WithdrawnBudget,
            ContentApi.Withdrawn(
                ContentApi.Release(
                    WithdrawnBudget,
                    TitleOf("2020-21"),
                    ChangedAt,
                    new Attached(
                        "Revenue Account (RA) 2020-21: data by local authority",
                        new Uri(publisher.Address, "/media/withdrawn").AbsoluteUri,
                        NameOf("2020-21")
                    )
                )
            )
        );
        publisher.Page(
            RevenueCollection,
            ContentApi.Collection(
                RevenueCollection,
                "Local authority revenue expenditure and financing",
                [
                    // In no order, among others, and one withdrawn.
                    .. years.Concat(oldYears).Select(year => new Listed(ReleasePath(year), TitleOf(year))),
                    new Listed(WithdrawnBudget, TitleOf("2020-21"), IsWithdrawn: true),
                    new Listed(
                        "/government/statistics/local-authority-revenue-expenditure-and-financing-england-2025-to-2026-budget",
                        "Local authority revenue expenditure and financing: 2025 to 2026 budget, England"
                    ),
                    new Listed(
                        "/government/statistics/local-authority-revenue-expenditure-and-financing-england-2008-to-2009-budget-individual-local-authority-data",
                        TitleOf("2008-09")
                    ),
                    .. summaryYears.Concat(serviceYears).Select(year => new Listed(OutturnPath(year), OutturnTitleOf(year))),
                    new Listed("/guidance/general-fund-revenue-account-budget-ra-2026-to-2027", "Revenue account budget forms: guidance"),
                ]
            )
        );
    }

    private static void PublishOutturn(LocalPublisher publisher)
    {
        foreach (
            var (year, file) in summaryYears
                .Select(year => (year, SummaryName(year)))
                .Concat(serviceYears.Select(year => (year, $"RSX_{year}_data_by_LA.csv")))
        )
        {
            var source = serviceYears.Contains(year) ? "revenue-outturn-service-tables" : "revenue-outturn-summaries";
            publisher.Publish($"/media/{file}", Read($"{source}-{year}.csv"), "text/csv");
            publisher.Page(
                OutturnPath(year),
                ContentApi.Release(
                    OutturnPath(year),
                    OutturnTitleOf(year),
                    ChangedAt,
                    new Attached(
                        $"Revenue grants (RG) {year}",
                        new Uri(publisher.Address, "/media/rg").AbsoluteUri,
                        $"RG_{year}_data_by_LA.xlsx"
                    ),
                    new Attached(
                        source == "revenue-outturn-summaries"
                            ? $"Revenue Outturn Summary (RS) data {year} by LA"
                            : $"Revenue outturn service expenditure summary (RSX) {year}",
                        new Uri(publisher.Address, $"/media/{file}").AbsoluteUri,
                        file
                    )
                )
            );
        }

        // One file there, four here: the snapshot has its years from different versions of it.
        const string path =
            "/government/statistics/local-authority-revenue-expenditure-and-financing-england-revenue-outturn-multi-year-data-set";
        foreach (var part in timeSeries)
            publisher.Publish(TimeSeriesPath(part), Read($"revenue-outturn-time-series{part}.csv"), "text/csv");
        publisher.Page(
            path,
            ContentApi.Release(
                path,
                "Local authority revenue expenditure and financing England: revenue outturn multi-year data set",
                ChangedAt,
                [
                    new Attached("Metadata", new Uri(publisher.Address, "/media/meta").AbsoluteUri, "Revenue_Outturn_metadata.ods"),
                    .. timeSeries.Select(part => new Attached(
                        "Revenue outturn time series data",
                        new Uri(publisher.Address, TimeSeriesPath(part)).AbsoluteUri,
                        "Revenue_Outturn_time_series_data_v3.1.csv"
                    )),
                ]
            )
        );
    }

    private static void PublishIndices(LocalPublisher publisher)
    {
        const string of2019 = "File_10_-_IoD2019_Local_Authority_District_Summaries__lower-tier__.csv";
        const string of2019Upper = "File_11_-_IoD2019_Local_Authority_District_Summaries__upper-tier__.csv";
        const string of2025 = "File_10_-_IoD2025_Local_Authority_District_Summaries__lower-tier__v2.csv";
        const string of2015 = "File_10_ID2015_Local_Authority_District_Summaries.csv";
        publisher.Publish($"/media/{of2015}", Read("indices-of-deprivation-2015-lower-tier.csv"), "text/csv");
        publisher.Publish($"/media/{of2025}", Read("indices-of-deprivation-2025-lower-tier.csv"), "text/csv");
        publisher.Publish($"/media/{of2019}", Read("indices-of-deprivation-2019-lower-tier.csv"), "text/csv");
        publisher.Publish($"/media/{of2019Upper}", Read("indices-of-deprivation-2019-upper-tier.csv"), "text/csv");
        Attached File(string name, string title) => new(title, new Uri(publisher.Address, $"/media/{name}").AbsoluteUri, name);
        publisher.Page(
            IndicesPath("2015"),
            ContentApi.Release(
                IndicesPath("2015"),
                "English indices of deprivation 2015",
                ChangedAt,
                File("File_1_ID2015_Index_of_Multiple_Deprivation.xlsx", "File 1: index of multiple deprivation"),
                File(of2015, "File 10: local authority district summaries")
            )
        );
        publisher.Page(
            IndicesPath("2019"),
            ContentApi.Release(
                IndicesPath("2019"),
                "English indices of deprivation 2019",
                ChangedAt,
                File(of2019, "File 10: local authority district summaries"),
                File(of2019Upper, "File 11: upper-tier local authority summaries"),
                File("File_14_-_IoD2015_Recast.xlsx", "File 14: 2015 summaries recast to 2019 geographies")
            )
        );
        publisher.Page(
            IndicesPath("2025"),
            ContentApi.Release(
                IndicesPath("2025"),
                "English indices of deprivation 2025",
                ChangedAt,
                File(of2025, "File 10: local authority district summaries")
            )
        );
    }

    private static void PublishDeflators(LocalPublisher publisher)
    {
        const string name = "GDP_Deflators_Qtrly_National_Accounts_March_2026_update.csv";
        const string newest = "/government/statistics/gdp-deflators-at-market-prices-and-money-gdp-march-2026-quarterly-national-accounts";
        publisher.Publish($"/media/{name}", Read("gdp-deflators.csv"), "text/csv");
        publisher.Page(
            newest,
            ContentApi.Release(
                newest,
                "GDP deflators at market prices, and money GDP March 2026 (Quarterly National Accounts)",
                ChangedAt,
                new Attached("GDP deflators at market prices", new Uri(publisher.Address, $"/media/{name}").AbsoluteUri, name)
            )
        );

        // The older one has been touched since; it is not newer for that.
        publisher.Page(
            Deflators,
            ContentApi.Collection(
                Deflators,
                "GDP deflators at market prices, and money GDP",
                new Listed(
                    "/government/statistics/gdp-deflators-at-market-prices-and-money-gdp-december-2025-quarterly-national-accounts",
                    "December 2025",
                    UpdatedAt: "2026-07-01T08:30:00Z"
                ),
                new Listed(newest, "March 2026", UpdatedAt: "2026-04-01T08:30:00Z")
            )
        );
    }

    /// <summary>Unitary authorities are answered twice, as such and as districts.</summary>
    private static IEnumerable<NomisFigure> Population()
    {
        var lines = File.ReadAllLines(Path.Combine(Folder, "population-estimates-mid-2023.csv"), Encoding.UTF8);
        var heading = lines.Single(line => line.StartsWith("Code,", StringComparison.Ordinal)).Split(',');
        foreach (var line in lines.Where(line => line.StartsWith('E')))
        {
            // Names may hold commas, figures do not.
            var cells = line.Split(',');
            var name = string.Join(',', cells[1..^(heading.Length - 2)]).Trim('"');
            for (var column = 2; column < heading.Length; column++)
            {
                var figure = new NomisFigure(heading[column][^4..], cells[0], name, cells[^(heading.Length - column)]);
                yield return figure;
                if (cells[0].StartsWith("E06", StringComparison.Ordinal))
                    yield return figure;
            }
        }
    }

    private static void Page(this LocalPublisher publisher, string path, string json) =>
        publisher.Publish(ContentApi.PathOf(path), Encoding.UTF8.GetBytes(json), "application/json");

    private static string NameOf(string year) =>
        year switch
        {
            "2010-11" => "1934015.csv",
            "2024-25" => "RA_2024-25_data_Part_1.csv",
            _ => $"RA_{year}_data_by_LA.csv",
        };

    private static string SummaryName(string year) =>
        year switch
        {
            "2007-08" => "1718946.csv",
            "2010-11" => "Revenue_Outturn_Summary__RS__data_2010-11_by_LA_-_27-Nov-2012-v2.csv",
            _ => $"RS_{year}_data_by_LA.csv",
        };

    private static string TimeSeriesPath(string part) => $"/media/6a1b2c3d4e5f6a7b8c9d{part}/Revenue_Outturn_time_series_data_v3.1.csv";

    private static string OutturnPath(string year) =>
        $"/government/statistics/local-authority-revenue-expenditure-and-financing-england-{year[..4]}-to-20{year[5..]}-individual-local-authority-data-outturn";

    private static string OutturnTitleOf(string year) =>
        $"Local authority revenue expenditure and financing England: {year[..4]} to 20{year[5..]} individual local authority data - outturn";

    private static string ReleasePath(string year) =>
        string.Create(
            CultureInfo.InvariantCulture,
            $"/government/statistics/local-authority-revenue-expenditure-and-financing-england-{year[..4]}-to-20{year[5..]}-budget-individual-local-authority-data"
        );

    private static string IndicesPath(string year) => $"/government/statistics/english-indices-of-deprivation-{year}";

    private static string TitleOf(string year) =>
        $"Local authority revenue expenditure and financing England: {year[..4]} to 20{year[5..]} budget individual local authority data";
}
