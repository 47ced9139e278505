using System.Globalization;
using BudgetWatch.Domain;
using BudgetWatch.Domain.Codes;
using BudgetWatch.Domain.Observations;
using BudgetWatch.Sources.Tabular;

namespace BudgetWatch.Sources.Tests;

/// <summary>Every published outturn summary, against figures looked up in the originals with other software.</summary>
public class OutturnSummaryTests
{
    private static readonly Dictionary<string, string> Files = new()
    {
        ["2007-08"] = "1718946 [Revenue Outturn Summary RS data 2007-08 by LA nd].xls",
        ["2008-09"] = "1718972 [Revenue Outturn Summary RS data 2008-09 by LA - revised 17 Nov 2011].xls",
        ["2009-10"] = "RS [Revenue Outturn Summary RS data 2009-10 by LA nd].xls",
        ["2010-11"] = "Revenue_Outturn_Summary__RS__data_2010-11_by_LA_-_27-Nov-2012-v2.xls",
        ["2011-12"] = "Revenue_Outturn_Summary__RS__data_2011-12_by_LA_-_Revised_28-Nov-2013.xls",
        ["2012-13"] = "Revenue_Outturn_Summary__RS__data_2012-13_by_LA__Revised__-_18-Feb-2014.xls",
        ["2013-14"] = "Revenue_Outturn_Summary__RS__data_2013-14_by_LA_-_Revised_28-Jan-2015.xls",
        ["2014-15"] = "Revenue_Outturn_Summary__RS__data_2014-15_by_LA_-_02-Feb-2016.xls",
        ["2015-16"] = "RS_2015-16_data_by_LA_-_Revision.xlsx",
        ["2016-17"] = "RS_2016-17_data_by_LA.xlsx",
        ["2017-18"] = "RS_2017-18_data_by_LA.xlsx",
        ["2017-18 provisional"] = "RS_2017-18_data_by_LA_PRENOV.xlsx",
    };

    private static readonly System.Collections.Concurrent.ConcurrentDictionary<string, Reading> Read = new(StringComparer.Ordinal);

    /// <summary>Authorities, principal authorities, ENGLAND's total service expenditure in thousands, and the date the workbook gives itself.</summary>
    [Theory]
    [InlineData("2007-08", 478, 388, "94297367", "2009-12-03")]
    [InlineData("2008-09", 478, 388, "97676796", "2011-11-17")]
    [InlineData("2009-10", 443, 353, "103625116", "2011-11-17")]
    [InlineData("2010-11", 444, 353, "102629539", "2012-11-27")]
    [InlineData("2011-12", 444, 353, "95435145", "2013-11-28")]
    [InlineData("2012-13", 444, 353, "91072348", "2014-02-18")]
    [InlineData("2013-14", 444, 353, "91808869", "2015-01-28")]
    [InlineData("2014-15", 444, 353, "91198676", "2016-02-02")]
    [InlineData("2015-16", 444, 353, "90633719.371142", "2017-11-16")]
    [InlineData("2016-17", 446, 353, "90443502.7093373", "2017-11-16")]
    [InlineData("2017-18", 445, 353, "89800070.6822816", "2018-11-15")]
    [InlineData("2017-18 provisional", 445, 353, "89996119.003693", "2018-08-23")]
    public void Every_authority_is_read_and_the_workbook_says_when_it_was_updated(
        string edition,
        int authorities,
        int principal,
        string england,
        string updated
    )
    {
        var outturn = Outturn(edition);

        (outturn.Return, outturn.Year).ShouldBe((Return.Outturn, FinancialYear.Parse(edition[..7])));
        outturn.Filings.Count.ShouldBe(authorities);
        outturn.Filings.Count(filing => filing.Class != AuthorityClass.Other).ShouldBe(principal);
        outturn.England[Lines.Total].Pounds!.Value.ShouldBe(Thousands(england), 0.01m);
        outturn.Updated.ShouldBe(DateOnly.Parse(updated, CultureInfo.InvariantCulture));
    }

