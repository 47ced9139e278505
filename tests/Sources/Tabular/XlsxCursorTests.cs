using System.IO.Compression;
using BudgetWatch.Sources.Tabular;
using BudgetWatch.Sources.Tests.Workbooks;

namespace BudgetWatch.Sources.Tests;

/// <summary>A workbook of Excel is read as Excel shows it, however it is written (ECMA-376 part 1, clause 18).</summary>
public class XlsxCursorTests
{
    [Fact]
    public void Texts_are_taken_from_wherever_a_cell_has_them()
    {
        Rows(
                """
                <row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1" t="s"><v>1</v></c><c r="C1" t="s"><v>2</v></c></row>
                <row r="2"><c r="A2" t="inlineStr"><is><t xml:space="preserve"> x </t></is></c><c r="B2" t="str"><f>A1&amp;"!"</f><v>Plain!</v></c></row>
                """,
                texts: """<si><t>Plain</t></si><si><r><t xml:space="preserve">Two </t></r><r><rPr><b/></rPr><t>types</t></r><rPh sb="0" eb="1"><t>sound</t></rPh></si><si><t>a_x000D_&#10;b</t></si>"""
            )
            .ShouldBe([
                ["Plain", "Two types", "a\r\nb"],
                [" x ", "Plain!"],
            ]);
    }

    [Fact]
    public void Rows_and_cells_stand_where_they_say_and_else_after_the_one_before() =>
        Rows("""<row r="2"><c r="B2"><v>1</v></c><c><v>2</v></c></row><row><c><v>3</v></c></row><row r="6"><c r="AB6"><v>4</v></c></row>""")
            .ShouldBe([
                [],
                ["", "1", "2"],
                ["3"],
                [],
                [],
                [.. Enumerable.Repeat("", 27), "4"],
            ]);

    [Fact]
    public void Blank_rows_after_the_last_with_something_in_it_are_none() =>
        Rows(
                """<row r="1"><c r="A1"><v>1</v></c></row><row r="2"><c r="A2" s="0"/></row><row r="1048576"><c r="XFD1048576" s="0"/></row>"""
            )
            .ShouldBe([
                ["1"],
            ]);

    [Fact]
    public void Days_are_dates_where_the_format_shows_dates()
    {
        const string Row = """
            <row r="1"><c r="A1" s="1"><v>41486</v></c><c r="B1" s="2"><v>41486.5</v></c><c r="C1" s="3"><v>41486</v></c><c r="D1" s="4"><v>41486</v></c>
            <c r="E1"><v>41486</v></c><c r="F1" s="1"><v>59</v></c><c r="G1" t="d"><v>2013-07-31T00:00:00</v></c><c r="H1" s="5"><v>41486</v></c></row>
            """;
        const string Styles = """
            <numFmts><numFmt numFmtId="164" formatCode="[$-809]dd\ mmmm\ yyyy"/><numFmt numFmtId="165" formatCode="&quot;days &quot;#,##0_d;[Red]\d0"/><numFmt numFmtId="166" formatCode="[h]:00"/></numFmts>
            <cellStyleXfs><xf numFmtId="14"/></cellStyleXfs>
            <cellXfs><xf numFmtId="0"/><xf numFmtId="14"/><xf numFmtId="164"/><xf numFmtId="165"/><xf numFmtId="3"/><xf numFmtId="166"/></cellXfs>
            """;

        // 31 July 2013 is day 41,486 of Excel, and day 40,024 where it counts from 1904; day 59 is 28 February 1900.
        Rows(Row, styles: Styles)
            .ShouldBe([
                [
                    "2013-07-31 00:00:00",
                    "2013-07-31 12:00:00",
                    "41486",
                    "41486",
                    "41486",
                    "1900-02-28 00:00:00",
                    "2013-07-31 00:00:00",
                    "2013-07-31 00:00:00",
                ],
            ]);
        Rows("""<row><c s="1"><v>40024</v></c></row>""", styles: Styles, workbook: """<workbookPr date1904="1"/>""")
            .ShouldBe([
                ["2013-07-31 00:00:00"],
            ]);
    }

    [Fact]
    public void Errors_are_errors_and_truth_values_no_figures()
    {
        var file = Workbook(
            """<row><c t="e"><v>#REF!</v></c><c t="b"><v>1</v></c><c><v>1,5</v></c><c t="e"/><c t="n"><v>-1.5E-3</v></c><c><v></v></c></row>"""
        );

        Tables.Cell(file, "S", "A1").ShouldBe(CellValue.OfError("#REF!"));
        Tables.Cell(file, "S", "B1").ShouldBe(CellValue.OfOther("True"));
        Tables.Cell(file, "S", "C1").Kind.ShouldBe(CellKind.Error);
        Tables.Cell(file, "S", "E1").TryDecimal(out var number).ShouldBeTrue();
        number.ShouldBe(-0.0015m);
        Tables.Cell(file, "S", "F1").IsBlank.ShouldBeTrue();
    }

