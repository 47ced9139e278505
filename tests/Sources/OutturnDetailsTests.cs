using System.Globalization;
using System.Text;
using BudgetWatch.Domain;
using BudgetWatch.Domain.Codes;
using BudgetWatch.Domain.Observations;

namespace BudgetWatch.Sources.Tests;

/// <summary>Every published table of outturn details, against figures looked up in the originals with SheetJS.</summary>
public class OutturnDetailsTests
{
    private const string Bundled = "revenue-outturn-details-2012-13-RO3.csv";

    private static readonly Dictionary<string, string> Files = new(StringComparer.Ordinal)
    {
        ["2008-09"] = "revenue/ro3/Revenue_Outturn__RO3__data_2008-09_by_LA_-_Revised_17-Nov-2011.xls",
        ["2009-10"] = "revenue/ro3/RO3 [Revenue Outturn RO3 data 2009-10 by LA nd].xls",
        ["2010-11"] = "revenue/ro3/Revenue_Outturn__RO3__data_2010-11_by_LA_-_27-Nov-2012-v2.xls",
        ["2011-12"] = "revenue/ro3/Revenue_Outturn__RO3__data_2011-12_by_LA_-_Revised_28-Nov-2013.xls",
        ["2012-13"] = "revenue/ro3/Revenue_Outturn__RO3__data_2012-13_by_LA__Revised__-_18-Feb-2014.xls",
        ["2013-14"] = "revenue/ro3/Revenue_Outturn__RO3__data_2013-14_by_LA.xls",
        ["2018-19"] = "revenue/ro2/RO2_2018-19_data_by_LA.xlsx",
    };

    private static readonly System.Collections.Concurrent.ConcurrentDictionary<string, Reading> Read = new(StringComparer.Ordinal);

    /// <summary>Slot, sheet, rows, principal authorities, lines below the services, and the date the workbook gives itself.</summary>
    [Theory]
    [InlineData("2008-09", "2008-09 RO3", "RO3 LA Data 2008-09", 388, 388, 11, "2011-11-17")]
    [InlineData("2009-10", "2009-10 RO3", "RO3 LA Data 2009-10", 353, 353, 10, "2011-11-17")]
    [InlineData("2010-11", "2010-11 RO3", "RO3 LA Data 2010-11", 353, 353, 10, "2012-11-27")]
    [InlineData("2011-12", "2011-12 RO3", "RO3 LA Data 2011-12", 354, 353, 14, "2013-11-28")]
    [InlineData("2012-13", "2012-13 RO3", "RO3 LA Data 2012-13", 354, 353, 15, "2014-02-18")]
    [InlineData("2013-14", "2013-14 RO3", "RO3 LA Data 2013-14 (3)", 354, 353, 33, "2014-11-27")]
    [InlineData("2018-19", "2018-19 RO2", "RO2 LA Data 2018-19", 444, 353, 22, "2019-11-14")]
    public void Every_authority_and_every_line_is_read(
        string year,
        string slot,
        string sheet,
        int authorities,
        int principal,
        int lines,
        string updated
    )
    {
        var details = Details(year);

        (details.Slot, details.Sheet, details.Return).ShouldBe((slot, sheet, Return.Outturn));
        details.Filings.Count.ShouldBe(authorities);
        details.Filings.Count(filing => filing.Class != AuthorityClass.Other).ShouldBe(principal);
        details.England.Keys.Count(line => !line.IsServiceTotal).ShouldBe(lines);
        details.Updated.ShouldBe(DateOnly.Parse(updated, CultureInfo.InvariantCulture));
        Flags(year).Where(flag => flag.Kind is EditionFlag.LineWithoutConcordance or EditionFlag.LineNotFound).ShouldBeEmpty();
    }