    [Theory]
    [InlineData("2007-08")]
    [InlineData("2008-09")]
    [InlineData("2009-10")]
    [InlineData("2010-11")]
    [InlineData("2011-12")]
    [InlineData("2012-13")]
    [InlineData("2013-14")]
    [InlineData("2014-15")]
    [InlineData("2015-16")]
    public void Where_every_council_filed_the_sums_are_englands_on_every_service(string edition)
    {
        var outturn = Outturn(edition);

        foreach (var (line, england) in outturn.England.Where(cell => cell.Key.IsServiceTotal || cell.Key == Lines.Total))
        {
            outturn.Filings.Sum(filing => filing.Cells[line].Pounds!.Value).ShouldBe(england.Pounds!.Value, 0.01m, line.Id);
        }

        Flags(edition).ShouldNotContain(flag => flag.Kind == "imputed-total" || flag.Kind == "non-filer" || flag.Kind == "row-not-checked");
    }

    [Fact]
    public void England_in_2010_11_is_the_golden_value()
    {
        var england = Outturn("2010-11").England;

        england[Lines.Education].ShouldBe(Cell.Of(45_283_348_000m, "F454"));
        england[Lines.SocialCare].Pounds.ShouldBe(21_061_657_000m);
        england[Lines.Police].Pounds.ShouldBe(11_948_042_000m);
        england[Lines.Total].Pounds.ShouldBe(102_629_539_000m);
    }

    [Fact]
    public void In_2016_17_two_bodies_are_missing_and_england_holds_what_was_imputed_for_them()
    {
        var outturn = Outturn("2016-17");

        outturn
            .Filings.Where(filing => filing.Cells[Lines.Total].Pounds is null)
            .Select(filing => filing.Code)
            .Order()
            .ShouldBe(["E4001", "E7012"]);
        Flags("2016-17").Where(flag => flag.Kind == "non-filer").Count().ShouldBe(2);
        (outturn.England[Lines.Total].Pounds!.Value - outturn.Filings.Sum(filing => filing.Cells[Lines.Total].Pounds ?? 0)).ShouldBe(
            131_226_000m,
            1m
        );
    }

    /// <summary>Cells of every layout: thousands of pounds at 15 significant digits.</summary>
    [Theory]
    [InlineData("2007-08", "E0101", "highways-transport", "F8", "6395")]
    [InlineData("2007-08", "E0102", "environmental", "J9", "34962")]
    [InlineData("2008-09", "E0101", "education", "F8", "133956")]
    [InlineData("2008-09", "E0102", "total", "R9", "635393")]
    [InlineData("2011-12", "E0101", "childrens-social-care", "H8", "15784")]
    [InlineData("2012-13", "E0304", "total", "R18", "211182")]
    [InlineData("2012-13", "E2721", "childrens-social-care", "H205", "36730")]
    [InlineData("2012-13", "E0101", "other", "Q8", "369")]
    [InlineData("2012-13", "E4206", "transport-levy", "Y297", "16652")]
    [InlineData("2013-14", "E0102", "public-health", "J9", "29356")]
    [InlineData("2014-15", "E0101", "adult-social-care", "J8", "53307")]
    [InlineData("2015-16", "E0101", "highways-transport", "G8", "8168.73015377779")]
    [InlineData("2016-17", "E0304", "total", "S18", "172327.804966")]
    [InlineData("2016-17", "E2721", "childrens-social-care", "H205", "53100")]
    [InlineData("2016-17", "E0101", "other", "R8", "29")]
    [InlineData("2016-17", "E4305", "waste-levy", "AA306", "15402")]
    [InlineData("2017-18", "E0521", "education", "F8", "278639")]
    [InlineData("2017-18", "E4206", "transport-levy", "Z9", "9256")]
    [InlineData("2017-18 provisional", "E4601", "total", "S9", "1743931")]
    public void A_figure_is_read_from_its_cell(string edition, string authority, string line, string address, string thousands)
    {
        var cell = Outturn(edition).Filings.Single(filing => filing.Code == authority).Cells[Lines.Find(line)!];

        (cell.Address, cell.Status).ShouldBe((address, CellStatus.Reported));
        cell.Pounds!.Value.ShouldBe(Thousands(thousands), 0.00001m);
    }

