using System.IO.Compression;
using System.Text;
using System.Xml;

namespace BudgetWatch.Sources.Tabular;

/// <summary>What an Office Open XML workbook (ECMA-376 part 1) says of its sheets as a whole: where they are, their texts, their dates.</summary>
internal sealed class XlsxWorkbook
{
    private const string Workbook = "xl/workbook.xml";
    private const string Relationships = "xl/_rels/workbook.xml.rels";

    private readonly ZipArchive archive;
    private readonly Dictionary<string, ZipArchiveEntry> parts;

    /// <summary>Reads all but the sheets. Damaged bytes throw as the XML reader does.</summary>
    public XlsxWorkbook(ZipArchive archive)
    {
        this.archive = archive;
        parts = archive.Entries.ToDictionary(entry => entry.FullName.TrimStart('/'), StringComparer.OrdinalIgnoreCase);
        var related = Related();
        Sheets = ReadSheets(related);
        Texts = related.Find(part => part.Kind == "sharedStrings") is { Path: { } texts } ? ReadTexts(texts) : [];
        Dates = related.Find(part => part.Kind == "styles") is { Path: { } styles } ? ReadDates(styles) : [];
    }

    /// <summary>The sheets in order, each with the path of its part, and whether it is hidden.</summary>
    public IReadOnlyList<(string Name, string Path, bool IsHidden)> Sheets { get; }

    /// <summary>The texts that cells name by their number.</summary>
    public IReadOnlyList<string> Texts { get; }

    /// <summary>For each style of a cell, whether it shows a number as a date or time.</summary>
    public IReadOnlyList<bool> Dates { get; }

    /// <summary>Whether days are counted from 1904, as on old Macintoshes.</summary>
    public bool IsFrom1904 { get; private set; }

    /// <summary>Opens a part.</summary>
    /// <exception cref="InvalidDataException">There is none of that path.</exception>
    public XmlReader Open(string path) =>
        parts.TryGetValue(path, out var part)
            ? XmlReader.Create(part.Open(), XmlOfArchives.Settings)
            : throw new InvalidDataException($"it has no part '{path}'");

    /// <summary>Closes the archive.</summary>
    public void Close() => archive.Dispose();

    /// <summary>The text of the present element: what its parts in different type have together, without what is only there for its sound.</summary>
    public static string TextOf(XmlReader xml)
    {
        if (xml.IsEmptyElement)
        {
            return "";
        }

        // A text of one piece, which nearly all are, is taken as it is.
        string? first = null;
        StringBuilder? all = null;
        for (var depth = xml.Depth; xml.Read() && xml.Depth > depth; )
        {
            if (xml is { NodeType: XmlNodeType.Element, LocalName: "rPh" })
            {
                xml.PassElement();
            }
            else if (xml.NodeType is XmlNodeType.Text or XmlNodeType.CDATA or XmlNodeType.SignificantWhitespace)
            {
                if (first is null)
                {
                    first = xml.Value;
                }
                else if ((all?.Length ?? first.Length) <= ReadingLimits.CellText)
                {
                    // The beginning shows that a text is too long.
                    all = (all ?? new StringBuilder(first)).Append(xml.Value);
                }
            }
        }

        var text = all?.ToString() ?? first ?? "";

        // Characters that XML cannot hold are written as _x000D_.
        return text.Contains("_x", StringComparison.Ordinal) ? XmlConvert.DecodeName(text) : text;
    }

    private List<(string Id, string Kind, string Path)> Related()
    {
        var related = new List<(string, string, string)>();
        using var xml = Open(Relationships);
        while (xml.Read())
        {
            if (
                xml is { NodeType: XmlNodeType.Element, LocalName: "Relationship" }
                && (xml.GetAttribute("Id"), xml.GetAttribute("Type"), xml.GetAttribute("Target")) is ({ } id, { } type, { } target)
            )
            {
                // A target is relative to xl/ unless it begins with a slash.
                related.Add((id, type[(type.LastIndexOf('/') + 1)..], target.StartsWith('/') ? target.TrimStart('/') : $"xl/{target}"));
            }
        }

        return related;
    }

    private List<(string Name, string Path, bool IsHidden)> ReadSheets(List<(string Id, string Kind, string Path)> related)
    {
        var paths = related.DistinctBy(part => part.Id).ToDictionary(part => part.Id, part => part.Path, StringComparer.Ordinal);
        var sheets = new List<(string, string, bool)>();
        var taken = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        using var xml = Open(Workbook);

        // Of sheets beyond the limit one is enough to say that there are more.
        while (sheets.Count <= ReadingLimits.Sheets && xml.Read())
        {
            if (xml is { NodeType: XmlNodeType.Element, LocalName: "workbookPr" })
            {
                IsFrom1904 = xml.GetAttribute("date1904") is "1" or "true";
            }
            else if (xml is { NodeType: XmlNodeType.Element, LocalName: "sheet" })
            {
                var (name, path, isHidden) = ("", "", false);
                while (xml.MoveToNextAttribute())
                {
                    // The id is in the namespace of relationships; a sheet has another attribute for its own number.
                    (name, path, isHidden) = xml.LocalName switch
                    {
                        "name" => (xml.Value, path, isHidden),
                        "id" => (name, paths.GetValueOrDefault(xml.Value, ""), isHidden),
                        "state" => (name, path, xml.Value is "hidden" or "veryHidden"),
                        _ => (name, path, isHidden),
                    };
                }

                // Each sheet has a part of its own: one part under many names would be read as often.
                if (path.Length > 0 && !taken.Add(path))
                {
                    throw new InvalidDataException($"two of its sheets are in one part, '{path}'");
                }

                sheets.Add((name, path, isHidden));
            }
        }

        return sheets;
    }

    private List<string> ReadTexts(string path)
    {
        var texts = new List<string>();
        long characters = 0;
        using var xml = Open(path);
        while (xml.Read())
        {
            if (xml is { NodeType: XmlNodeType.Element, LocalName: "si" })
            {
                texts.Add(TextOf(xml));
                characters += texts[^1].Length;
                if (texts.Count > ReadingLimits.Texts)
                {
                    throw new InvalidDataException($"it has more than {ReadingLimits.Texts:N0} texts");
                }

                if (characters > ReadingLimits.TextCharacters)
                {
                    throw new InvalidDataException($"its texts have more than {ReadingLimits.TextCharacters:N0} characters");
                }
            }
        }

        return texts;
    }

    private List<bool> ReadDates(string path)
    {
        var own = new Dictionary<string, string>(StringComparer.Ordinal);
        var dates = new List<bool>();
        var isInCellFormats = false;
        using var xml = Open(path);
        while (xml.Read())
        {
            if (xml.LocalName == "cellXfs")
            {
                isInCellFormats = xml is { NodeType: XmlNodeType.Element, IsEmptyElement: false };
            }
            else if (xml is { NodeType: XmlNodeType.Element, LocalName: "numFmt" })
            {
                own[xml.GetAttribute("numFmtId") ?? ""] = xml.GetAttribute("formatCode") ?? "";
            }
            else if (isInCellFormats && xml is { NodeType: XmlNodeType.Element, LocalName: "xf" })
            {
                var id = xml.GetAttribute("numFmtId") ?? "0";
                dates.Add(own.TryGetValue(id, out var format) ? XlsxDates.IsDateFormat(format) : XlsxDates.IsBuiltInDateFormat(id));
            }
        }

        return dates;
    }
}
