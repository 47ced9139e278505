using System.Xml;
using System.Xml.Linq;
using BudgetWatch.App.Http;
using BudgetWatch.Questions.Releases;

namespace BudgetWatch.App.Tests;

public sealed class AtomFeedTests
{
    private const string Site = "https://site.test";

    private static readonly XNamespace Atom = "http://www.w3.org/2005/Atom";
    private static readonly DateTimeOffset Noon = new(2026, 11, 24, 13, 0, 0, TimeSpan.FromHours(1));

    [Fact]
    public void It_has_what_rfc_4287_asks_for()
    {
        var feed = Read(Made("Release r1"));

        feed.Name.ShouldBe(Atom + "feed");
        (Of(feed, "id"), Of(feed, "title"), Of(feed, "updated"), Of(feed, "rights")).ShouldBe(
            ("tag:x,2026:feed", "Feed", "2026-11-24T12:00:00Z", "Whoever")
        );
        feed.Element(Atom + "author")!.Element(Atom + "name")!.Value.ShouldBe("Author");
        feed.Elements(Atom + "link")
            .Single(link => (string?)link.Attribute("rel") == "self")
            .Attribute("href")!
            .Value.ShouldBe("https://site.test/feed.atom");
        var entry = feed.Elements(Atom + "entry").ShouldHaveSingleItem();
        (Of(entry, "id"), Of(entry, "title"), Of(entry, "updated"), Of(entry, "content")).ShouldBe(
            ("tag:x,2026:1", "Release r1", "2026-11-24T12:00:00Z", "One.\nTwo.")
        );
        entry.Element(Atom + "content")!.Attribute("type")!.Value.ShouldBe("text");
        entry
            .Element(Atom + "link")!
            .Attributes()
            .Select(attribute => attribute.Value)
            .ShouldBe(["alternate", "application/json", "https://site.test/r1", "The first & only"]);
    }

    [Theory]
    [InlineData("</title><script>alert(1)</script>", "</title><script>alert(1)</script>")]
    [InlineData("a & b < c > d \"e\" 'f' ]]> <!-- &amp;", "a & b < c > d \"e\" 'f' ]]> <!-- &amp;")]
    [InlineData("£1 – Ærø 𝒳 中", "£1 – Ærø 𝒳 中")]
    [InlineData("bell\u0007 null\0", "bell\ufffd null\ufffd")]
    public void Whatever_a_publisher_calls_an_edition_it_is_text(string title, string read) =>
        Of(Read(Made(title)).Element(Atom + "entry")!, "title").ShouldBe(read);

    [Fact]
    public void Half_a_character_is_none() =>
        Of(Read(Made($"half {(char)0xd83d} a")).Element(Atom + "entry")!, "title").ShouldBe("half \ufffd a");

    [Fact]
    public void The_same_feed_is_the_same_bytes() => AtomFeed.Of(Made("a"), Site).ShouldBe(AtomFeed.Of(Made("a"), Site));

    private static FeedAnswer Made(string title) =>
        new(
            "tag:x,2026:feed",
            "Feed",
            "About",
            Noon,
            "Author",
            "Whoever",
            "/feed.atom",
            [],
            [
                new FeedEntry(
                    "tag:x,2026:1",
                    title,
                    "release",
                    Noon,
                    ["One.", "Two."],
                    [new FeedLink("alternate", "/r1", "application/json", "The first & only")]
                ),
            ]
        );

    private static string Of(XElement element, string name) => element.Element(Atom + name)!.Value;

    private static XElement Read(FeedAnswer feed)
    {
        using var bytes = new MemoryStream(AtomFeed.Of(feed, Site));
        using var xml = XmlReader.Create(bytes, new XmlReaderSettings { DtdProcessing = DtdProcessing.Prohibit });
        return XDocument.Load(xml).Root!;
    }
}
