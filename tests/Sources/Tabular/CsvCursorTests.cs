using System.Text;
using BudgetWatch.Sources.Tabular;

namespace BudgetWatch.Sources.Tests;

/// <summary>Comma-separated text as publishers save it, and as it should not be saved, is read as a spreadsheet would show it.</summary>
public class CsvCursorTests
{
    [Theory]
    [InlineData("a,b\n1,2\n", "a|b / 1|2")]
    [InlineData("a,b\r\n1,2", "a|b / 1|2")]
    [InlineData("a,b\r1,2\r", "a|b / 1|2")]
    [InlineData("a,b\r\r\n1,2\r\r\n", "a|b /  / 1|2")]
    [InlineData("a\n\n\nb\n", "a /  /  / b")]
    [InlineData("a\r\n\r\nb\r\n", "a /  / b")]
    [InlineData("a\n\n\n\n", "a")]
    [InlineData("a,b,,\n1,2,,\n,,,\n,,,\n", "a|b / 1|2")]
    [InlineData("a,,\n,,b\n", "a / ||b")]
    [InlineData("a\n1,2,3\n", "a / 1|2|3")]
    [InlineData("\"a\nb\r\nc\",d\n1,2", "a\nb\r\nc|d / 1|2")]
    [InlineData("\"1,234\",\"a, b\",\"say \"\"so\"\"\"\n", "1,234|a, b|say \"so\"")]
    [InlineData("a 6\" pipe,b\n1,2\n", "a 6\" pipe|b / 1|2")]
    [InlineData("a \"quoted\" word,b\n1,2\n", "a \"quoted\" word|b / 1|2")]
    [InlineData(" a , b \n", " a | b ")]
    [InlineData("a,b,\"c\"", "a|b|c")]
    [InlineData("a,b,\"\"", "a|b")]
    public void Text_is_rows_of_cells(string text, string expected) => Read(Encoding.UTF8.GetBytes(text)).ShouldBe(expected);

    [Theory]
    [InlineData("\"a\" ,b\n")]
    [InlineData("\"a\"x,b\n\"c\",d\n")]
    [InlineData("x,y\n\"a,b\nc,d\n")]
    public void A_cell_whose_quotes_do_not_match_is_refused_and_swallows_no_rows(string text) =>
        Tables.Refusal(Tables.Text(text, "a.csv")).Expected.ShouldBe("a row of comma-separated text");

    [Fact]
    public void Encodings_are_told_apart_by_the_bytes()
    {
        const string Text = "£ thousand,it’s,…\n1,2,3\n";
        const string Expected = "£ thousand|it’s|… / 1|2|3";

        Read(Encoding.UTF8.GetBytes(Text)).ShouldBe(Expected);
        Read([.. Encoding.UTF8.Preamble, .. Encoding.UTF8.GetBytes(Text)]).ShouldBe(Expected);
        Read([0xA3, .. " thousand,it"u8, 0x92, .. "s,"u8, 0x85, .. "\n1,2,3\n"u8]).ShouldBe(Expected);
    }

    [Fact]
    public void A_million_blank_rows_at_the_end_are_none_and_in_between_too_many()
    {
        var blanks = string.Concat(Enumerable.Repeat(",,,\r\n", 1_000_000));

        Tables
            .Rows(Tables.Text("a,b\r\n" + blanks))
            .ShouldBe([
                ["a", "b"],
            ]);
        Tables
            .Refusal(Tables.Text("a,b\r\n" + blanks + "c\r\n"))
            .ShouldBe(new Refusal("test.txt", null, null, "at most 50,000 rows on a sheet", "more"));
    }

    [Fact]
    public void A_thousand_written_in_a_quoted_cell_is_a_number()
    {
        Tables.Cell(Tables.Text("\"1,234\",\" -5,678,901.5 \",\"1,23\"\n"), "", "A1").TryDecimal(out var first).ShouldBeTrue();
        Tables.Cell(Tables.Text("\"1,234\",\" -5,678,901.5 \",\"1,23\"\n"), "", "B1").TryDecimal(out var second).ShouldBeTrue();
        Tables.Cell(Tables.Text("\"1,234\",\" -5,678,901.5 \",\"1,23\"\n"), "", "C1").TryDecimal(out _).ShouldBeFalse();
        (first, second).ShouldBe((1_234m, -5_678_901.5m));
    }

    /// <summary>The rows, without the blank cells at their ends.</summary>
    private static string Read(byte[] bytes) =>
        string.Join(" / ", Tables.Rows(new PublishedFile("a.csv", bytes)).Select(row => string.Join('|', row).TrimEnd('|')));
}
