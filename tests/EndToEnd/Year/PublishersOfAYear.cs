using System.Globalization;
using System.Text;
using BudgetWatch.TestKit.Publishers;

namespace BudgetWatch.EndToEnd.Tests.Year;

/// <summary>
/// What the publishers have out, and how they change it: some budgets and outturn, the Indices, the deflators and the population estimates of the snapshot, under
/// pages that are made again whenever something on them changes.
/// </summary>
internal sealed class PublishersOfAYear(LocalPublisher publisher)
{
    private const string Deflators = "/government/collections/gdp-deflators-at-market-prices-and-money-gdp";
    private const string TimeSeries =
        "/government/statistics/local-authority-revenue-expenditure-and-financing-england-revenue-outturn-multi-year-data-set";

    private const string Indices = "/government/statistics/english-indices-of-deprivation-";

    private readonly SortedDictionary<string, Attached[]> _budgets = new(StringComparer.Ordinal);
    private readonly List<Listed> _deflators = [];
    private readonly List<NomisFigure> _population = [];
    private readonly Dictionary<string, byte[]> _budgetFiles = new(StringComparer.Ordinal);
    private int _addresses;

    /// <summary>The moment that pages say they changed.</summary>
    public DateTimeOffset Now { get; set; }

    /// <summary>The budget of a year as it was last published.</summary>
    public byte[] BudgetOf(string year) => _budgetFiles[year];

    /// <summary>Publishes what there is when the year begins.</summary>
    public void Begin()
    {
        foreach (var year in (string[])["2010-11", "2018-19", "2019-20"])
        {
            PublishBudget(year, PublishedSnapshotFiles.Read($"revenue-budgets-{year}.csv"), $"RA_{year}_data_by_LA.csv");
        }

        Release(
            OutturnPath("2017-18"),
            "Revenue outturn 2017 to 2018",
            File("revenue-outturn-summaries-2017-18.csv", "RS_2017-18_data_by_LA.csv", "Revenue Outturn Summary (RS) data 2017-18 by LA")
        );
        Release(
            OutturnPath("2023-24"),
            "Revenue outturn 2023 to 2024",
            File(
                "revenue-outturn-service-tables-2023-24.csv",
                "RSX_2023-24_data_by_LA.csv",
                "Revenue outturn service expenditure summary (RSX) 2023-24"
            )
        );
        Release(
            TimeSeries,
            "Revenue outturn multi-year data set",
            File("revenue-outturn-time-series-2024-25.csv", "Revenue_Outturn_time_series_data_v3.1.csv", "Revenue outturn time series data")
        );
        PublishCollection();
        foreach (var year in (string[])["2015", "2025"])
        {
            Release(
                $"{Indices}{year}",
                $"English indices of deprivation {year}",
                File(
                    $"indices-of-deprivation-{year}-lower-tier.csv",
                    $"File_10_-_IoD{year}_Local_Authority_District_Summaries.csv",
                    "File 10: local authority district summaries"
                )
            );
        }

        PublishIndices(score => score);
        PublishDeflators("March 2026", revised: 0);
        _population.AddRange(Estimates(added: 0));
        publisher.Publish(new NomisDataset("NM_2002_1", [.. _population]));
    }

    /// <summary>HM Treasury issues the deflators again: each value is a little other than it was, and no two by the same.</summary>
    public void PublishDeflators(string month, int revised)
    {
        var table = PublishedTable
            .Read("gdp-deflators.csv")
            .With(
                (row, place) =>
                    place == 0
                        ? row
                        :
                        [
                            row[0],
                            PublishedTable.Text(
                                Math.Round(
                                    decimal.Parse(row[1], CultureInfo.InvariantCulture) * (1 + (0.0004m * revised * (place % 7 + 1))),
                                    4
                                )
                            ),
                            row[2].Replace("March 2026", month, StringComparison.Ordinal),
                        ]
            );
        var (name, path) = (
            $"GDP_Deflators_Qtrly_National_Accounts_{month.Replace(' ', '_')}_update.csv",
            $"/government/statistics/gdp-deflators-at-market-prices-and-money-gdp-{month.Replace(' ', '-').ToLowerInvariant()}-quarterly-national-accounts"
        );
        Release(
            path,
            $"GDP deflators at market prices, and money GDP {month} (Quarterly National Accounts)",
            new Attached("GDP deflators at market prices", Put(table.AsCsv(), name), name)
        );
        _deflators.Add(new Listed(path, month, UpdatedAt: Moment));
        Page(Deflators, ContentApi.Collection(Deflators, "GDP deflators at market prices, and money GDP", _deflators));
    }

    /// <summary>
    /// The Office for National Statistics replaces its estimates: a mid-year later than any so far, and a hundred residents more in every district and year before it.
    /// </summary>
    public void ReplacePopulation()
    {
        _population.Clear();
        _population.AddRange(Estimates(added: 100, "2024", "2025"));
        publisher.Publish(new NomisDataset("NM_2002_1", [.. _population]));
    }

    /// <summary>The score of one district of 2019 is corrected, which is a unitary authority and so in both tables.</summary>
    public void CorrectIndices(string code, decimal by) =>
        PublishIndices(row =>
            row[0] == code ? [row[0], row[1], PublishedTable.Text(decimal.Parse(row[2], CultureInfo.InvariantCulture) + by)] : row
        );