    /// <summary>Bristol, Lancashire or North Yorkshire, and Birmingham: thousands of pounds as they stand in their cells.</summary>
    [Theory]
    [InlineData("2008-09", "E0102", "childrens-and-families-other-combined", "AC12", "49448")]
    [InlineData("2008-09", "E0102", "older-people", "AU12", "67507")]
    [InlineData("2008-09", "E0102", "supported-employment", "CW12", "261")]
    [InlineData("2008-09", "E0102", "asylum-seeking-children", "T12", "0")]
    [InlineData("2008-09", "E2721", "childrens-and-families-other-combined", "AC228", "39939")]
    [InlineData("2008-09", "E2721", "older-people", "AU228", "80048")]
    [InlineData("2008-09", "E2721", "supported-employment", "CW228", "352")]
    [InlineData("2008-09", "E2721", "asylum-seeking-children", "T228", "0")]
    [InlineData("2008-09", "E4601", "childrens-and-families-other-combined", "AC354", "164738")]
    [InlineData("2008-09", "E4601", "supported-employment", "CW354", "0")]
    [InlineData("2008-09", "E4601", "asylum-seeking-children", "T354", "2245")]
    [InlineData("2009-10", "E0102", "childrens-care-strategy-combined", "L13", "0")]
    [InlineData("2009-10", "E0102", "learning-disability-under-65", "BT13", "26597")]
    [InlineData("2009-10", "E0102", "asylum-seeking-children", "V13", "0")]
    [InlineData("2009-10", "E0102", "other-adult-care", "CX13", "5116")]
    [InlineData("2009-10", "E2721", "childrens-care-strategy-combined", "L209", "222")]
    [InlineData("2009-10", "E2721", "learning-disability-under-65", "BT209", "40315")]
    [InlineData("2009-10", "E2721", "asylum-seeking-children", "V209", "0")]
    [InlineData("2009-10", "E2721", "other-adult-care", "CX209", "1308")]
    [InlineData("2009-10", "E4601", "childrens-care-strategy-combined", "L320", "0")]
    [InlineData("2009-10", "E4601", "learning-disability-under-65", "BT320", "89187")]
    [InlineData("2009-10", "E4601", "asylum-seeking-children", "V320", "5637")]
    [InlineData("2009-10", "E4601", "other-adult-care", "CX320", "37068")]
    [InlineData("2010-11", "E0102", "older-people", "AZ13", "72717")]
    [InlineData("2010-11", "E0102", "disabled-adults", "BJ13", "13974")]
    [InlineData("2010-11", "E0102", "mental-health-under-65", "CD13", "8906")]
    [InlineData("2010-11", "E2721", "older-people", "AZ209", "77376")]
    [InlineData("2010-11", "E2721", "disabled-adults", "BJ209", "12801")]
    [InlineData("2010-11", "E2721", "mental-health-under-65", "CD209", "6457")]
    [InlineData("2010-11", "E4601", "older-people", "AZ320", "179719")]
    [InlineData("2010-11", "E4601", "disabled-adults", "BJ320", "23295")]
    [InlineData("2010-11", "E4601", "mental-health-under-65", "CD320", "18088")]
    [InlineData("2011-12", "E0102", "childrens-care-strategy-combined", "L13", "16172")]
    [InlineData("2011-12", "E0102", "looked-after-children", "V13", "25294")]
    [InlineData("2011-12", "E0102", "older-people", "CX13", "71787")]
    [InlineData("2011-12", "E0102", "other-adult-care", "EV13", "157")]
    [InlineData("2011-12", "E0102", "adult-social-care", "FF13", "140712")]
    [InlineData("2011-12", "E2721", "childrens-care-strategy-combined", "L209", "12490")]
    [InlineData("2011-12", "E2721", "looked-after-children", "V209", "19136")]
    [InlineData("2011-12", "E2721", "older-people", "CX209", "77472")]
    [InlineData("2011-12", "E2721", "other-adult-care", "EV209", "822")]
    [InlineData("2011-12", "E2721", "adult-social-care", "FF209", "136371")]
    [InlineData("2011-12", "E4601", "childrens-care-strategy-combined", "L320", "42006")]
    [InlineData("2011-12", "E4601", "looked-after-children", "V320", "80522")]
    [InlineData("2011-12", "E4601", "other-adult-care", "EV320", "5523")]
    [InlineData("2011-12", "E4601", "adult-social-care", "FF320", "295017")]
    [InlineData("2012-13", "E0102", "commissioning-and-social-work", "V13", "16387")]
    [InlineData("2012-13", "E0102", "looked-after-children", "AF13", "24573")]
    [InlineData("2012-13", "E0102", "learning-disability-under-65", "EB13", "43867")]
    [InlineData("2012-13", "E0102", "adult-social-care", "FP13", "140013")]
    [InlineData("2012-13", "E2721", "commissioning-and-social-work", "V209", "9592")]
    [InlineData("2012-13", "E2721", "looked-after-children", "AF209", "14384")]
    [InlineData("2012-13", "E2721", "learning-disability-under-65", "EB209", "40576")]
    [InlineData("2012-13", "E2721", "adult-social-care", "FP209", "129962")]
    [InlineData("2012-13", "E4601", "commissioning-and-social-work", "V320", "39696")]
    [InlineData("2012-13", "E4601", "looked-after-children", "AF320", "79999")]
    [InlineData("2012-13", "E4601", "learning-disability-under-65", "EB320", "95887")]
    [InlineData("2012-13", "E4601", "adult-social-care", "FP320", "278915")]
    [InlineData("2013-14", "E0102", "family-support", "R16", "2604")]
    [InlineData("2013-14", "E0102", "older-people", "AT16", "70422")]
    [InlineData("2013-14", "E0102", "stop-smoking", "DZ16", "1391")]
    [InlineData("2013-14", "E0102", "public-health", "EP16", "29356")]
    [InlineData("2013-14", "E2721", "family-support", "R212", "8593")]
    [InlineData("2013-14", "E2721", "older-people", "AT212", "72094")]
    [InlineData("2013-14", "E2721", "stop-smoking", "DZ212", "1226")]
    [InlineData("2013-14", "E2721", "public-health", "EP212", "14640")]
    [InlineData("2013-14", "E4601", "family-support", "R323", "21947")]
    [InlineData("2013-14", "E4601", "stop-smoking", "DZ323", "2530")]
    [InlineData("2013-14", "E4601", "public-health", "EP323", "68779")]
    [InlineData("2018-19", "E0102", "winter-service", "BI9", "504.889")]
    [InlineData("2018-19", "E0102", "on-street-parking", "CY9", "-7322.159")]
    [InlineData("2018-19", "E0102", "bus-support", "EA9", "1919.549")]
    [InlineData("2018-19", "E0102", "highways-transport", "FJ9", "15108.932")]
    [InlineData("2018-19", "E2721", "winter-service", "BI205", "6326")]
    [InlineData("2018-19", "E2721", "on-street-parking", "CY205", "106")]
    [InlineData("2018-19", "E2721", "bus-support", "EA205", "7437")]
    [InlineData("2018-19", "E2721", "highways-transport", "FJ205", "42866")]
    [InlineData("2018-19", "E4601", "winter-service", "BI316", "2990")]
    [InlineData("2018-19", "E4601", "on-street-parking", "CY316", "-7773")]
    [InlineData("2018-19", "E4601", "bus-support", "EA316", "0")]
    [InlineData("2018-19", "E4601", "highways-transport", "FJ316", "42327")]
    public void A_figure_is_read_from_its_cell(string year, string authority, string line, string address, string thousands)
    {
        var cell = Details(year).Filings.Single(filing => filing.Code == authority).Cells[Lines.Find(line)!];

        (cell.Address, cell.Status).ShouldBe((address, CellStatus.Reported));
        cell.Pounds!.Value.ShouldBe(decimal.Parse(thousands, CultureInfo.InvariantCulture) * 1000m, 0.00001m);
    }

