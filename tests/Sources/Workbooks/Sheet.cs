using System.Globalization;
using System.IO.Compression;
using System.Security;
using System.Text;
using BudgetWatch.Sources.Tabular;

namespace BudgetWatch.Sources.Tests.Workbooks;

/// <summary>An error cell of a sheet under test.</summary>
public sealed record ErrorCell(string Word);

/// <summary>A sheet under test: cells are text, numbers, <see cref="ErrorCell"/>s or null.</summary>
public sealed record Sheet(string Name, IReadOnlyList<IReadOnlyList<object?>> Rows)
{
    /// <summary>The cells of the row a cursor is at, as text and numbers.</summary>
    internal static List<object?> RowAt(SheetCursor rows) =>
        [
            .. Enumerable
                .Range(0, rows.Width)
                .Select(column =>
                    rows.Cell(column) switch
                    {
                        { IsBlank: true } => (object?)null,
                        { Kind: CellKind.Number } number when number.TryDecimal(out var value) => value,
                        var cell => cell.ToString(),
                    }
                ),
        ];

    public Sheet With(int row, int column, object? value)
    {
        var rows = Rows.Select(cells => cells.ToList()).ToList();
        rows[row - 1][column] = value;
        return this with { Rows = rows };
    }

    public Sheet WithRow(int row, IReadOnlyList<object?> cells)
    {
        var rows = Rows.ToList();
        rows.Insert(row - 1, cells);
        return this with { Rows = rows };
    }

    public Sheet WithoutRow(int row)
    {
        var rows = Rows.ToList();
        rows.RemoveAt(row - 1);
        return this with { Rows = rows };
    }

    /// <summary>The sheet as CSV.</summary>
    public PublishedFile AsCsv(string name = "test.csv")
    {
        var text = new StringBuilder();
        foreach (var row in Rows)
        {
            text.AppendJoin(
                    ',',
                    row.Select(cell =>
                        cell switch
                        {
                            null => "",
                            string words when words.AsSpan().IndexOfAny(",\"\n") >= 0 =>
                                $"\"{words.Replace("\"", "\"\"", StringComparison.Ordinal)}\"",
                            ErrorCell error => error.Word,
                            var value => Convert.ToString(value, CultureInfo.InvariantCulture)!,
                        }
                    )
                )
                .Append('\n');
        }

        return new PublishedFile(name, Encoding.UTF8.GetBytes(text.ToString()));
    }

    /// <summary>Sheets as the smallest workbook Excel would open.</summary>
    public static PublishedFile AsXlsx(string name, params Sheet[] sheets) => AsXlsx(name, static xml => xml, sheets);

    /// <summary>The same, each sheet's XML passed through <paramref name="edit"/>.</summary>
    public static PublishedFile AsXlsx(string name, Func<string, string> edit, params Sheet[] sheets)
    {
        using var stream = new MemoryStream();
        using (var archive = new ZipArchive(stream, ZipArchiveMode.Create, leaveOpen: true))
        {
            Part(
                archive,
                "[Content_Types].xml",
                """
                <?xml version="1.0" encoding="UTF-8"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/></Types>
                """
            );
            Part(
                archive,
                "_rels/.rels",
                """
                <?xml version="1.0" encoding="UTF-8"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="xl/workbook.xml"/></Relationships>
                """
            );
            Part(
                archive,
                "xl/workbook.xml",
                "<?xml version=\"1.0\" encoding=\"UTF-8\"?><workbook xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\" xmlns:r=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships\"><sheets>"
                    + string.Concat(
                        sheets.Select(
                            (sheet, index) =>
                                $"<sheet name=\"{SecurityElement.Escape(sheet.Name)}\" sheetId=\"{index + 1}\" r:id=\"rId{index + 1}\"/>"
                        )
                    )
                    + "</sheets></workbook>"
            );
            Part(
                archive,
                "xl/_rels/workbook.xml.rels",
                "<?xml version=\"1.0\" encoding=\"UTF-8\"?><Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">"
                    + string.Concat(
                        sheets.Select(
                            (_, index) =>
                                $"<Relationship Id=\"rId{index + 1}\" Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet\" Target=\"worksheets/sheet{index + 1}.xml\"/>"
                        )
                    )
                    + "</Relationships>"
            );
            for (var index = 0; index < sheets.Length; index++)
            {
                Part(archive, $"xl/worksheets/sheet{index + 1}.xml", edit(sheets[index].Xml()));
            }
        }

        return new PublishedFile(name, stream.ToArray());
    }

    public static void Part(ZipArchive archive, string name, string text)
    {
        using var writer = new StreamWriter(archive.CreateEntry(name).Open());
        writer.Write(text);
    }

    private string Xml()
    {
        var xml = new StringBuilder(
            "<?xml version=\"1.0\" encoding=\"UTF-8\"?><worksheet xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\"><sheetData>"
        );
        for (var row = 0; row < Rows.Count; row++)
        {
            xml.Append(CultureInfo.InvariantCulture, $"<row r=\"{row + 1}\">");
            for (var column = 0; column < Rows[row].Count; column++)
            {
                var at = $"{Letters(column)}{row + 1}";
                xml.Append(
                    Rows[row][column] switch
                    {
                        null => "",
                        string words =>
                            $"<c r=\"{at}\" t=\"inlineStr\"><is><t xml:space=\"preserve\">{SecurityElement.Escape(words)}</t></is></c>",
                        ErrorCell error => $"<c r=\"{at}\" t=\"e\"><v>{error.Word}</v></c>",
                        var number => string.Create(CultureInfo.InvariantCulture, $"<c r=\"{at}\"><v>{number}</v></c>"),
                    }
                );
            }

            xml.Append("</row>");
        }

        return xml.Append("</sheetData></worksheet>").ToString();
    }

    // The test's own, so that an error in the code under test cannot hide in it.
    private static string Letters(int column) =>
        column < 26 ? $"{(char)('A' + column)}" : $"{(char)('A' + (column / 26) - 1)}{(char)('A' + (column % 26))}";
}
