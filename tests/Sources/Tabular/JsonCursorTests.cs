using System.Text;
using BudgetWatch.Sources.Tabular;

namespace BudgetWatch.Sources.Tests;

/// <summary>A JSON document is read as rows: what it says of itself, then a table for each array of objects.</summary>
public class JsonCursorTests
{
    [Fact]
    public void An_array_of_objects_is_headings_and_a_row_for_each()
    {
        var file = Tables.Text("""[{"code":"E1","total":1.5},{"total":-2,"name":"B"},{"code":null,"name":"C"}]""");

        var table = Tables.Of(file).ShouldHaveSingleItem();

        table.Sheet.ShouldBe("");
        table.Rows.ShouldBe([
            ["code", "total", "name"],
            ["E1", "1.5", ""],
            ["", "-2", "B"],
            ["", "", "C"],
        ]);
        Tables.Open(file).Format.ShouldBe(FileFormat.Json);
    }

    [Fact]
    public void Scalars_stand_above_each_table_and_nested_members_are_named_by_their_path()
    {
        var file = Tables.Text(
            """
            {
              "unit": "GBP", "count": 2, "draft": false, "source": { "publisher": "MHCLG", "page": null },
              "notes": ["left out"], "shape": [[1, 2]], "none": [],
              "councils": [
                { "code": "E1", "services": { "Education": 5, "Police": 6, "parts": [ { "left": "out" } ] } },
                { "code": "E2", "services": { "Planning": 7, "Education": 8 }, "services2": {} }
              ],
              "data": { "totals": [ { "class": "UA" } ], "year": "2024-25" }
            }
            """
        );

        var tables = Tables.Of(file);

        string[][] scalars =
        [
            ["unit", "GBP"],
            ["count", "2"],
            ["draft", "false"],
            ["source.publisher", "MHCLG"],
            ["source.page", ""],
            ["data.year", "2024-25"],
        ];
        tables.Select(table => table.Sheet).ShouldBe(["councils", "data.totals"]);
        tables[0]
            .Rows.ShouldBe([
                .. scalars,
                ["code", "services.Education", "services.Police", "services.Planning"],
                ["E1", "5", "6", ""],
                ["E2", "8", "", "7"],
            ]);
        tables[1].Rows.ShouldBe([.. scalars, ["class"], ["UA"]]);
    }

    [Theory]
    [InlineData("""{"id":"uk","source":{"year":2018}}""", "id=uk source.year=2018")]
    [InlineData("""{"layout":"odd-r","hexes":{"E1":{"q":1},"E2":{"q":2}}}""", "layout=odd-r hexes.E1.q=1 hexes.E2.q=2")]
    [InlineData("{}", "")]
    [InlineData("[]", "")]
    [InlineData("[1,2]", "")]
    public void A_document_without_a_table_is_its_scalars(string text, string expected)
    {
        var rows = Tables.Rows(Tables.Text(text));

        string.Join(' ', rows.Select(row => string.Join('=', row))).ShouldBe(expected);
    }

    [Fact]
    public void Cells_are_numbers_text_errors_or_neither()
    {
        var file = Tables.Text("""[{"number":1e3,"text":"a","digits":"12","truth":true,"error":"#REF!","beyond":1e999,"blank":" "}]""");

        CellKind Kind(string address) => Tables.Cell(file, "", address).Kind;

        Kind("A2").ShouldBe(CellKind.Number);
        Kind("B2").ShouldBe(CellKind.Text);
        Kind("C2").ShouldBe(CellKind.Text);
        Kind("D2").ShouldBe(CellKind.Other);
        Kind("E2").ShouldBe(CellKind.Error);
        Kind("F2").ShouldBe(CellKind.Error);
        Kind("G2").ShouldBe(CellKind.Blank);
        Tables.Cell(file, "", "A2").TryDecimal(out var value).ShouldBeTrue();
        value.ShouldBe(1000m);
        Tables.Cell(file, "", "F2").TryDecimal(out _).ShouldBeFalse();
    }

    [Fact]
    public void A_mark_of_utf_8_and_white_space_may_come_first() =>
        Tables
            .Rows(new PublishedFile("a", (byte[])[.. Encoding.UTF8.Preamble, .. "\r\n [{\"name\":\"Bâth £\"}]"u8]))
            .ShouldBe([
                ["name"],
                ["Bâth £"],
            ]);

    [Theory]
    [InlineData("[{\"a\":1},\n  {\"a\":}]", "in line 2, at byte 8: '}' is an invalid start of a value.")]
    [InlineData("{\"a\":1", "in line 1, at byte 7: ")]
    [InlineData("[{\"a\":1}] x", "in line 1, at byte 11: ")]
    [InlineData("[{\"a\":1},]", "in line 1, at byte 10: ")]
    [InlineData("[note 1],E-code\n", "in line 1, at byte 3: ")]
    public void Broken_json_is_refused_by_line_and_byte(string text, string found)
    {
        var refusal = Tables.Refusal(Tables.Text(text));

        refusal.Expected.ShouldBe("JSON that is whole");
        refusal.Found.ShouldStartWith(found);
        refusal.Found.ShouldNotContain("LineNumber");
    }

    [Fact]
    public void A_member_that_stands_twice_is_refused()
    {
        Tables.Refusal(Tables.Text("""[{"total":1,"total":2}]""")).Found.ShouldContain("Duplicate property 'total'");
        Tables.Refusal(Tables.Text("""[{"a.b":1,"a":{"b":2}}]""")).Expected.ShouldContain("members whose paths differ");
    }

