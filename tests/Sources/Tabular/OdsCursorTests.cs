using System.Globalization;
using System.IO.Compression;
using System.Text;
using BudgetWatch.Sources.Tabular;
using BudgetWatch.Sources.Tests.Workbooks;

namespace BudgetWatch.Sources.Tests;

/// <summary>An OpenDocument spreadsheet is read as it shows: its rows, columns, texts and errors.</summary>
public class OdsCursorTests
{
    private const string One = "<table:table-cell office:value-type=\"float\" office:value=\"1\"><text:p>1</text:p></table:table-cell>";

    [Fact]
    public void Repeated_blanks_are_counted_and_not_given_at_the_end()
    {
        var file = OpenDocument.OfRows(
            $"""
            <table:table-row table:number-rows-repeated="3"><table:table-cell table:number-columns-repeated="16384"/></table:table-row>
            <table:table-row><table:table-cell table:number-columns-repeated="5"/>{One}<table:table-cell table:number-columns-repeated="16378"/></table:table-row>
            <table:table-row table:number-rows-repeated="2"/>
            <table:table-row>{One}</table:table-row>
            <table:table-row table:number-rows-repeated="1048000"><table:table-cell table:number-columns-repeated="16384"/></table:table-row>
            """
        );

        Tables
            .Rows(file)
            .ShouldBe([
                [],
                [],
                [],
                ["", "", "", "", "", "1"],
                [],
                [],
                ["1"],
            ]);
        Tables.Cell(file, "one", "F4").ToString().ShouldBe("1");
        Tables.Cell(file, "one", "A7").ToString().ShouldBe("1");
        Tables.Open(file).Format.ShouldBe(FileFormat.Ods);
    }

    [Fact]
    public void Repeated_cells_and_rows_with_something_in_them_stand_as_often()
    {
        var file = OpenDocument.OfRows(
            """
            <table:table-row table:number-rows-repeated="2">
              <table:table-cell office:value-type="float" office:value="7" table:number-columns-repeated="3"/><table:table-cell/>
              <table:table-cell office:value-type="string"><text:p>x</text:p></table:table-cell>
            </table:table-row>
            """
        );

        Tables
            .Rows(file)
            .ShouldBe([
                ["7", "7", "7", "", "x"],
                ["7", "7", "7", "", "x"],
            ]);
    }

    [Fact]
    public void A_row_does_not_keep_what_stood_in_the_one_before()
    {
        var file = OpenDocument.OfRows(
            $"<table:table-row>{One}{One}{One}</table:table-row><table:table-row><table:table-cell/><table:table-cell/>{One}</table:table-row>"
        );

        Tables
            .Rows(file)
            .ShouldBe([
                ["1", "1", "1"],
                ["", "", "1"],
            ]);
    }

    [Theory]
    [InlineData("office:value-type=\"float\" office:value=\"-1234.5\"", CellKind.Number, "-1234.5")]
    [InlineData("office:value-type=\"float\" office:value=\"1.5e3\"", CellKind.Number, "1500")]
    [InlineData("office:value-type=\"percentage\" office:value=\"0.032\"", CellKind.Number, "0.032")]
    [InlineData("office:value-type=\"currency\" office:currency=\"GBP\" office:value=\"12.5\"", CellKind.Number, "12.5")]
    [InlineData("office:value-type=\"string\" office:string-value=\"stored\"", CellKind.Text, "stored")]
    [InlineData("office:value-type=\"date\" office:date-value=\"2024-10-03\"", CellKind.Other, "2024-10-03 00:00:00")]
    [InlineData("office:value-type=\"date\" office:date-value=\"2024-10-03T09:30:00\"", CellKind.Other, "2024-10-03 09:30:00")]
    [InlineData("office:value-type=\"date\" office:date-value=\"soon\"", CellKind.Other, "a date that is stored as 'soon'")]
    [InlineData("office:value-type=\"time\" office:time-value=\"PT09H30M00S\"", CellKind.Other, "PT09H30M00S")]
    [InlineData("office:value-type=\"boolean\" office:boolean-value=\"true\"", CellKind.Other, "true")]
    [InlineData("", CellKind.Text, "shown")]
    [InlineData("office:value-type=\"string\"", CellKind.Text, "shown")]
    [InlineData("office:value-type=\"float\"", CellKind.Error, "a number that is stored as ''")]
    [InlineData("office:value-type=\"float\" office:value=\"1,5\"", CellKind.Error, "a number that is stored as '1,5'")]
    [InlineData("office:value-type=\"float\" office:value=\"INF\"", CellKind.Error, "a number that is stored as 'INF'")]
    [InlineData("office:value-type=\"float\" office:value=\"1e999\"", CellKind.Error, "a number beyond range")]
    [InlineData("office:value-type=\"fraction\" office:value=\"1\"", CellKind.Error, "a value of type 'fraction'")]
    internal void A_value_is_what_its_type_says(string attributes, CellKind kind, string expected)
    {
        var cell = Cell($"<table:table-cell {attributes}><text:p>shown</text:p></table:table-cell>");

        (cell.Kind, cell.ToString()).ShouldBe((kind, expected));
    }

