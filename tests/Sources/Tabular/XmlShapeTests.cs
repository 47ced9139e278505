using System.Text;
using BudgetWatch.Sources.Tabular;
using BudgetWatch.Sources.Tests.Workbooks;

namespace BudgetWatch.Sources.Tests;

/// <summary>XML that would cost a parser gigabytes is refused before one sees it, and nothing else is.</summary>
public class XmlShapeTests
{
    private const string Deep = "elements nested more than 256 deep";

    [Theory]
    [InlineData("<a b='/>'>", "</a>")]
    [InlineData("<a b=\"</a>\">", "</a>")]
    [InlineData("<a><!-- </a></a></a> -->", "</a>")]
    [InlineData("<a><!--></a></a>-->", "</a>")]
    [InlineData("<a><!-- -></a></a> -->", "</a>")]
    [InlineData("<a><![CDATA[</a></a>]]>", "</a>")]
    [InlineData("<a><![CDATA[]></a></a>]]>", "</a>")]
    [InlineData("<a><?p </a></a> ?>", "</a>")]
    [InlineData("<a\n>text", "</a >")]
    [InlineData("<a><b/><b c='d'/>", "</a>")]
    public void Depth_is_counted_past_anything_that_only_looks_like_a_tag(string begin, string end)
    {
        string Nested(int depth) =>
            $"<?xml version='1.0'?>{string.Concat(Enumerable.Repeat(begin, depth))}{string.Concat(Enumerable.Repeat(end, depth))}";

        Wrong(Nested(255)).ShouldBeNull();
        Wrong(Nested(257)).ShouldBe(Deep);
        Wrong("\uFEFF" + Nested(257)).ShouldBe(Deep);
        Wrong(" \n" + Nested(257)).ShouldBe(Deep);
    }

    [Theory]
    [InlineData("<b/>")]
    [InlineData("<b></b>")]
    [InlineData("<b c='<'></b>")]
    [InlineData("<!-- <b> -->")]
    [InlineData("<![CDATA[<b>]]>")]
    [InlineData("<?p <b> ?>")]
    public void Many_elements_beside_each_other_are_not_deep(string part) =>
        Wrong($"<a>{string.Concat(Enumerable.Repeat(part, 1_000))}</a>").ShouldBeNull();

    [Theory]
    [InlineData("<a b='", "'/>")]
    [InlineData("<a>", "</a>")]
    [InlineData("<a><!--", "--></a>")]
    [InlineData("<a><![CDATA[", "]]></a>")]
    [InlineData("<", "/>")]
    public void A_tag_or_text_of_more_than_four_million_bytes_is_wrong(string before, string after)
    {
        Wrong(before + new string('x', 4_000_000) + after).ShouldBeNull();
        Wrong(before + new string('x', 4_300_000) + after).ShouldBe("a tag or text of more than 4,194,304 bytes");
    }

    [Fact]
    public void Other_encodings_could_hide_tags_and_are_wrong_if_large()
    {
        foreach (
            var encoding in new[]
            {
                Encoding.Unicode,
                Encoding.BigEndianUnicode,
                Encoding.UTF32,
                new UTF32Encoding(bigEndian: true, byteOrderMark: true),
            }
        )
        {
            foreach (var mark in new[] { encoding.GetPreamble(), [] })
            {
                new XmlShape().Follow([.. mark, .. encoding.GetBytes("<a/>")]).ShouldBeNull();
                new XmlShape()
                    .Follow([.. mark, .. encoding.GetBytes($"<a>{new string(' ', 0x8000)}</a>")])
                    .ShouldBe("more than 65,536 bytes in another encoding than UTF-8");
            }
        }
    }

    [Fact]
    public void What_is_no_xml_is_let_pass()
    {
        new XmlShape().Follow([0x89, .. "PNG"u8, .. Enumerable.Repeat((byte)'<', 1_000)]).ShouldBeNull();
        new XmlShape().Follow([]).ShouldBeNull();
    }

    [Fact]
    public void An_archive_is_refused_for_it_by_its_part()
    {
        var deep = string.Concat(Enumerable.Repeat("<a>", 1_000)) + string.Concat(Enumerable.Repeat("</a>", 1_000));

        Tables
            .Refusal(OpenDocument.OfSpreadsheet(deep))
            .ShouldBe(new Refusal("test.ods", null, null, "part 'content.xml' in XML as workbooks have it", Deep));
        Tables
            .Refusal(
                Sheet.AsXlsx(
                    "deep.xlsx",
                    xml => xml.Replace("<sheetData>", $"{deep}<sheetData>", StringComparison.Ordinal),
                    SyntheticBudget.Sheet
                )
            )
            .ShouldBe(new Refusal("deep.xlsx", null, null, "part 'xl/worksheets/sheet1.xml' in XML as workbooks have it", Deep));
    }

    [Fact]
    public void A_part_that_stands_twice_is_refused() =>
        Tables
            .Refusal(Archives.Of("twice.ods", ("content.xml", "<a/>"), ("/Content.xml", "<b/>")))
            .ShouldBe(new Refusal("twice.ods", null, null, "each part of a workbook once", "'content.xml' again"));

    /// <summary>The same verdict however the bytes come in.</summary>
    private static string? Wrong(string xml)
    {
        var bytes = Encoding.UTF8.GetBytes(xml);
        var whole = new XmlShape().Follow(bytes);
        foreach (var size in bytes.Length < 100_000 ? [4, 7] : new[] { 0x10000 })
        {
            var shape = new XmlShape();
            string? wrong = null;
            for (var at = 0; at < bytes.Length && wrong is null; at += size)
            {
                wrong = shape.Follow(bytes.AsSpan(at, Math.Min(size, bytes.Length - at)));
            }

            wrong.ShouldBe(whole);
        }

        return whole;
    }
}