    [Fact]
    public void Something_else_among_objects_is_refused()
    {
        var refusal = Tables.Refusal(Tables.Text("""{"unit":"GBP","rows":[{"a":1},2]}"""));

        (refusal.Sheet, refusal.Cell).ShouldBe(("rows", "A2"));
        refusal.Expected.ShouldStartWith("objects alone");
    }

    [Fact]
    public void Depth_size_paths_columns_rows_and_tables_are_capped()
    {
        var deep = string.Concat(Enumerable.Repeat("[", 100_000)) + string.Concat(Enumerable.Repeat("]", 100_000));
        var wide = $"[{{{string.Join(',', Enumerable.Range(0, 4_097).Select(n => $"\"m{n}\":1"))}}}]";
        var containers = $"[{{{string.Join(',', Enumerable.Range(0, 4_097).Select(n => $"\"m{n}\":{{}}"))}}}]";
        var many = $"[{string.Join(',', Enumerable.Repeat("{\"a\":1}", 50_000))}]";
        var scalars = $"{{{string.Join(',', Enumerable.Range(0, 50_001).Select(n => $"\"m{n}\":1"))}}}";
        var tables = $"{{{string.Join(',', Enumerable.Range(0, 201).Select(n => $"\"m{n}\":[{{}}]"))}}}";
        var name = new string('x', 501);

        Tables.Refusal(Tables.Text(deep)).Found.ShouldContain("maximum configured depth of 64");
        Tables.Refusal(Tables.Text(wide)).Expected.ShouldContain("at most 4,096 members");
        Tables.Refusal(Tables.Text(containers)).Expected.ShouldContain("at most 4,096 members");
        Tables.Refusal(Tables.Text(many)).ShouldBe(new Refusal("test.txt", null, null, "at most 50,000 rows on a sheet", "more"));
        Tables.Refusal(Tables.Text(scalars)).Expected.ShouldContain("at most 50,000 members");
        Tables.Refusal(Tables.Text(tables)).Expected.ShouldContain("200 tables");
        Tables.Refusal(Tables.Text($"{{\"{name}\":1}}")).Expected.ShouldContain("at most 500 characters");
        Tables.Refusal(Tables.Text($"[{{\"{name}\":1}}]")).Expected.ShouldContain("at most 500 characters");
        Tables.Refusal(Tables.Text("[1" + new string(' ', 16 * 1024 * 1024) + "]")).Expected.ShouldBe("at most 16,777,216 bytes of JSON");
    }

    [Fact]
    public void Text_that_is_no_text_is_refused()
    {
        Tables
            .Refusal(new PublishedFile("a", new byte[] { (byte)'[', (byte)'"', 0xA3, (byte)'"', (byte)']' }))
            .ShouldBe(new Refusal("a", null, null, "JSON in UTF-8", "bytes that are not UTF-8"));
        Tables.Refusal(Tables.Text("""[{"a":1},{"a":"\ud800"}]""")).ShouldNotBeNull();
        Tables.Refusal(Tables.Text("""{"\ud800":1}""")).ShouldNotBeNull();
        Tables.Refusal(Tables.Text("""{"a":"\udc00"}""")).ShouldNotBeNull();
    }

    /// <summary>Values looked up in the published documents with another JSON library.</summary>
    [Theory]
    [InlineData("revenue/multi_year_slim/council_spending.json", "", "A1", "year_ending")]
    [InlineData("revenue/multi_year_slim/council_spending.json", "", "Q1", "Total")]
    [InlineData("revenue/multi_year_slim/council_spending.json", "", "C2", "Hartlepool UA")]
    [InlineData("revenue/multi_year_slim/council_spending.json", "", "Q2", "186597")]
    [InlineData("revenue/rs_json_budget_galaxy/uk_council_finance_2024_25.json", "councils", "A4", "fiscal_year_label")]
    [InlineData("revenue/rs_json_budget_galaxy/uk_council_finance_2024_25.json", "councils", "B4", "2024-25")]
    [InlineData("revenue/rs_json_budget_galaxy/uk_council_finance_2024_25.json", "councils", "A15", "ons_code")]
    [InlineData(
        "revenue/rs_json_budget_galaxy/uk_council_finance_2024_25.json",
        "councils",
        "U15",
        "services_net_gbp.Children's Social Care"
    )]
    [InlineData("revenue/rs_json_budget_galaxy/uk_council_finance_2024_25.json", "councils", "B39", "E0101")]
    [InlineData("revenue/rs_json_budget_galaxy/uk_council_finance_2024_25.json", "councils", "H39", "320664000")]
    [InlineData("revenue/rs_json_budget_galaxy/uk_council_finance_2024_25.json", "councils", "I39", "96781000")]
    [InlineData("revenue/rs_json_budget_galaxy/uk_council_finance_2024_25.json", "councils", "N39", "-7062000")]
    [InlineData("revenue/rs_json_budget_galaxy/uk_council_finance_2024_25.json", "councils", "P39", "")]
    [InlineData("revenue/rs_json_budget_galaxy/uk_council_finance_2024_25.json", "councils", "U39", "47429000")]
    [InlineData("revenue/rs_json_budget_galaxy/uk_council_finance_2024_25.json", "councils", "A438", "")]
    [InlineData("revenue/multi_year_slim/council_spending.json", "", "Q3082", "15658635")]
    [InlineData("revenue/multi_year_slim/council_spending.json", "", "A3083", "")]
    public void A_published_document_is_read_by_its_cells(string path, string sheet, string address, string expected) =>
        Tables.Cell(PublishedFiles.Require(path), sheet, address).ToString().ShouldBe(expected);
}