    /// <summary>As Excel, LibreOffice and older writers store an error, the last as the number 0.</summary>
    [Theory]
    [InlineData("office:value-type=\"error\" office:string-value=\"#REF!\"", "#REF!")]
    [InlineData("office:value-type=\"string\" office:string-value=\"\" calcext:value-type=\"error\"", "#N/A")]
    [InlineData("office:value-type=\"string\" office:string-value=\"\" calcext:value-type=\"error\"", "Err:508")]
    [InlineData("office:value-type=\"float\" office:value=\"0\"", "#DIV/0!")]
    [InlineData("office:value-type=\"float\" office:value=\"0\"", "Err:502")]
    [InlineData("office:value-type=\"string\"", "#NAME?")]
    [InlineData("", "#VALUE!")]
    public void An_error_is_never_a_figure(string attributes, string word)
    {
        var cell = Cell($"<table:table-cell {attributes}><text:p>{word}</text:p></table:table-cell>");

        (cell.Kind, cell.ToString()).ShouldBe((CellKind.Error, word));
        cell.TryDecimal(out _).ShouldBeFalse();
        cell.TryDouble(out _).ShouldBeFalse();
    }

    [Fact]
    public void An_error_that_shows_nothing_is_one_too() =>
        Cell("<table:table-cell office:value-type=\"error\"/>").Kind.ShouldBe(CellKind.Error);

    [Theory]
    [InlineData("<text:p>one</text:p><text:p/><text:p>three</text:p>", "one\n\nthree")]
    [InlineData("<text:h>head</text:h><text:p>body</text:p>", "head\nbody")]
    [InlineData("<text:p>a <text:s/>b<text:s text:c=\"3\"/>c</text:p>", "a  b   c")]
    [InlineData("<text:p>a<text:line-break/>b<text:tab/>c</text:p>", "a\nb\tc")]
    [InlineData("<text:p>\n  run \n\t together  </text:p>", "run together")]
    [InlineData("<text:p><text:span>a</text:span> <text:span>b</text:span></text:p>", "a b")]
    [InlineData(
        "<text:p>see <text:a xlink:href=\"https://a.b\"><text:span>the <text:s/>page</text:span></text:a>.</text:p>",
        "see the  page."
    )]
    [InlineData("<text:p>a &amp; b<![CDATA[ < c]]></text:p>", "a & b < c")]
    [InlineData("<text:p>a<!-- no -->b<?no no?>c</text:p>", "abc")]
    [InlineData("<office:annotation><dc:creator>X</dc:creator><text:p>a comment</text:p></office:annotation><text:p>cell</text:p>", "cell")]
    [InlineData("<text:p>cell<text:note><text:note-body><text:p>a note</text:p></text:note-body></text:note></text:p>", "cell")]
    [InlineData("<draw:frame><draw:text-box><text:p>a shape</text:p></draw:text-box></draw:frame><text:p>cell</text:p>", "cell")]
    [InlineData(
        "<table:table table:is-sub-table=\"true\"><table:table-row><table:table-cell><text:p>inner</text:p></table:table-cell></table:table-row></table:table>",
        ""
    )]
    [InlineData("<text:p>   </text:p>", "")]
    public void Text_is_read_as_it_shows(string content, string expected) =>
        Cell($"<table:table-cell office:value-type=\"string\">{content}</table:table-cell>").ToString().ShouldBe(expected);

