using System.Globalization;
using BudgetWatch.Domain;
using BudgetWatch.Domain.Codes;
using BudgetWatch.Domain.Observations;
using BudgetWatch.Sources.Tabular;
using BudgetWatch.Sources.Tests.Workbooks;

namespace BudgetWatch.Sources.Tests;

/// <summary>The outturn time series: its JSON copies against figures looked up in them, and the publisher's CSV as its layout is known.</summary>
public class OutturnTimeSeriesTests
{
    private static readonly Lazy<Reading> SlimReading = new(() =>
        Source.Read(PublishedFiles.Require("revenue/multi_year_slim/council_spending.json"), default)
    );

    /// <summary>Authorities, principal authorities, England's total in thousands, and authorities without a figure.</summary>
    [Theory]
    [InlineData("2017-18", 445, 353, 89_802_866, 0)]
    [InlineData("2018-19", 444, 353, 91_416_761, 0)]
    [InlineData("2019-20", 436, 343, 94_599_982, 0)]
    [InlineData("2020-21", 432, 339, 106_321_281, 0)]
    [InlineData("2021-22", 426, 333, 107_050_069, 0)]
    [InlineData("2022-23", 426, 333, 113_520_283, 4)]
    [InlineData("2023-24", 411, 317, 123_753_651, 14)]
    public void Every_year_of_the_copy_in_thousands_is_read(string year, int authorities, int principal, int england, int missing)
    {
        var own = Slim().Years.Single(own => own.Year == FinancialYear.Parse(year));

        own.Filings.Count.ShouldBe(authorities);
        own.Filings.Count(filing => filing.Class != AuthorityClass.Other).ShouldBe(principal);
        own.England[Lines.Total].Pounds.ShouldBe(england * 1000m);
        own.Filings.Count(filing => filing.Cells[Lines.Total].Status == CellStatus.Missing).ShouldBe(missing);
        own.Filings.ShouldAllBe(
            filing => filing.Authority == null || filing.Code == "E6803",
            "the copy has no E-codes; Lee Valley has nothing else"
        );
        own.Filings.ShouldContain(filing => filing.Place == new GssCode("E61000001"));
    }

    [Fact]
    public void Years_come_in_order_and_stand_for_the_series() =>
        (Slim().Slot, string.Join(' ', Slim().Years.Select(year => year.Year))).ShouldBe(
            ("time-series", "2017-18 2018-19 2019-20 2020-21 2021-22 2022-23 2023-24")
        );

    [Theory]
    [InlineData("2020-21", "E06000001", "education", 58_782)]
    [InlineData("2020-21", "E06000001", "other", 0)]
    [InlineData("2020-21", "E06000001", "total", 166_140)]
    [InlineData("2017-18", "E07000029", "highways-transport", -55)]
    public void A_figure_is_read_from_its_member(string year, string place, string line, int thousands)
    {
        var cell = Slim().Years.Single(own => own.Year == FinancialYear.Parse(year)).Filings.Single(filing => filing.Code == place).Cells[
            Lines.Find(line)!
        ];

        (cell.Pounds, cell.Status).ShouldBe((thousands * 1000m, CellStatus.Reported));
    }

    [Fact]
    public void Ten_authorities_of_2017_18_were_revised_after_the_workbook()
    {
        var workbook = OutturnSummaryTests.Outturn("2017-18");
        var series = Slim().Years[0].Filings.ToDictionary(filing => filing.Place?.Value ?? filing.Code);

        var revised = workbook.Filings.Where(filing =>
            filing.Cells[Lines.Total].Pounds is not { } then
            || Math.Abs(series[filing.Place?.Value ?? filing.Code].Cells[Lines.Total].Pounds!.Value - then) > 2_000m
        );

        revised
            .Select(filing => filing.Code)
            .Order(StringComparer.Ordinal)
            .ShouldBe(["E0934", "E1521", "E1732", "E1733", "E1737", "E3421", "E3837", "E5019", "E5037", "E6402"]);
    }

    [Theory]
    [InlineData("2022_23", "2022-23", 426, 333, 0)]
    [InlineData("2023_24", "2023-24", 411, 317, 14)]
    [InlineData("2024_25", "2024-25", 410, 317, 9)]
    public void Every_year_of_the_copy_in_pounds_stands_for_itself(string file, string year, int authorities, int principal, int missing)
    {
        var own = OfOneYear(file);

        (own.Slot, own.Return, own.Updated).ShouldBe((year, Return.Outturn, new DateOnly(2026, 4, 18)));
        own.Filings.Count.ShouldBe(authorities);
        own.Filings.Count(filing => filing.Class != AuthorityClass.Other).ShouldBe(principal);
        own.Filings.Count(filing => filing.Cells[Lines.Education].Status == CellStatus.Missing).ShouldBe(missing);
        own.Filings.ShouldAllBe(filing => filing.Authority != null);
    }