    /// <summary>A page is gone, as when it is moved without a trace; or it is back.</summary>
    public void PageOfIndices(string year, bool isGone) =>
        publisher.Fail(ContentApi.PathOf($"{Indices}{year}"), isGone ? PublisherFaults.Status(404) : null);

    /// <summary>A budget is published, or corrected, at an address it has not had.</summary>
    public void PublishBudget(string year, byte[] file, string name)
    {
        _budgetFiles[year] = file;
        Publish(year, new Attached($"Revenue Account (RA) {year}: data by local authority", Put(file, name), name));
    }

    /// <summary>What is on the page of a budget, and nothing else.</summary>
    public void Publish(string year, params Attached[] attachments)
    {
        _budgets[year] = attachments;
        Release(
            BudgetPath(year),
            TitleOf(year),
            [.. attachments, new Attached($"Revenue Account (RA) specific grants {year}", Put([], "SG.xlsx"), $"SG_{year}_data_by_LA.xlsx")]
        );
        PublishCollection();
    }

    /// <summary>Puts a file where no other was.</summary>
    /// <returns>Its address.</returns>
    public string Put(byte[] file, string name)
    {
        var path = string.Create(CultureInfo.InvariantCulture, $"/media/5f1a2b3c4d5e6f7a{++_addresses:x8}/{name}");
        publisher.Publish(path, file, "application/octet-stream");
        return new Uri(publisher.Address, path).AbsoluteUri;
    }

    private string Moment => Now.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);

    private void PublishIndices(Func<IReadOnlyList<string>, IReadOnlyList<string>> correct)
    {
        Attached Of(string tier, string file, string title)
        {
            var name = $"{file}_-_IoD2019_Local_Authority_District_Summaries__{tier}-tier__.csv";
            return new Attached(
                title,
                Put(PublishedTable.Read($"indices-of-deprivation-2019-{tier}-tier.csv").With((row, _) => correct(row)).AsCsv(), name),
                name
            );
        }

        Release(
            $"{Indices}2019",
            "English indices of deprivation 2019",
            Of("lower", "File_10", "File 10: local authority district summaries"),
            Of("upper", "File_11", "File 11: upper-tier local authority summaries")
        );
    }

    private Attached File(string snapshot, string name, string title) => new(title, Put(PublishedSnapshotFiles.Read(snapshot), name), name);

    private void PublishCollection() =>
        Page(
            PublishedSnapshotFiles.RevenueCollection,
            ContentApi.Collection(
                PublishedSnapshotFiles.RevenueCollection,
                "Local authority revenue expenditure and financing",
                [
                    .. _budgets.Keys.Select(year => new Listed(BudgetPath(year), TitleOf(year), UpdatedAt: Moment)),
                    new Listed(OutturnPath("2017-18"), "Revenue outturn 2017 to 2018"),
                    new Listed(OutturnPath("2023-24"), "Revenue outturn 2023 to 2024"),
                ]
            )
        );

    private void Release(string path, string title, params Attached[] attachments) =>
        Page(path, ContentApi.Release(path, title, Moment, attachments));

    private void Page(string path, string json) =>
        publisher.Publish(ContentApi.PathOf(path), Encoding.UTF8.GetBytes(json), "application/json");

    /// <summary>The estimates as Nomis answers them; of those added, a county, a region and England have what their districts have.</summary>
    private static IEnumerable<NomisFigure> Estimates(int added, params string[] later)
    {
        var rows = PublishedTable.Read("population-estimates-mid-2023.csv").Rows;
        var heading = rows.Single(row => row[0] == "Code");
        var places = rows.Where(row => row[0].StartsWith('E')).ToList();
        for (var place = 0; place < places.Count; place++)
        {
            var row = places[place];
            var districts = places.Skip(place + 1).TakeWhile(other => Rank(other[0]) > Rank(row[0])).Count(other => Rank(other[0]) == 3);
            var more = added * (Rank(row[0]) == 3 ? 1 : districts);
            var figures = Enumerable
                .Range(2, heading.Count - 2)
                .Select(column => (Year: heading[column][^4..], Residents: decimal.Parse(row[column], CultureInfo.InvariantCulture) + more))
                .ToList();
            figures.AddRange(later.Select((year, after) => (year, figures[0].Residents + (more * (after + 1)))).ToList());
            foreach (var figure in figures.Select(own => new NomisFigure(own.Year, row[0], row[1], PublishedTable.Text(own.Residents))))
            {
                yield return figure;
                if (row[0].StartsWith("E06", StringComparison.Ordinal))
                {
                    yield return figure;
                }
            }
        }
    }

    /// <summary>England, a region, a county, a district: the file lists each above what it holds, and unitary authorities beside counties.</summary>
    private static int Rank(string code) =>
        code[..3] switch
        {
            "E92" => 0,
            "E12" => 1,
            "E10" => 2,
            _ => 3,
        };

    private static string BudgetPath(string year) =>
        $"/government/statistics/local-authority-revenue-expenditure-and-financing-england-{year[..4]}-to-20{year[5..]}-budget-individual-local-authority-data";

    private static string TitleOf(string year) =>
        $"Local authority revenue expenditure and financing England: {year[..4]} to 20{year[5..]} budget individual local authority data";

    private static string OutturnPath(string year) =>
        $"/government/statistics/local-authority-revenue-expenditure-and-financing-england-{year[..4]}-to-20{year[5..]}-individual-local-authority-data-outturn";
}