    [Fact]
    public void Cells_after_one_with_much_inside_are_in_their_columns() =>
        Tables
            .Rows(
                OpenDocument.OfCell(
                    $"""
                    <table:table-cell office:value-type="string"><office:annotation><text:p>c</text:p></office:annotation><text:p>a<text:s/><text:span/></text:p></table:table-cell><table:table-cell></table:table-cell>{One}
                    """
                )
            )
            .ShouldBe([
                ["a ", "", "1"],
            ]);

    [Fact]
    public void What_merged_cells_cover_is_blank() =>
        Tables
            .Rows(
                OpenDocument.OfCell(
                    $"""
                    <table:table-cell table:number-columns-spanned="3" office:value-type="string"><text:p>wide</text:p></table:table-cell>
                    <table:covered-table-cell table:number-columns-repeated="2" office:value-type="float" office:value="9"/>{One}
                    """
                )
            )
            .ShouldBe([
                ["wide", "", "", "1"],
            ]);

    [Fact]
    public void Rows_in_groups_and_hidden_ones_are_rows()
    {
        var file = OpenDocument.OfRows(
            """
            <table:table-column-group><table:table-column table:visibility="collapse"/></table:table-column-group>
            <table:table-header-rows><table:table-row><table:table-cell><text:p>head</text:p></table:table-cell></table:table-row></table:table-header-rows>
            <table:table-row-group><table:table-row-group>
            <table:table-row table:visibility="collapse"><table:table-cell><text:p>hidden</text:p></table:table-cell></table:table-row>
            </table:table-row-group><table:table-rows><text:soft-page-break/>
            <table:table-row table:visibility="filter"><table:table-cell><text:p>filtered</text:p></table:table-cell></table:table-row></table:table-rows></table:table-row-group>
            <table:table-row><table:table-cell><text:p>last</text:p></table:table-cell></table:table-row>
            """
        );

        Tables
            .Rows(file)
            .ShouldBe([
                ["head"],
                ["hidden"],
                ["filtered"],
                ["last"],
            ]);
    }

    [Fact]
    public void Sheets_of_other_files_tracked_changes_and_links_are_no_sheets()
    {
        const string Row = "<table:table-row><table:table-cell><text:p>x</text:p></table:table-cell></table:table-row>";
        var file = OpenDocument.OfSpreadsheet(
            $"""
            <table:tracked-changes><table:cell-content-change><table:previous><table:change-track-table-cell office:value-type="float" office:value="3"/></table:previous></table:cell-content-change></table:tracked-changes>
            <table:table table:name="first"><table:title>t</table:title><table:shapes><draw:frame><table:table table:name="drawn">{Row}</table:table></draw:frame></table:shapes>{Row}</table:table>
            <table:table table:name="'file:///D:/a.xls'#Data"><table:title>t</table:title><table:table-source xlink:href="file:///D:/a.xls" table:table-name="Data"/>{Row}</table:table>
            <table:table table:name="none"/>
            <table:table table:name="empty"></table:table>
            <table:table table:name="last">{Row}{Row}</table:table>
            <table:named-expressions/>
            <table:dde-links><table:dde-link><table:table table:name="linked">{Row}</table:table></table:dde-link></table:dde-links>
            """
        );

        Tables.Of(file).Select(table => $"{table.Sheet} {table.Rows.Count}").ShouldBe(["first 1", "none 0", "empty 0", "last 2"]);
    }

    [Fact]
    public void A_sheet_may_be_left_in_the_middle()
    {
        using var rows = Tables.Open(OpenDocument.AsOds("two.ods", SyntheticBudget.Sheet, SyntheticBudget.Sheet with { Name = "second" }));

        rows.NextSheet().ShouldBeTrue();
        rows.NextRow().ShouldBeTrue();
        rows.NextSheet().ShouldBeTrue();
        rows.Sheet.ShouldBe("second");
        rows.NextRow().ShouldBeTrue();
        (rows.Row, rows.Text(0)).ShouldBe((1, "Revenue Account Budget (RA) 2018-19: Revenue Account data"));
        rows.NextSheet().ShouldBeFalse();
        rows.NextSheet().ShouldBeFalse();
    }