    [Theory]
    [InlineData("2010-11", true, false)]
    [InlineData("2011-12", false, false)]
    [InlineData("2012-13", false, false)]
    [InlineData("2013-14", false, true)]
    public void Social_care_splits_in_2011_12_and_public_health_arrives_in_2013_14(string edition, bool isCombined, bool hasPublicHealth)
    {
        var lines = Outturn(edition).England.Keys.ToList();

        lines.Contains(Lines.SocialCare).ShouldBe(isCombined);
        lines.Contains(Lines.ChildrensSocialCare).ShouldBe(!isCombined);
        lines.Contains(Lines.AdultSocialCare).ShouldBe(!isCombined);
        lines.Contains(Lines.PublicHealth).ShouldBe(hasPublicHealth);
    }

    [Theory]
    [InlineData("2007-08", "N488")]
    [InlineData("2008-09", "O488")]
    public void Courts_count_in_the_total_of_a_row_and_are_no_line(string edition, string address)
    {
        var outturn = Outturn(edition);

        var flag = Flags(edition).Single(flag => flag.Kind == "service-not-followed");
        flag.Address.ShouldBe(address);
        flag.Detail.ShouldBe("Court services is part of total service expenditure and no line of its own here.");
        outturn
            .England.Keys.Concat(outturn.Filings.SelectMany(filing => filing.Cells.Keys))
            .ShouldAllBe(line => Lines.Find(line.Id) == line);
        outturn
            .England.Where(cell => cell.Key.IsServiceTotal)
            .Sum(cell => cell.Value.Pounds!.Value)
            .ShouldBe(outturn.England[Lines.Total].Pounds!.Value - (edition == "2007-08" ? 70_218_000m : 73_000_000m), 5_000m);
    }

    [Fact]
    public void Copeland_did_not_file_for_2017_18_and_is_missing_not_nothing()
    {
        var copeland = Outturn("2017-18").Filings.Single(filing => filing.Code == "E0934");

        copeland
            .Cells.Where(cell => cell.Key.IsServiceTotal || cell.Key == Lines.Total)
            .ShouldAllBe(cell => cell.Value.Status == CellStatus.Missing && cell.Value.Pounds == null);
        Flags("2017-18").Single(flag => flag.Kind == "non-filer").Detail.ShouldContain("Copeland (E0934)");
        Flags("2017-18")
            .Where(flag => flag.Kind == "imputed-total")
            .ShouldContain(flag =>
                flag.Detail
                == "ENGLAND's Total service expenditure is 8,814.335 thousand pounds above the sum of the authorities: imputed for those without a figure, E0934."
            );
    }

    [Fact]
    public void Names_that_end_in_e_are_estimates_and_other_marks_are_not()
    {
        var estimated = Outturn("2017-18").Filings.Where(filing => filing.Cells[Lines.Total].Status == CellStatus.Estimated);

        estimated.Select(filing => filing.Name).ShouldBe(["East Hampshire (e)", "Havant (e)", "Staffordshire (e)"], ignoreOrder: true);
    }