    [Theory]
    [InlineData("""<row r="2"><c><v>1</v></c></row><row r="2"><c><v>1</v></c></row>""", null, "a row below row 2", "row '2'")]
    [InlineData("""<row r="x"/>""", null, "a row below row 0", "row 'x'")]
    [InlineData(
        """<row><c r="B1"><v>1</v></c><c r="A1"><v>1</v></c></row>""",
        "A1",
        "each cell of a row after the one before it",
        "a cell that is not"
    )]
    [InlineData("""<row><c r="XFD1"><v>1</v></c></row>""", null, "at most 4,096 columns", "16,384 columns")]
    [InlineData(
        """<row><c r="a1"><v>1</v></c></row>""",
        "A1",
        "a row that can be read",
        "damaged content (FormatException: 'a1' is no cell)"
    )]
    [InlineData("""<row r="60000"><c><v>1</v></c></row>""", null, "at most 50,000 rows on a sheet", "more")]
    [InlineData("""<row><c t="s"><v>1</v></c></row>""", "A1", "one of the workbook's 1 texts", "text 1")]
    [InlineData("""<row><c t="s"><v>-1</v></c></row>""", "A1", "one of the workbook's 1 texts", "text -1")]
    public void What_cannot_stand_so_is_refused(string rows, string? cell, string expected, string found) =>
        Tables.Refusal(Workbook(rows, texts: "<si><t>only</t></si>")).ShouldBe(new Refusal("a.xlsx", "S", cell, expected, found));

    [Fact]
    public void A_sheet_whose_part_is_missing_is_refused() =>
        Tables
            .Refusal(Workbook(rows: null))
            .Found.ShouldBe("damaged content (InvalidDataException: it has no part 'xl/worksheets/sheet1.xml')");

    [Fact]
    public void A_workbook_of_more_texts_than_any_table_has_is_refused() =>
        Tables
            .Refusal(Workbook("", texts: string.Concat(Enumerable.Range(0, 1_000_001).Select(number => $"<si><t>{number}</t></si>"))))
            .Found.ShouldBe("damaged content (InvalidDataException: it has more than 1,000,000 texts)");

    /// <summary>A few kilobytes could hold so many of the longest texts that memory would not.</summary>
    [Fact]
    public void A_workbook_of_more_characters_than_any_table_has_is_refused()
    {
        // Of numbers in a row, so that the archive is not refused for what it inflates to.
        var numbers = string.Concat(Enumerable.Range(1_000_000, 4_681));
        var texts = Enumerable
            .Range(0, 1_025)
            .Select(text => $"<si><t>{numbers[..32_767].Replace("1", $"{text}", StringComparison.Ordinal).AsSpan(0, 32_767)}</t></si>");

        Tables
            .Refusal(Workbook("", texts: string.Concat(texts)))
            .Found.ShouldBe("damaged content (InvalidDataException: its texts have more than 33,554,432 characters)");
    }

    /// <summary>Each row has one cell, in column 4,082: 4,900 such rows are twenty million cells.</summary>
    [Fact]
    public void Rows_of_more_cells_than_any_table_has_are_refused_where_they_become_too_many()
    {
        var rows = string.Concat(Enumerable.Range(1, 4_900).Select(row => $"<row r=\"{row}\"><c r=\"EZZ{row}\"><v>1</v></c></row>"));

        Tables.Refusal(Workbook(rows)).ShouldBe(new Refusal("a.xlsx", "S", null, "at most 20,000,000 cells in a file", "more"));
    }

    [Fact]
    public void Two_sheets_in_one_part_are_refused_for_it_would_be_read_as_often() =>
        Tables
            .Refusal(Workbook("<row><c><v>1</v></c></row>", workbook: "<sheets><sheet name=\"T\" sheetId=\"8\" r:id=\"r1\"/></sheets>"))
            .Found.ShouldBe("damaged content (InvalidDataException: two of its sheets are in one part, 'xl/worksheets/sheet1.xml')");

    private static IReadOnlyList<IReadOnlyList<string>> Rows(string rows, string texts = "", string styles = "", string workbook = "") =>
        Tables.Rows(Workbook(rows, texts, styles, workbook));

    private static PublishedFile Workbook(string? rows, string texts = "", string styles = "", string workbook = "")
    {
        const string Main = "xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\"";
        const string Kinds = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
        using var stream = new MemoryStream();
        using (var archive = new ZipArchive(stream, ZipArchiveMode.Create, leaveOpen: true))
        {
            Sheet.Part(
                archive,
                "xl/workbook.xml",
                $"<workbook {Main} xmlns:r=\"{Kinds}\">{workbook}<sheets><sheet name=\"S\" sheetId=\"7\" r:id=\"r1\"/></sheets></workbook>"
            );
            Sheet.Part(
                archive,
                "xl/_rels/workbook.xml.rels",
                $"""
                <Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" Type="{Kinds}/worksheet" Target="worksheets/sheet1.xml"/>
                <Relationship Id="r2" Type="{Kinds}/sharedStrings" Target="/xl/sharedStrings.xml"/><Relationship Id="r3" Type="{Kinds}/styles" Target="styles.xml"/></Relationships>
                """
            );
            Sheet.Part(archive, "xl/sharedStrings.xml", $"<sst {Main}>{texts}</sst>");
            Sheet.Part(archive, "xl/styles.xml", $"<styleSheet {Main}>{styles}</styleSheet>");
            if (rows is not null)
            {
                Sheet.Part(archive, "xl/worksheets/sheet1.xml", $"<worksheet {Main}><sheetData>{rows}</sheetData></worksheet>");
            }
        }

        return new PublishedFile("a.xlsx", stream.ToArray());
    }
}