    [Fact]
    public void A_budget_reads_the_same_from_either_kind_of_workbook()
    {
        var budgets = SourceCatalogue.Find("revenue-budgets")!;
        var excel = budgets.Read(Sheet.AsXlsx("a", SyntheticBudget.Sheet), default).ShouldBeOfType<Reading.Accepted>();

        var open = budgets.Read(OpenDocument.AsOds("a", SyntheticBudget.Sheet), default).ShouldBeOfType<Reading.Accepted>();

        Editions.Describe(open.Content).ShouldBe(Editions.Describe(excel.Content));
        open.Flags.ShouldBe(excel.Flags);
    }

    /// <summary>What stands between elements, and what a checker noted on a cell, is no part of any cell.</summary>
    [Fact]
    public void A_budget_whose_xml_is_indented_or_has_notes_on_its_cells_reads_the_same()
    {
        var indented = Budget(xml => xml.Replace("><", ">\n    <", StringComparison.Ordinal)).ShouldBeOfType<Reading.Accepted>();
        var noted = Budget(xml =>
                xml.Replace(
                    "office:value=\"900\">",
                    "office:value=\"900\"><office:annotation><dc:creator>A. Checker</dc:creator><text:p>Asked the council: 1,234</text:p></office:annotation>",
                    StringComparison.Ordinal
                )
            )
            .ShouldBeOfType<Reading.Accepted>();

        var plain = Editions.Describe(Budget(xml => xml).ShouldBeOfType<Reading.Accepted>().Content);
        Editions.Describe(indented.Content).ShouldBe(plain);
        Editions.Describe(noted.Content).ShouldBe(plain);
    }

    [Fact]
    public void A_figure_that_a_merged_cell_covers_is_missing_and_not_nothing()
    {
        const string Figure = "<table:table-cell office:value-type=\"float\" office:value=\"900\"><text:p>900</text:p></table:table-cell>";
        var reading = Budget(xml =>
            xml.IndexOf(Figure, StringComparison.Ordinal) is var at and >= 0
                ? $"{xml[..at]}<table:covered-table-cell/>{xml[(at + Figure.Length)..]}"
                : throw new InvalidOperationException("no such figure")
        );

        reading
            .ShouldBeOfType<Reading.Refused>()
            .Reasons.ShouldHaveSingleItem()
            .ShouldBe(
                new Refusal(
                    "test.ods",
                    SyntheticBudget.SheetName,
                    "P10",
                    "ENGLAND's Central services to be the sum of the authorities, 1,900 thousand pounds",
                    "2,800 thousand pounds"
                )
            );
    }

    private static Reading Budget(Func<string, string> change)
    {
        using var archive = new ZipArchive(new MemoryStream(OpenDocument.AsOds("a", SyntheticBudget.Sheet).Bytes.ToArray()));
        using var content = new StreamReader(archive.GetEntry("content.xml")!.Open());
        return SourceCatalogue.Find("revenue-budgets")!.Read(OpenDocument.Of(change(content.ReadToEnd())), default);
    }

    [Theory]
    [InlineData("#REF!", "'#REF!'")]
    [InlineData("#N/A", "'#N/A'")]
    public void A_budget_with_an_error_in_it_is_refused_by_its_cell(string word, string found) =>
        SourceCatalogue
            .Find("revenue-budgets")!
            .Read(
                OpenDocument.AsOds("e.ods", SyntheticBudget.Sheet.With(6, SyntheticBudget.Column("TOTAL CENTRAL"), new ErrorCell(word))),
                default
            )
            .ShouldBeOfType<Reading.Refused>()
            .Reasons.ShouldHaveSingleItem()
            .ShouldBe(new Refusal("e.ods", SyntheticBudget.SheetName, "P6", "a figure, or one of … ... [x] [z] [c] - n/a", found));

