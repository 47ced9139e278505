using System.Globalization;
using System.IO.Compression;
using System.Security;
using System.Text;

namespace BudgetWatch.TestKit.Publishers;

/// <summary>OpenDocument spreadsheets as publishers make them.</summary>
public static class OpenDocumentFile
{
    /// <summary>A document of sheets; a cell that reads as a number is one.</summary>
    /// <param name="sheets">The sheets in order, each with its name and rows.</param>
    /// <returns>The file.</returns>
    public static byte[] Of(params (string Name, IEnumerable<IReadOnlyList<string>> Rows)[] sheets)
    {
        var content = new StringBuilder(
            """
            <?xml version="1.0" encoding="UTF-8"?><office:document-content xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"><office:body><office:spreadsheet>
            """
        );
        foreach (var (name, rows) in sheets)
        {
            content.Append(CultureInfo.InvariantCulture, $"<table:table table:name=\"{SecurityElement.Escape(name)}\">");
            foreach (var row in rows)
                content.Append("<table:table-row>").AppendJoin("", row.Select(Cell)).Append("</table:table-row>");
            content.Append("</table:table>");
        }

        content.Append("</office:spreadsheet></office:body></office:document-content>");
        using var file = new MemoryStream();
        using (var archive = new ZipArchive(file, ZipArchiveMode.Create, leaveOpen: true))
        {
            Add(archive, "mimetype", "application/vnd.oasis.opendocument.spreadsheet");
            Add(archive, "content.xml", content.ToString());
            Add(
                archive,
                "META-INF/manifest.xml",
                """
                <?xml version="1.0" encoding="UTF-8"?><manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"><manifest:file-entry manifest:full-path="content.xml" manifest:media-type="text/xml"/></manifest:manifest>
                """
            );
        }

        return file.ToArray();
    }

    private static string Cell(string cell) =>
        cell.Length == 0 ? "<table:table-cell/>"
        : decimal.TryParse(cell, NumberStyles.Float, CultureInfo.InvariantCulture, out _)
            ? $"<table:table-cell office:value-type=\"float\" office:value=\"{cell}\"><text:p>{cell}</text:p></table:table-cell>"
        : $"<table:table-cell office:value-type=\"string\"><text:p>{SecurityElement.Escape(cell)}</text:p></table:table-cell>";

    private static void Add(ZipArchive archive, string name, string text)
    {
        using var entry = archive.CreateEntry(name).Open();
        entry.Write(Encoding.UTF8.GetBytes(text));
    }
}
