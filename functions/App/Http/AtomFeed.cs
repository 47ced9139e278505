using System.Globalization;
using System.Text;
using System.Xml;
using BudgetWatch.Questions.Releases;

namespace BudgetWatch.App.Http;

/// <summary>A feed as Atom (RFC 4287): the same bytes for the same feed at the same address. Its links are whole, because readers of feeds do not resolve others.</summary>
internal static class AtomFeed
{
    private const string Namespace = "http://www.w3.org/2005/Atom";

    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false);

    /// <summary>Writes a feed.</summary>
    /// <param name="feed">The feed.</param>
    /// <param name="site">The address of the site; empty where it is not known.</param>
    public static byte[] Of(FeedAnswer feed, string site)
    {
        using var bytes = new MemoryStream();
        using (
            var xml = XmlWriter.Create(
                bytes,
                new XmlWriterSettings
                {
                    Encoding = Utf8,
                    Indent = true,
                    NewLineChars = "\n",
                }
            )
        )
        {
            xml.WriteStartDocument();
            xml.WriteStartElement("feed", Namespace);
            xml.WriteAttributeString("xml", "lang", null, "en-GB");
            Text(xml, "id", feed.Id);
            Text(xml, "title", feed.Title);
            Text(xml, "subtitle", feed.Subtitle);
            Text(xml, "updated", Moment(feed.Updated));
            xml.WriteStartElement("author", Namespace);
            Text(xml, "name", feed.Author);
            xml.WriteEndElement();
            Text(xml, "rights", feed.Rights);
            Link(xml, site, new FeedLink("self", feed.Href, MediaType.Atom, null));
            foreach (var link in feed.Links)
            {
                Link(xml, site, link);
            }

            foreach (var entry in feed.Entries)
            {
                Write(xml, site, entry);
            }

            xml.WriteEndElement();
            xml.WriteEndDocument();
        }

        return bytes.ToArray();
    }

    private static void Write(XmlWriter xml, string site, FeedEntry entry)
    {
        xml.WriteStartElement("entry", Namespace);
        Text(xml, "id", entry.Id);
        Text(xml, "title", entry.Title);
        Text(xml, "updated", Moment(entry.At));
        Text(xml, "published", Moment(entry.At));
        foreach (var link in entry.Links)
        {
            Link(xml, site, link);
        }

        xml.WriteStartElement("category", Namespace);
        xml.WriteAttributeString("term", entry.Kind);
        xml.WriteEndElement();
        xml.WriteStartElement("content", Namespace);
        xml.WriteAttributeString("type", "text");
        xml.WriteString(Writable(string.Join('\n', entry.Sentences)));
        xml.WriteEndElement();
        xml.WriteEndElement();
    }

    private static void Link(XmlWriter xml, string site, FeedLink link)
    {
        xml.WriteStartElement("link", Namespace);
        xml.WriteAttributeString("rel", link.Rel);
        xml.WriteAttributeString("type", link.Type);
        xml.WriteAttributeString("href", site + link.Href);
        if (link.Title is { } title)
        {
            xml.WriteAttributeString("title", Writable(title));
        }

        xml.WriteEndElement();
    }

    private static void Text(XmlWriter xml, string name, string text) => xml.WriteElementString(name, Namespace, Writable(text));

    /// <summary>A publisher's name may hold a character that XML has no way to write: such a one must not cost readers the feed.</summary>
    private static string Writable(string text)
    {
        var writable = new StringBuilder(text.Length);
        for (var i = 0; i < text.Length; i++)
        {
            if (i + 1 < text.Length && XmlConvert.IsXmlSurrogatePair(text[i + 1], text[i]))
            {
                writable.Append(text[i]).Append(text[++i]);
                continue;
            }

            writable.Append(XmlConvert.IsXmlChar(text[i]) ? text[i] : '\uFFFD');
        }

        return writable.ToString();
    }

    private static string Moment(DateTimeOffset at) =>
        at.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.FFFFFFF'Z'", CultureInfo.InvariantCulture);
}