    [Fact]
    public void Too_many_rows_columns_characters_and_sheets_are_refused()
    {
        var rows = $"<table:table-row>{One}</table:table-row>";

        Tables
            .Refusal(OpenDocument.OfRows(rows + "<table:table-row table:number-rows-repeated=\"1048574\"/>" + rows))
            .ShouldBe(new Refusal("test.ods", "one", null, "at most 50,000 rows on a sheet", "more"));
        Tables
            .Refusal(OpenDocument.OfRows($"<table:table-row table:number-rows-repeated=\"2147483647\">{One}</table:table-row>"))
            .ShouldBe(new Refusal("test.ods", "one", null, "at most 50,000 rows on a sheet", "more"));
        Tables
            .Refusal(
                OpenDocument.OfRows(
                    string.Concat(Enumerable.Repeat("<table:table-row table:number-rows-repeated=\"2147483647\"/>", 9)) + rows
                )
            )
            .ShouldBe(new Refusal("test.ods", "one", null, "at most 50,000 rows on a sheet", "more"));
        Tables
            .Refusal(OpenDocument.OfCell($"<table:table-cell table:number-columns-repeated=\"4096\"/>{One}"))
            .ShouldBe(new Refusal("test.ods", "one", null, "at most 4,096 columns", "4,097 columns"));
        Tables
            .Refusal(
                OpenDocument.OfCell(
                    $"<table:table-cell table:number-columns-repeated=\"2147483647\"/><table:table-cell table:number-columns-repeated=\"2147483647\"/>{One}"
                )
            )
            .ShouldBe(new Refusal("test.ods", "one", null, "at most 4,096 columns", "2,147,483,647 columns"));
        Tables
            .Refusal(
                OpenDocument.OfCell(
                    "<table:table-cell office:value-type=\"float\" office:value=\"1\" table:number-columns-repeated=\"16384\"/>"
                )
            )
            .ShouldBe(new Refusal("test.ods", "one", null, "at most 4,096 columns", "16,384 columns"));
        Tables
            .Refusal(
                OpenDocument.OfCell(
                    "<table:table-cell office:value-type=\"string\"><text:p>a<text:s text:c=\"2000000000\"/>b</text:p></table:table-cell>"
                )
            )
            .ShouldBe(new Refusal("test.ods", "one", "A1", "at most 32,767 characters in a cell", "32,768 characters"));
        Tables
            .Refusal(OpenDocument.OfSpreadsheet(string.Concat(Enumerable.Repeat("<table:table/>", 201))))
            .ShouldBe(new Refusal("test.ods", null, null, "at most 200 sheets", "more"));
    }

    [Fact]
    public void A_repetition_that_is_no_number_is_refused_where_it_stands()
    {
        var before = $"<table:table-row table:number-rows-repeated=\"2\"/><table:table-row>{One}</table:table-row><table:table-row/>";

        foreach (var times in new[] { "0", "-1", "", "many", "99999999999", "1.5" })
        {
            Tables
                .Refusal(OpenDocument.OfRows($"{before}<table:table-row table:number-rows-repeated=\"{times}\">{One}</table:table-row>"))
                .ShouldBe(new Refusal("test.ods", "one", null, "a number of times that a row is repeated", $"'{times}'"));
            Tables
                .Refusal(
                    OpenDocument.OfRows(
                        $"{before}<table:table-row>{One}<table:table-cell table:number-columns-repeated=\"{times}\"/></table:table-row>"
                    )
                )
                .ShouldBe(new Refusal("test.ods", "one", "B5", "a number of times that a cell is repeated", "something else"));
        }
    }

    [Fact]
    public void An_encrypted_document_is_refused_as_that()
    {
        var expected = new Refusal(
            "test.ods",
            null,
            null,
            "an OpenDocument spreadsheet that can be opened",
            "a document that is encrypted with a password"
        );
        var manifest = """
            <?xml version="1.0"?><manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"><manifest:file-entry manifest:full-path="content.xml" manifest:size="9"><manifest:encryption-data manifest:checksum-type="SHA1/1K"/></manifest:file-entry></manifest:manifest>
            """;

        Tables.Refusal(OpenDocument.Of("\u0001\u0002 no XML", manifest)).ShouldBe(expected);
        Tables.Refusal(Archives.Of("test.ods", ("mimetype", "x"), ("encrypted-package", "\u0001"))).ShouldBe(expected);
    }

    [Fact]
    public void Another_document_and_broken_xml_are_refused()
    {
        Tables
            .Refusal(OpenDocument.Of(OpenDocument.Content("<office:text><text:p>a letter</text:p></office:text>")))
            .Found.ShouldBe("a document of another kind");
        Tables.Refusal(OpenDocument.Of("<office/>")).Found.ShouldBe("a document of another kind");
        Tables.Refusal(OpenDocument.Of("nothing")).Found.ShouldStartWith("damaged content (XmlException");
        Tables
            .Refusal(
                OpenDocument.OfRows(
                    $"<table:table-row>{One}</table:table-row><table:table-row/><table:table-row>{One}<oops></table:table-row>"
                )
            )
            .ShouldSatisfyAllConditions(
                refusal => refusal.Cell.ShouldBe("A3"),
                refusal => refusal.Found.ShouldStartWith("damaged content (XmlException")
            );
        Tables
            .Refusal(OpenDocument.OfSpreadsheet("<table:table table:name=\"a\"/><oops>"))
            .Expected.ShouldBe("a sheet after it that can be read");
    }