    [Fact]
    public void Ons_codes_come_with_2014_15_and_the_known_typos_are_put_right()
    {
        Outturn("2013-14").Filings.ShouldAllBe(filing => filing.Place == null);
        Outturn("2014-15").Filings.Count(filing => filing.Place is not null).ShouldBe(369, "police, fire and others have n/a");
        foreach (var edition in new[] { "2015-16", "2017-18" })
        {
            Outturn(edition).Filings.Single(filing => filing.Code == "E2721").Place.ShouldBe(new GssCode("E10000023"));
            Flags(edition)
                .ShouldContain(flag =>
                    flag.Kind == "code-corrected" && flag.Detail.StartsWith("E2721 is given E10000022", StringComparison.Ordinal)
                );
        }
    }

    [Fact]
    public void Of_the_two_editions_of_2017_18_the_later_is_in_force_by_the_dates_they_give_themselves() =>
        Outturn("2017-18").Precedence.ShouldBeGreaterThan(Outturn("2017-18 provisional").Precedence);

    /// <summary>Counted in the two workbooks with other software: 296 cells of the sixteen columns, 54 of them totals, 5 authorities filed late.</summary>
    [Fact]
    public void What_november_changed_in_the_provisional_figures_of_2017_18_is_listed_cell_by_cell()
    {
        var revision = Revision.Between(Outturn("2017-18 provisional"), Outturn("2017-18"));

        revision.Cells.Count.ShouldBe(296);
        revision.Cells.Count(cell => cell.Line == Lines.Total).ShouldBe(54);
        revision.Cells.Select(cell => cell.Filing.Code).Distinct().Count().ShouldBe(57);
        revision
            .Cells.Where(cell => cell.From.Status == CellStatus.Missing)
            .Select(cell => cell.Filing.Code)
            .Distinct()
            .Order(StringComparer.Ordinal)
            .ShouldBe(["E0303", "E2721", "E3735", "E6202", "E6353"]);
        (revision.Came.Count, revision.Went.Count).ShouldBe((0, 0));

        var birmingham = revision.Cells.Where(cell => cell.Filing.Code == "E4601");
        birmingham.ShouldBeEmpty();
        var rotherham = revision.Cells.Single(cell => cell.Filing.Code == "E4403" && cell.Line == Lines.Total);
        (rotherham.From, rotherham.To).ShouldBe((Cell.Of(342_570_000, "S101"), Cell.Of(349_888_000, "S16")));
        var reading = revision.Cells.Single(cell => cell.Filing.Code == "E0303" && cell.Line == Lines.Planning);
        (reading.From.Address, reading.To.Address, reading.To.Pounds).ShouldBe(("N152", "N350", -246_153.6653m));
    }

    [Theory]
    [InlineData("revenue/ro2/RO2_2018-19_data_by_LA.xlsx")]
    [InlineData("revenue/ro3/RO3 [Revenue Outturn RO3 data 2009-10 by LA nd].xls")]
    [InlineData("revenue/ro3/Revenue_Outturn__RO3__data_2011-12_by_LA_-_Revised_28-Nov-2013.xls")]
    [InlineData("revenue/ro3/Revenue_Outturn__RO3__data_2013-14_by_LA.xls")]
    public void Other_tables_of_the_family_are_not_taken_for_summaries(string path) =>
        SourceCatalogue
            .Recognise(FilePreview.At(PublishedFiles.Require(path), default).ShouldBeOfType<FilePreview.Seen>().File)
            .ShouldNotBeNull()
            .Description.Id.ShouldBe("revenue-outturn-details");

    internal static RevenueReturn Outturn(string edition) => (RevenueReturn)Accepted(edition).Content;

    private static IReadOnlyList<EditionFlag> Flags(string edition) => Accepted(edition).Flags;

    private static decimal Thousands(string text) => decimal.Parse(text, NumberStyles.Number, CultureInfo.InvariantCulture) * 1000;

    private static Reading.Accepted Accepted(string edition)
    {
        var file = PublishedFiles.Require("revenue/rs/" + Files[edition]);
        return Read.GetOrAdd(edition, _ => SourceCatalogue.Find("revenue-outturn-summaries")!.Read(file, default)).ShouldBeAccepted();
    }
}