    /// <summary>ENGLAND's figures as they stand, £ thousand.</summary>
    [Theory]
    [InlineData("2008-09", "social-care", "19604093")]
    [InlineData("2009-10", "social-care", "20962690")]
    [InlineData("2010-11", "social-care", "21061656")]
    [InlineData("2011-12", "adult-social-care", "14737687")]
    [InlineData("2012-13", "childrens-social-care", "6612299")]
    [InlineData("2013-14", "public-health", "2507832")]
    [InlineData("2013-14", "stop-smoking", "128060")]
    [InlineData("2018-19", "congestion-charging", "-155765")]
    public void England_is_read(string year, string line, string thousands) =>
        Details(year).England[Lines.Find(line)!].Pounds.ShouldBe(decimal.Parse(thousands, CultureInfo.InvariantCulture) * 1000m);

    [Theory]
    [InlineData("2008-09")]
    [InlineData("2009-10")]
    [InlineData("2010-11")]
    [InlineData("2011-12")]
    [InlineData("2012-13")]
    [InlineData("2013-14")]
    [InlineData("2018-19")]
    public void The_lines_of_a_service_add_up_to_it_on_every_row(string year)
    {
        var details = Details(year);

        foreach (var service in details.ServiceTotals())
        {
            var lines = details.LinesOf(service);
            lines.Count.ShouldBeGreaterThan(6, service.Id);
            foreach (var filing in details.Filings)
            {
                lines
                    .Sum(line => filing.Cells[line].Pounds!.Value)
                    .ShouldBe(filing.Cells[service].Pounds!.Value, 500m * (lines.Count + 1), $"{filing.Code} {service}");
            }
        }
    }

