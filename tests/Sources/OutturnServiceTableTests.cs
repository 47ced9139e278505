using System.Globalization;
using BudgetWatch.Domain;
using BudgetWatch.Domain.Codes;
using BudgetWatch.Domain.Observations;

namespace BudgetWatch.Sources.Tests;

/// <summary>The published service expenditure tables (RSX), against figures looked up in the originals with other software.</summary>
public class OutturnServiceTableTests
{
    private static readonly Dictionary<string, string> Files = new()
    {
        ["2021-22"] = "revenue/rsx/RSX_2021-22_data_by_LA_Live.csv",
        ["2023-24"] = "revenue/rsx/RSX_2023-24_data_by_LA.csv",
    };

    [Theory]
    [InlineData("2021-22", 426, 333, "107050892", "2023-11-23")]
    [InlineData("2023-24", 411, 317, "123753651", "2024-12-12")]
    public void Every_authority_is_read_once(string year, int authorities, int principal, string england, string updated)
    {
        var outturn = Outturn(year);

        (outturn.Return, outturn.Year).ShouldBe((Return.Outturn, FinancialYear.Parse(year)));
        outturn.Filings.Count.ShouldBe(authorities);
        outturn.Filings.Count(filing => filing.Class != AuthorityClass.Other).ShouldBe(principal);
        outturn.England[Lines.Total].Pounds.ShouldBe(decimal.Parse(england, CultureInfo.InvariantCulture) * 1000);
        outturn.Updated.ShouldBe(DateOnly.Parse(updated, CultureInfo.InvariantCulture));
        outturn.England.Keys.ShouldBe(
            [
                Lines.Education,
                Lines.HighwaysTransport,
                Lines.ChildrensSocialCare,
                Lines.AdultSocialCare,
                Lines.PublicHealth,
                Lines.Housing,
                Lines.Cultural,
                Lines.Environmental,
                Lines.Planning,
                Lines.Police,
                Lines.Fire,
                Lines.Central,
                Lines.Other,
                Lines.Total,
            ],
            "RSX has no levies and no lines below the service"
        );
    }

    [Theory]
    [InlineData("2021-22", "E0101", "education", "M28", 76_913)]
    [InlineData("2021-22", "E0101", "environmental", "BJ28", 17_464)]
    [InlineData("2021-22", "E5100", "highways-transport", "T154", 2_337_145)]
    [InlineData("2021-22", "E6803", "environmental", "BJ209", -7)]
    [InlineData("2023-24", "E0101", "total", "DA26", 259_662)]
    [InlineData("2023-24", "E0304", "environmental", "BK305", 12_800)]
    [InlineData("2023-24", "E5100", "total", "DA149", 7_080_474)]
    public void Net_current_expenditure_is_read_from_its_cell(string year, string authority, string line, string address, int thousands) =>
        Outturn(year)
            .Filings.Single(filing => filing.Code == authority)
            .Cells[Lines.Find(line)!]
            .ShouldBe(Cell.Of(thousands * 1000m, address));

    [Theory]
    [InlineData("2021-22", "E1435 E1831 E1835 E2635 E3641")]
    [InlineData("2023-24", "")]
    public void The_table_equals_the_time_series_but_for_late_returns(string year, string but)
    {
        var series = OutturnTimeSeriesTests.Slim().Years.Single(own => own.Year == FinancialYear.Parse(year));
        var byPlace = series.Filings.ToDictionary(filing => filing.Place?.Value ?? filing.Code);

        var differing = Outturn(year)
            .Filings.Where(filing =>
                byPlace[filing.Place?.Value ?? filing.Code].Cells.Any(cell => filing.Cells[cell.Key].Pounds != cell.Value.Pounds)
            );

        series.Filings.Count.ShouldBe(Outturn(year).Filings.Count);
        differing
            .Select(filing => filing.Code)
            .Order(StringComparer.Ordinal)
            .ShouldBe(but.Split(' ', StringSplitOptions.RemoveEmptyEntries));
    }

    [Fact]
    public void Councils_without_a_return_are_missing_and_listed()
    {
        Outturn("2021-22")
            .Filings.Where(filing => filing.Cells[Lines.Total].Status == CellStatus.Missing)
            .Select(filing => filing.Code)
            .ShouldBe(["E1831", "E2635", "E1835", "E3641"], ignoreOrder: true);
        Outturn("2023-24")
            .Filings.Where(filing => filing.Cells[Lines.Total].Status == CellStatus.Missing)
            .Select(filing => filing.Code)
            .ShouldBe([
                "E3531",
                "E4601",
                "E1533",
                "E0531",
                "E3431",
                "E1534",
                "E1536",
                "E3534",
                "E6358",
                "E2437",
                "E2338",
                "E3436",
                "E0902",
                "E3641",
            ]);
        Accepted("2023-24").Flags.Count(flag => flag.Kind == "non-filer").ShouldBe(14);
    }

    [Fact]
    public void The_greater_london_authoritys_repeat_among_the_class_totals_is_left_out()
    {
        Accepted("2021-22").Flags.ShouldNotContain(flag => flag.Kind == "repeated-row");
        Accepted("2023-24").Flags.Single(flag => flag.Kind == "repeated-row").Address.ShouldBe("A430");
        Outturn("2023-24").Filings.Single(filing => filing.Code == "E5100").Place.ShouldBe(new GssCode("E61000001"));
    }

    [Fact]
    public void A_code_above_the_heading_of_another_service_is_refused()
    {
        var file = PublishedFiles.Require(Files["2023-24"]);
        var text = System
            .Text.Encoding.UTF8.GetString(file.Bytes.Span)
            .Replace("RSX-pol-net-cur-exp", "swap", StringComparison.Ordinal)
            .Replace("RSX-frs-net-cur-exp", "RSX-pol-net-cur-exp", StringComparison.Ordinal)
            .Replace("swap", "RSX-frs-net-cur-exp", StringComparison.Ordinal);

        var reasons = Source
            .Read(file with { Bytes = System.Text.Encoding.UTF8.GetBytes(text) }, default)
            .ShouldBeOfType<Reading.Refused>()
            .Reasons;

        reasons.Select(reason => reason.Cell).Distinct().ShouldBe(["CF11", "BY11"], ignoreOrder: true);
        reasons[0].Expected.ShouldContain("above the heading of the same service");
    }

    private static PublishedSource Source => SourceCatalogue.Find("revenue-outturn-service-tables")!;

    private static RevenueReturn Outturn(string year) => (RevenueReturn)Accepted(year).Content;

    private static Reading.Accepted Accepted(string year) => Source.Read(PublishedFiles.Require(Files[year]), default).ShouldBeAccepted();
}
