using System.Globalization;
using System.IO.Compression;
using System.Xml;

namespace BudgetWatch.Sources.Tabular;

/// <summary>Finds the error cells (<c>t="e"</c>) of the sheets of an Office Open XML workbook.</summary>
internal static class XlsxErrorCells
{
    private static readonly XmlReaderSettings Settings = new() { DtdProcessing = DtdProcessing.Prohibit, XmlResolver = null };

    /// <summary>Looks into the parts that inspection found an error cell's mark in; their sheets' names are looked up first.</summary>
    public static ErrorCells Find(PublishedFile file, IReadOnlyCollection<string> parts)
    {
        var found = new ErrorCells();
        if (parts.Count == 0)
        {
            return found;
        }

        using var archive = new ZipArchive(file.OpenRead(), ZipArchiveMode.Read);
        var sheets = SheetsByPart(archive);
        foreach (var part in archive.Entries.Where(entry => parts.Contains(entry.FullName)))
        {
            if (sheets.TryGetValue(part.FullName.TrimStart('/'), out var sheet))
            {
                Collect(part, sheet, found);
            }
        }

        return found;
    }

    private static void Collect(ZipArchiveEntry part, string sheet, ErrorCells found)
    {
        using var stream = part.Open();
        using var xml = XmlReader.Create(stream, Settings);
        var (row, column) = (0, -1);
        while (xml.Read())
        {
            if (xml.NodeType != XmlNodeType.Element)
            {
                continue;
            }

            if (xml.LocalName == "row")
            {
                row = int.TryParse(xml.GetAttribute("r"), NumberStyles.None, CultureInfo.InvariantCulture, out var stated) ? stated : row + 1;
                column = -1;
            }
            else if (xml.LocalName == "c")
            {
                var at = xml.GetAttribute("r") is { Length: > 1 } stated ? CellAddress.Parse(stated) : new CellAddress(column + 1, row);
                column = at.Column;
                if (xml.GetAttribute("t") == "e")
                {
                    found.Add(sheet, at, ReadWord(xml));
                }
            }
        }
    }

    private static string ReadWord(XmlReader xml)
    {
        var depth = xml.Depth;
        var word = "an error";
        while (!xml.IsEmptyElement && xml.Read() && xml.Depth > depth)
        {
            word = xml.NodeType == XmlNodeType.Text && xml.Value.StartsWith('#') ? xml.Value : word;
        }

        return word;
    }

    private static Dictionary<string, string> SheetsByPart(ZipArchive archive)
    {
        var targets = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var (id, target) in Attributes(archive, "xl/_rels/workbook.xml.rels", "Relationship", "Id", "Target"))
        {
            // A target is relative to xl/ unless it begins with a slash.
            targets[id] = target.StartsWith('/') ? target.TrimStart('/') : $"xl/{target}";
        }

        var sheets = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        foreach (var (name, id) in Attributes(archive, "xl/workbook.xml", "sheet", "name", "id"))
        {
            if (targets.TryGetValue(id, out var part))
            {
                sheets[part] = name;
            }
        }

        return sheets;
    }

    /// <summary>Two attributes of every element of a name, by their local names: the id of a sheet is in another namespace.</summary>
    private static List<(string First, string Second)> Attributes(ZipArchive archive, string part, string element, string first, string second)
    {
        var found = new List<(string, string)>();
        var entry = archive.Entries.FirstOrDefault(entry => entry.FullName.TrimStart('/').Equals(part, StringComparison.OrdinalIgnoreCase));
        if (entry is null)
        {
            return found;
        }

        using var stream = entry.Open();
        using var xml = XmlReader.Create(stream, Settings);
        while (xml.Read())
        {
            if (xml.NodeType != XmlNodeType.Element || xml.LocalName != element)
            {
                continue;
            }

            var values = new Dictionary<string, string>(StringComparer.Ordinal);
            while (xml.MoveToNextAttribute())
            {
                values[xml.LocalName] = xml.Value;
            }

            if (values.TryGetValue(first, out var one) && values.TryGetValue(second, out var other))
            {
                found.Add((one, other));
            }
        }

        return found;
    }
}