    [Fact]
    public void A_service_left_out_of_a_submitted_return_is_0_and_of_one_not_submitted_missing()
    {
        var own = OfOneYear("2024_25");

        // West of England's services are education, transport, environmental, cultural, planning and central.
        own.Filings.Single(filing => filing.Code == "E6354").Cells[Lines.Housing].Pounds.ShouldBe(0);
        own.Filings.Single(filing => filing.Code == "E6354").Cells[Lines.HighwaysTransport].Pounds.ShouldBe(58_729_000);
        own.Filings.Single(filing => filing.Code == "E4601")
            .Cells.Values.ShouldAllBe(cell => cell.Status == CellStatus.Missing && cell.Pounds == null);
    }

    [Fact]
    public void The_copy_in_pounds_equals_the_one_in_thousands_but_for_late_returns()
    {
        Differing("2022_23", 5).ShouldBe(["E1037", "E2437", "E3641", "E4601", "E4602"]);
        Differing("2023_24", 6).ShouldBe([]);
    }

    [Fact]
    public void England_is_the_sum_of_its_classes_where_a_copy_has_no_row_of_it()
    {
        var cell = OfOneYear("2024_25").England[Lines.Education];

        cell.Address.Split('+').Length.ShouldBe(6);
        // E06 11,079,303 and the five other classes, as the file states them.
        cell.Pounds.ShouldBe(TotalsOf("2024_25", "Education"));
    }

    [Theory]
    [InlineData("revenue/rs_json_budget_galaxy/uk_la_tree_2018.json")]
    [InlineData("revenue/rs_json_budget_galaxy/uk_la_detailed_2025.json")]
    public void Other_documents_of_the_third_party_are_no_returns(string path) =>
        SourceCatalogue
            .Recognise(FilePreview.At(PublishedFiles.Require(path), default).ShouldBeOfType<FilePreview.Seen>().File)
            .ShouldBeNull();

    [Fact]
    public void The_publishers_csv_is_read_by_its_codes_among_thousands_of_columns()
    {
        var file = SyntheticTimeSeries.Sheet(fillers: 2_500).AsCsv();

        SourceCatalogue.Recognise(FilePreview.At(file, default).ShouldBeOfType<FilePreview.Seen>().File).ShouldBe(Source);
        var accepted = Source.Read(file, default).ShouldBeAccepted();
        var series = accepted.Content.ShouldBeOfType<RevenueTimeSeries>();

        series.Years.Select(year => year.Year.ToString()).ShouldBe(["2017-18", "2031-32"]);
        series
            .Years[0]
            .Filings.Select(filing => $"{filing.Authority} {filing.Place} {filing.Class}")
            .ShouldBe(["E0701 E06000001 UnitaryAuthority", "E0920 E10000006 ShireCounty", "E6803  Other"]);
        series.Years[0].Filings[0].Cells[Lines.Education].Pounds.ShouldBe(5_000_000);
        series.Years[1].Filings[1].Cells.Values.ShouldAllBe(cell => cell.Status == CellStatus.Missing);
        accepted
            .Flags.Single(flag => flag.Kind == "non-filer")
            .Detail.ShouldBe("2031-32: Cumbria (E0920) has no figures: its return was not received.");
    }

    /// <summary>The text of the file is in memory as UTF-16, and its headings once more; a cell that is not read must cost nothing.</summary>
    [Fact]
    public void A_wide_file_costs_no_more_than_its_text_and_its_headings()
    {
        var (narrow, _) = Cost(fillers: 0);
        var (wide, length) = Cost(fillers: 3_000);

        // 400 rows of 3,000 more cells: as strings they would be 38 million bytes.
        (wide - narrow).ShouldBeLessThan((3 * length) + 8_000_000);
    }

    private static (long Allocated, long Length) Cost(int fillers)
    {
        var file = SyntheticTimeSeries.Sheet(fillers, copies: 200).AsCsv();
        var before = GC.GetAllocatedBytesForCurrentThread();
        Source.Read(file, default).ShouldBeAccepted();
        return (GC.GetAllocatedBytesForCurrentThread() - before, file.Bytes.Length);
    }

    [Fact]
    public void A_saved_return_is_an_estimate_and_told()
    {
        var sheet = SyntheticTimeSeries.Sheet().With(2, SyntheticTimeSeries.Status, "Saved");

        var accepted = Source.Read(sheet.AsCsv(), default).ShouldBeAccepted();

        ((RevenueTimeSeries)accepted.Content).Years[0].Filings[0].Cells[Lines.Total].Status.ShouldBe(CellStatus.Estimated);
        accepted.Flags.ShouldContain(flag => flag.Kind == "saved-return");
    }