    [Fact]
    public void Entities_are_not_expanded_nor_fetched()
    {
        var bomb =
            "<!DOCTYPE x [<!ENTITY a \"aaaaaaaaaa\"><!ENTITY b \"&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;\"><!ENTITY f SYSTEM \"file:///etc/hostname\">]>";
        foreach (var entity in new[] { "&b;", "&f;" })
        {
            var content = OpenDocument
                .Content(
                    $"<office:spreadsheet><table:table><table:table-row><table:table-cell><text:p>{entity}</text:p></table:table-cell></table:table-row></table:table></office:spreadsheet>"
                )
                .Replace("?><", $"?>{bomb}<", StringComparison.Ordinal);

            Tables.Refusal(OpenDocument.Of(content)).Found.ShouldContain("DTD");
        }
    }

    /// <summary>Values looked up in the published files' XML with another parser.</summary>
    [Theory]
    [InlineData(
        "revenue/ra/RA_2024-25_data_Part_1.ods",
        "Front_Page",
        "A2",
        CellKind.Text,
        "The data from this spreadsheet have been used to compile the Accredited Official Statistics release \"Local authority revenue expenditure and financing England: 2024-25 Budget\" which was published on 3 October 2024."
    )]
    [InlineData("revenue/ra/RA_2024-25_data_Part_1.ods", "LA_drop-down_2024-25", "C11", CellKind.Number, "16730954")]
    [InlineData(
        "revenue/ra/RA_2024-25_data_Part_1.ods",
        "RA_LA_Data_2024-25",
        "A1",
        CellKind.Text,
        "Worksheet 2: Revenue Account Budget (RA) 2024-25: Revenue Account data"
    )]
    [InlineData("revenue/ra/RA_2024-25_data_Part_1.ods", "RA_LA_Data_2024-25", "A10", CellKind.Text, "E-code")]
    [InlineData("revenue/ra/RA_2024-25_data_Part_1.ods", "RA_LA_Data_2024-25", "C50", CellKind.Text, "Broxtowe")]
    [InlineData("revenue/ra/RA_2024-25_data_Part_1.ods", "RA_LA_Data_2024-25", "G11", CellKind.Number, "0")]
    [InlineData("revenue/ra/RA_2024-25_data_Part_1.ods", "RA_LA_Data_2024-25", "G43", CellKind.Text, "[x]")]
    [InlineData("revenue/ra/RA_2024-25_data_Part_1.ods", "RA_LA_Data_2024-25", "AC105", CellKind.Number, "-1392")]
    [InlineData("revenue/ra/RA_2024-25_data_Part_1.ods", "RA_LA_Data_2024-25", "EX300", CellKind.Number, "20643")]
    [InlineData("revenue/ra/RA_2024-25_data_Part_1.ods", "RA_LA_Data_2024-25", "A422", CellKind.Text, "Eng")]
    [InlineData("revenue/ra/RA_2024-25_data_Part_1.ods", "RA_LA_Data_2024-25", "EX422", CellKind.Number, "127067076.74019969")]
    [InlineData("revenue/ra/RA_2024-25_data_Part_1.ods", "RA_LA_Data_2024-25", "F424", CellKind.Text, "157 out of 164")]
    [InlineData(
        "revenue/ra/RA_2024-25_data_Part_1.ods",
        "RA_LA_Data_2024-25",
        "HG10",
        CellKind.Text,
        "COUNCIL TAX REQUIREMENT (total of lines 900 to 985)"
    )]
    [InlineData("council_tax/ct_table9_2024_25.ods", "Data_Billing", "S6", CellKind.Number, "0.9799997071053331")]
    [InlineData("council_tax/Live_Table_-_Band_D_2024-25__revised_.ods", "Live_Table", "D10", CellKind.Number, "369")]
    [InlineData("council_tax/Live_Table_-_Band_D_2024-25__revised_.ods", "inc_PP", "AJ10", CellKind.Number, "236.05")]
    [InlineData("council_tax/Live_Table_-_Band_D_2024-25__revised_.ods", "inc_PP", "B200", CellKind.Text, "[z]")]
    [InlineData(
        "council_tax/Live_Table_-_Band_D_2024-25__revised_.ods",
        "list",
        "B200",
        CellKind.Text,
        "Greater Manchester Combined Authority - General Functions"
    )]
    [InlineData("council_tax/Live_Table_-_Band_D_2024-25__revised_.ods", "list", "D10", CellKind.Text, "SD")]
    [InlineData("council_tax/ct_table9_2024_25.ods", "Data_Billing", "A5", CellKind.Text, "E-code")]
    [InlineData("council_tax/ct_table9_2024_25.ods", "Data_Billing", "G6", CellKind.Number, "38718300062.537994")]
    [InlineData("council_tax/ct_table9_2024_25.ods", "Data_Billing", "CW290", CellKind.Text, "[z]")]
    [InlineData(
        "council_tax/ct_table9_2024_25.ods",
        "Data_Precepting",
        "G6",
        CellKind.Text,
        "1. Council Tax Requirement including special expenses. \n\n\n\n\n\n\n\n(previous year)"
    )]
    internal void A_published_cell_is_read(string path, string sheet, string address, CellKind kind, string expected)
    {
        var cell = Tables.Cell(PublishedFiles.Require(path), sheet, address);

        (cell.Kind, cell.ToString()).ShouldBe((kind, expected));
    }

