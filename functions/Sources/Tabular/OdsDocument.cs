using System.IO.Compression;
using System.Xml;

namespace BudgetWatch.Sources.Tabular;

/// <summary>An OpenDocument spreadsheet as a package (ODF 1.3 part 2): where its content is, and whether it is encrypted.</summary>
internal static class OdsDocument
{
    /// <summary>The part the sheets are in.</summary>
    public const string Content = "content.xml";

    /// <summary>The part that stands for all others where the whole package is encrypted.</summary>
    public const string EncryptedPackage = "encrypted-package";

    public const string Office = "urn:oasis:names:tc:opendocument:xmlns:office:1.0";
    public const string Table = "urn:oasis:names:tc:opendocument:xmlns:table:1.0";
    public const string Text = "urn:oasis:names:tc:opendocument:xmlns:text:1.0";

    /// <summary>LibreOffice's own attributes, which say more of a cell than the standard's.</summary>
    public const string Calc = "urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0";

    private const string Manifest = "META-INF/manifest.xml";

    /// <summary>Whether a password is needed; the manifest names how each part is encrypted.</summary>
    public static bool IsEncrypted(ZipArchive archive)
    {
        if (Find(archive, EncryptedPackage) is not null)
        {
            return true;
        }

        if (Find(archive, Manifest) is not { } manifest)
        {
            return false;
        }

        using var xml = XmlReader.Create(manifest.Open(), XmlOfArchives.Settings);
        while (xml.Read())
        {
            if (xml is { NodeType: XmlNodeType.Element, LocalName: "encryption-data" })
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>The content at the element the sheets are in; null if it is a document of another kind.</summary>
    /// <param name="archive">The package.</param>
    /// <param name="hiding">Where the styles go whose sheets do not show; they stand before the sheets.</param>
    public static XmlReader? OpenSpreadsheet(ZipArchive archive, ISet<string> hiding)
    {
        var style = "";
        var part = Find(archive, Content) ?? throw new InvalidDataException($"it has no part '{Content}'");
        var xml = XmlReader.Create(part.Open(), XmlOfArchives.Settings);
        while (xml.Read())
        {
            if (xml is { NodeType: XmlNodeType.Element, LocalName: "spreadsheet", NamespaceURI: Office })
            {
                return xml;
            }

            if (xml is { NodeType: XmlNodeType.Element, LocalName: "style" })
            {
                style = xml.GetAttribute("name", xml.NamespaceURI) ?? "";
            }
            else if (
                xml is { NodeType: XmlNodeType.Element, LocalName: "table-properties" }
                && xml.GetAttribute("display", Table) == "false"
            )
            {
                hiding.Add(style);
            }
        }

        xml.Dispose();
        return null;
    }

    private static ZipArchiveEntry? Find(ZipArchive archive, string part) =>
        archive.Entries.FirstOrDefault(entry => entry.FullName.TrimStart('/').Equals(part, StringComparison.OrdinalIgnoreCase));
}