    [Theory]
    [InlineData(SyntheticTimeSeries.Status, "late", "E2", "the status submitted, not submitted, Saved or total", "'late'")]
    [InlineData(SyntheticTimeSeries.Year, "2018", "A2", "the month a financial year ends in, such as 201803", "'2018'")]
    [InlineData(
        SyntheticTimeSeries.Code,
        "Hartlepool",
        "B2",
        "an authority's ONS code, or the code of a class",
        "'Hartlepool', under 'Hartlepool'"
    )]
    public void What_is_wrong_in_a_row_is_said_by_its_cell(int column, string text, string cell, string expected, string found)
    {
        var sheet = SyntheticTimeSeries.Sheet().With(2, column, text);
        sheet = column == SyntheticTimeSeries.Code ? sheet.With(2, column + 1, text) : sheet;

        Source
            .Read(sheet.AsCsv(), default)
            .ShouldBeOfType<Reading.Refused>()
            .Reasons[0]
            .ShouldBe(new Refusal("test.csv", null, cell, expected, found));
    }

    [Fact]
    public void A_year_without_its_total_is_refused()
    {
        var sheet = SyntheticTimeSeries.Sheet().WithoutRow(5);

        var reason = Source.Read(sheet.AsCsv(), default).ShouldBeOfType<Reading.Refused>().Reasons.ShouldHaveSingleItem();

        reason.Expected.ShouldStartWith("a row E92000001 of 2017-18, to check its authorities against");
        reason.Found.ShouldBe("only E06");
    }

    [Fact]
    public void An_authority_far_out_of_place_is_caught_by_its_class_and_by_england()
    {
        var sheet = SyntheticTimeSeries.Sheet().With(2, SyntheticTimeSeries.FirstFigure, 5_600).With(2, SyntheticTimeSeries.Total, 18_600);

        var expected = Source
            .Read(sheet.AsCsv(), default)
            .ShouldBeOfType<Reading.Refused>()
            .Reasons.Select(reason => reason.Expected)
            .ToList();
        expected[0].ShouldBe("2017-18: E06's Education services to be the sum of the authorities, 5,600 thousand pounds");
        expected.ShouldContain("2017-18: ENGLAND's Education services to be the sum of the authorities, 10,600 thousand pounds");
    }

    /// <summary>Another council's figure in the copy without a row of England: the class has no room for it, all of its members having filed.</summary>
    [Fact]
    public void A_class_whose_authorities_all_filed_has_to_add_up_by_itself()
    {
        var file = PublishedFiles.Require("revenue/rs_json_budget_galaxy/uk_council_finance_2024_25.json");
        var text = System.Text.Encoding.UTF8.GetString(file.Bytes.Span);
        var london = text.IndexOf("\"ons_code\": \"E09000002\"", StringComparison.Ordinal);
        var education = text.IndexOf("\"Education\": ", london, StringComparison.Ordinal) + "\"Education\": ".Length;

        // Fifty million more, well within the 1,306 million that are imputed for England as a whole.
        var end = text.IndexOf(',', education);
        var pounds = long.Parse(text.AsSpan(education, end - education), CultureInfo.InvariantCulture) + 50_000_000;
        var damaged = string.Create(CultureInfo.InvariantCulture, $"{text.AsSpan(0, education)}{pounds}{text.AsSpan(end)}");
        var reasons = Source
            .Read(file with { Bytes = System.Text.Encoding.UTF8.GetBytes(damaged) }, default)
            .ShouldBeOfType<Reading.Refused>()
            .Reasons;

        reasons.ShouldHaveSingleItem().Expected.ShouldStartWith("2024-25: E09's Education services to be the sum of the authorities");
    }

    internal static RevenueTimeSeries Slim()
    {
        PublishedFiles.RequireFolder();
        return (RevenueTimeSeries)SlimReading.Value.ShouldBeAccepted().Content;
    }

    private static RevenueReturn OfOneYear(string file) =>
        (RevenueReturn)
            Source
                .Read(PublishedFiles.Require($"revenue/rs_json_budget_galaxy/uk_council_finance_{file}.json"), default)
                .ShouldBeAccepted()
                .Content;

    private static IEnumerable<string> Differing(string file, int year)
    {
        var thousands = Slim().Years[year].Filings.ToDictionary(filing => filing.Place?.Value ?? filing.Code);
        return OfOneYear(file)
            .Filings.Where(filing =>
                filing.Cells.Any(cell =>
                    cell.Key.IsServiceTotal && thousands[filing.Place?.Value ?? filing.Code].Cells[cell.Key].Pounds != cell.Value.Pounds
                )
            )
            .Select(filing => filing.Code)
            .Order(StringComparer.Ordinal);
    }

    private static decimal TotalsOf(string file, string service)
    {
        using var document = System.Text.Json.JsonDocument.Parse(
            PublishedFiles.Require($"revenue/rs_json_budget_galaxy/uk_council_finance_{file}.json").Bytes
        );
        return document
            .RootElement.GetProperty("councils")
            .EnumerateArray()
            .Where(council => council.GetProperty("ons_code").GetString() is "E06" or "E07" or "E08" or "E09" or "E10" or "EOTH")
            .Sum(council => council.GetProperty("services_net_gbp").TryGetProperty(service, out var pounds) ? pounds.GetDecimal() : 0);
    }

    private static PublishedSource Source => SourceCatalogue.Find("revenue-outturn-time-series")!;
}
