using System.Globalization;
using System.Security;
using System.Text;

namespace BudgetWatch.Sources.Tests.Workbooks;

/// <summary>OpenDocument spreadsheets under test: whole ones of sheets, and ones of XML as a test writes it.</summary>
internal static class OpenDocument
{
    private const string Begin = """
        <?xml version="1.0" encoding="UTF-8"?><office:document-content xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" xmlns:calcext="urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:draw="urn:oasis:names:tc:opendocument:xmlns:drawing:1.0" xmlns:xlink="http://www.w3.org/1999/xlink"><office:body>
        """;

    private const string Manifest = """
        <?xml version="1.0" encoding="UTF-8"?><manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"><manifest:file-entry manifest:full-path="content.xml" manifest:media-type="text/xml"/></manifest:manifest>
        """;

    /// <summary>The smallest document LibreOffice would open, of what is inside office:spreadsheet.</summary>
    public static PublishedFile OfSpreadsheet(string xml, string name = "test.ods") =>
        Of(Content($"<office:spreadsheet>{xml}</office:spreadsheet>"), Manifest, name);

    /// <summary>The same of one sheet's rows.</summary>
    public static PublishedFile OfRows(string rows) => OfSpreadsheet($"<table:table table:name=\"one\">{rows}</table:table>");

    /// <summary>The same of one cell, in A1.</summary>
    public static PublishedFile OfCell(string cell) => OfRows($"<table:table-row>{cell}</table:table-row>");

    /// <summary>The content part of what is inside office:body.</summary>
    public static string Content(string body) => $"{Begin}{body}</office:body></office:document-content>";

    /// <summary>A package of a content part and a manifest.</summary>
    public static PublishedFile Of(string content, string manifest = Manifest, string name = "test.ods") =>
        Archives.Of(
            name,
            ("mimetype", "application/vnd.oasis.opendocument.spreadsheet"),
            ("content.xml", content),
            ("META-INF/manifest.xml", manifest)
        );

    /// <summary>Sheets as a document; blank cells are stored as the runs they are, as writers do.</summary>
    public static PublishedFile AsOds(string name, params Sheet[] sheets)
    {
        var xml = new StringBuilder();
        foreach (var sheet in sheets)
        {
            xml.Append(
                CultureInfo.InvariantCulture,
                $"<table:table table:name=\"{SecurityElement.Escape(sheet.Name)}\"><table:table-column table:number-columns-repeated=\"16384\"/>"
            );
            foreach (var row in sheet.Rows)
            {
                xml.Append("<table:table-row>")
                    .AppendJoin("", row.Select(Cell))
                    .Append(
                        CultureInfo.InvariantCulture,
                        $"<table:table-cell table:number-columns-repeated=\"{16_384 - row.Count}\"/></table:table-row>"
                    );
            }

            xml.Append(
                "<table:table-row table:number-rows-repeated=\"1048000\"><table:table-cell table:number-columns-repeated=\"16384\"/></table:table-row></table:table>"
            );
        }

        return OfSpreadsheet(xml.ToString(), name);
    }

    private static string Cell(object? value) =>
        value switch
        {
            null => "<table:table-cell/>",
            string words =>
                $"<table:table-cell office:value-type=\"string\"><text:p>{SecurityElement.Escape(words).Replace("  ", " <text:s/>", StringComparison.Ordinal)}</text:p></table:table-cell>",
            ErrorCell error =>
                $"<table:table-cell office:value-type=\"error\" office:string-value=\"{error.Word}\"><text:p>{error.Word}</text:p></table:table-cell>",
            var number => string.Create(
                CultureInfo.InvariantCulture,
                $"<table:table-cell office:value-type=\"float\" office:value=\"{number}\"><text:p>{number}</text:p></table:table-cell>"
            ),
        };
}