    /// <summary>Sheets, their last rows and how many cells have something in them, counted in the XML with another parser (cells of white space are blank).</summary>
    [Theory]
    [InlineData(
        "revenue/ra/RA_2024-25_data_Part_1.ods",
        "Front_Page 8 8, Notes 9 16, LA_drop-down_2024-25 731 1321, RA_LA_Data_2024-25 434 91419"
    )]
    [InlineData(
        "council_tax/Live_Table_-_Band_D_2024-25__revised_.ods",
        "Cover 21 21, Contents 11 20, Notes 27 52, Live_Table 62 377, inc_PP 560 20650, inc_PP_(%) 560 20651, exc_PP 560 18976, exc_PP_(%) 560 18978, Area_CT 453 17141, Area_CT_(%) 453 17140, list 561 2738"
    )]
    [InlineData(
        "council_tax/ct_table9_2024_25.ods",
        "Cover 18 18, Notes 23 80, Billing_Authorities 105 259, Precepting_Authorities 44 57, GLA 37 44, GMCA_and_WYCA 32 39, Data_Billing 307 30316, Data_Precepting 112 1825, List2 304 810, Precepting_Bodies 303 2389"
    )]
    public void Every_sheet_of_a_published_file_is_read_to_its_last_cell_and_none_of_another_file(string path, string expected)
    {
        var tables = Tables.Of(PublishedFiles.Require(path));

        string.Join(
                ", ",
                tables.Select(table =>
                    string.Create(
                        CultureInfo.InvariantCulture,
                        $"{table.Sheet} {table.Rows.Count} {table.Rows.Sum(row => row.Count(text => text.Length > 0))}"
                    )
                )
            )
            .ShouldBe(expected);
    }

    [Fact]
    public void The_error_cells_of_a_published_file_are_errors()
    {
        var errors = new List<string>();
        using var rows = Tables.Open(PublishedFiles.Require("council_tax/Live_Table_-_Band_D_2024-25__revised_.ods"));
        while (rows.NextSheet())
        {
            while (rows.NextRow())
            {
                errors.AddRange(
                    Enumerable
                        .Range(0, rows.Width)
                        .Where(column => rows.Cell(column).Kind == CellKind.Error)
                        .Select(column => $"{rows.Sheet} {rows.Address(column)} {rows.Cell(column)}")
                );
            }
        }

        errors.ShouldBe([
            "list C3 #REF!",
            "list D3 #REF!",
            "list G3 #REF!",
            "list C200 #N/A",
            "list D200 #N/A",
            "list C201 #N/A",
            "list D201 #N/A",
            "list C532 #N/A",
            "list D532 #N/A",
            "list C533 #N/A",
            "list D533 #N/A",
        ]);
    }

    private static CellValue Cell(string xml) => Tables.Cell(OpenDocument.OfCell(xml), "one", "A1");
}