    [Fact]
    public void The_total_that_is_headed_as_a_line_is_flagged() =>
        Flags("2011-12").ShouldContain(flag => flag.Kind == "heading-repeated" && flag.Address == "FF10");

    [Fact]
    public void A_wrong_total_is_refused() =>
        Refused(Changed("E0102", "TOTAL ADULT SOCIAL CARE", "140113"))
            .ShouldContain(reason => reason.Contains("of E0102 to add up to 'TOTAL ADULT SOCIAL CARE'", StringComparison.Ordinal));

    [Fact]
    public void A_wrong_line_is_refused_by_its_authority_and_by_england()
    {
        var reasons = Refused(Changed("E0102", "Adults aged under 65 with learning disabilities", "4386"));

        reasons.ShouldContain(reason => reason.Contains("of E0102 to add up to", StringComparison.Ordinal));
        reasons.ShouldContain(reason => reason.Contains("to be the sum of the authorities", StringComparison.Ordinal));
    }

    [Fact]
    public void A_heading_that_is_not_known_is_flagged_by_its_name_and_the_line_by_its_absence()
    {
        var flags = ReadFile(
                Text().Replace("Children's social care - Youth Justice", "Children's social care - Youth Courts", StringComparison.Ordinal)
            )
            .ShouldBeAccepted()
            .Flags;

        flags.ShouldContain(flag =>
            flag.Kind == EditionFlag.LineWithoutConcordance && flag.Detail.Contains("Youth Courts", StringComparison.Ordinal)
        );
        flags.ShouldContain(flag =>
            flag.Kind == EditionFlag.LineNotFound && flag.Detail.Contains("Youth Justice", StringComparison.Ordinal)
        );
    }

    [Fact]
    public void A_year_whose_form_is_not_known_is_refused() =>
        Refused(Text().Replace("(RO3): 2012-13", "(RO3): 2020-21", StringComparison.Ordinal))
            .ShouldContain(reason => reason.Contains("a year of RO3 whose lines are known", StringComparison.Ordinal));

    [Fact]
    public void A_service_without_a_total_is_refused() =>
        Refused(Text().Replace("TOTAL ADULT SOCIAL CARE", "Adults", StringComparison.Ordinal))
            .ShouldContain(reason => reason.Contains("TOTAL ADULT SOCIAL CARE", StringComparison.Ordinal));

    private static ServiceDetails Details(string year) => (ServiceDetails)Accepted(year).Content;

    private static IReadOnlyList<EditionFlag> Flags(string year) => Accepted(year).Flags;

    private static Reading.Accepted Accepted(string year)
    {
        var file = PublishedFiles.Require(Files[year]);
        return Read.GetOrAdd(year, _ => Source.Read(file, default)).ShouldBeAccepted();
    }

    private static PublishedSource Source => SourceCatalogue.Find("revenue-outturn-details")!;

    private static string Text() => File.ReadAllText(Path.Combine(SnapshotTests.Folder(), Bundled));

    private static Reading ReadFile(string text) => Source.Read(new PublishedFile("made.csv", Encoding.UTF8.GetBytes(text)), default);

    private static IEnumerable<string> Refused(string text) =>
        ReadFile(text).ShouldBeOfType<Reading.Refused>().Reasons.Select(reason => reason.ToString());

    /// <summary>The bundled table with another figure of one authority; no cell of it has a comma but names of councils, which come before.</summary>
    private static string Changed(string authority, string heading, string thousands)
    {
        var lines = Text().Split('\n');
        var names = Array.Find(lines, line => line.Contains(heading, StringComparison.Ordinal))!.Split(',');
        var row = Array.FindIndex(lines, line => line.StartsWith(authority + ",", StringComparison.Ordinal));
        var cells = lines[row].Split(',');
        cells[^(names.Length - Array.IndexOf(names, heading))] = thousands;
        lines[row] = string.Join(',', cells);
        return string.Join('\n', lines);
    }
}
