using System.Net;
using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace BudgetWatch.EndToEnd.Tests;

/// <summary>Links of pages as they come back from networks and newsletters, and links that must hold away from the site.</summary>
public sealed partial class WhenLinksAreShared(PublishedSnapshot snapshot)
{
    private static readonly XNamespace Atom = "http://www.w3.org/2005/Atom";

    private string Site => snapshot.App.Host.Address.ToString().TrimEnd('/');

    [Theory]
    [InlineData("/", "fbclid=IwAR0abc")]
    [InlineData("/areas/E08000012", "utm_source=twitter&utm_medium=social")]
    [InlineData("/areas", "mc_cid=1&mc_eid=2")]
    [InlineData("/compare", "gclid=x&gclid=y")]
    [InlineData("/coincidence", "msclkid=1")]
    [InlineData("/claims", "igshid=1")]
    [InlineData("/method", "ref=home")]
    [InlineData("/sources", "source=rss")]
    [InlineData("/embed/fifths", "utm_campaign=a%26b")]
    [InlineData("/charts/fifths.svg", "invented-tomorrow=%3Cscript%3E")]
    public async Task What_others_add_changes_nothing(string page, string added)
    {
        using var plain = await AskAsync(page);
        using var shared = await AskAsync($"{page}?{added}");
        shared.StatusCode.ShouldBe(HttpStatusCode.OK);
        (await shared.Content.ReadAsStringAsync()).ShouldBe(await plain.Content.ReadAsStringAsync());
        shared.Headers.ETag.ShouldBe(plain.Headers.ETag);
        (await CanonicalAsync(shared)).ShouldBe($"{Site}{page}");
    }

    [Theory]
    [InlineData("/?utm_source=x&scope=libraries&measure=real-per-head&to=&from=2011-12", "/?from=2011-12&scope=libraries")]
    [InlineData("/areas/E08000012?fbclid=1&return=outturn&to=2017-18", "/areas/E08000012?return=outturn&to=2017-18")]
    [InlineData("/charts/map.svg?show=deprivation&gclid=1", "/charts/map.svg?show=deprivation")]
    public async Task A_page_is_known_by_its_own_question(string asked, string canonical)
    {
        using var page = await AskAsync(asked);
        page.StatusCode.ShouldBe(HttpStatusCode.OK, await page.Content.ReadAsStringAsync());
        (await CanonicalAsync(page)).ShouldBe(Site + canonical);
        using var again = await AskAsync(canonical);
        again.StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Theory]
    [InlineData("/?scop=libraries", "Did you mean")]
    [InlineData("/?Scope=libraries", "Did you mean")]
    [InlineData("/?scope=libraries&amp;measure=cash", "Did you mean")]
    [InlineData("/?geography=authority", "no parameter")]
    [InlineData("/areas/E08000012?format=csv", "no parameter")]
    [InlineData("/api/v1/cuts?fbclid=1", "no parameter")]
    public async Task What_may_have_been_meant_as_a_question_is_not_passed_over(string asked, string says)
    {
        using var answer = await AskAsync(asked);
        answer.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        (await answer.Content.ReadAsStringAsync()).ShouldContain(says);
    }

    [Fact]
    public async Task A_host_that_one_reader_names_is_in_no_page_of_another()
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri("/?scope=cultural", UriKind.Relative));
        request.Headers.Host = "other.example";
        using var other = await snapshot.App.Host.HttpClient.SendAsync(request);
        (await CanonicalAsync(other)).ShouldBe("http://other.example/?scope=cultural");
        using var forwarded = new HttpRequestMessage(HttpMethod.Get, new Uri("/?scope=cultural", UriKind.Relative));
        forwarded.Headers.Add("X-Forwarded-Host", "evil.example");
        forwarded.Headers.Add("X-Forwarded-Proto", "https");
        using var own = await snapshot.App.Host.HttpClient.SendAsync(forwarded);
        (await CanonicalAsync(own)).ShouldBe($"{Site}/?scope=cultural");
        own.Headers.ETag.ShouldNotBe(other.Headers.ETag);
    }

    [Fact]
    public async Task Every_link_of_the_feed_is_whole_and_leads_somewhere_and_people_are_led_to_a_page()
    {
        using var answer = await AskAsync("/api/v1/feed.atom");
        var feed = XDocument.Parse(await answer.Content.ReadAsStringAsync()).Root!;
        feed.Elements(Atom + "link")
            .Single(link => (string?)link.Attribute("rel") == "self")
            .Attribute("href")!
            .Value.ShouldBe($"{Site}/api/v1/feed.atom");
        foreach (var link in feed.Descendants(Atom + "link"))
        {
            var href = link.Attribute("href")!.Value;
            href.ShouldStartWith($"{Site}/");
            using var led = await AskAsync(href[Site.Length..]);
            led.StatusCode.ShouldBe(HttpStatusCode.OK, href);
            led.Content.Headers.ContentType!.MediaType.ShouldBe(link.Attribute("type")!.Value);
        }

        foreach (var entry in feed.Elements(Atom + "entry"))
        {
            entry
                .Elements(Atom + "link")
                .First(link => (string?)link.Attribute("rel") == "alternate")
                .Attribute("type")!
                .Value.ShouldBe("text/html");
        }
    }

    private async Task<HttpResponseMessage> AskAsync(string path) =>
        await snapshot.App.Host.HttpClient.GetAsync(new Uri(path, UriKind.Relative));

    /// <summary>What a page says in its head, or a drawing in its headers.</summary>
    private static async Task<string> CanonicalAsync(HttpResponseMessage answer) =>
        answer.Content.Headers.ContentType!.MediaType == "text/html"
            ? WebUtility.HtmlDecode(
                Canonical().Matches(await answer.Content.ReadAsStringAsync()).ShouldHaveSingleItem().Groups["href"].Value
            )
            : answer.Headers.GetValues("Link").ShouldHaveSingleItem().Split('<', '>')[1];

    [GeneratedRegex(
        "<link rel=\"canonical\" href=\"(?<href>[^\"]*)\">",
        RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture,
        1000
    )]
    private static partial Regex Canonical();
}
