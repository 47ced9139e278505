using System.Globalization;
using System.Net;
using System.Text;
using System.Xml;
using System.Xml.Linq;
using BudgetWatch.App.Http;
using BudgetWatch.Pipeline.Operations;
using BudgetWatch.TestKit;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.DependencyInjection;
using Newtonsoft.Json;
using Newtonsoft.Json.Linq;

namespace BudgetWatch.EndToEnd.Tests;

/// <summary>Who polls the live release, or subscribes to the feed, learns of a release, of a revision and of a rollback, and of nothing else.</summary>
public sealed class WhenReleasesAreFollowed
{
    private static readonly XNamespace Atom = "http://www.w3.org/2005/Atom";

    [Fact]
    public async Task A_release_a_revision_and_a_rollback_are_told_once_each()
    {
        await using var azurite = new AzuriteServer();
        await azurite.InitializeAsync();
        using var folder = new SmallSnapshot();
        await using var app = await RunningApp.StartAsync("Folder", folder.Path, azurite);
        await ShouldBeUnavailableAsync(app, "releases/live");
        await ShouldBeUnavailableAsync(app, "feed.atom");

        var first = await PublishedAsync(app);
        var (live, tag) = await LiveAsync(app);
        live["id"]!.Value<string>().ShouldBe(first);
        live["href"]!.Value<string>().ShouldBe($"/api/v1/releases/{first}");
        live["publishedAt"]!.Value<string>().ShouldBe((await app.JsonAsync($"releases/{first}"))["publishedAt"]!.Value<string>());
        live["since"]!.Value<string>().ShouldBe((await app.JsonAsync("releases"))["moves"]![0]!["at"]!.Value<string>());
        (await StatusAsync(app, "releases/live", tag)).ShouldBe(HttpStatusCode.NotModified);

        // The host of Azure Functions may hand the address to the function of any release: it answers the same.
        (await AsOfAnyReleaseAsync(app)).ShouldBe(live.ToString());

        // A run that finds nothing new changes nothing.
        (await app.TickAsync()).Outcome!.Kind.ShouldBe(RunOutcomeKind.Unchanged);
        (await StatusAsync(app, "releases/live", tag)).ShouldBe(HttpStatusCode.NotModified);
        var (feed, feedTag) = await FeedAsync(app, 1);
        var published = feed.Elements(Atom + "entry").ShouldHaveSingleItem().ToString();
        published.ShouldContain("This is the first release.");
        (await StatusAsync(app, "feed.atom", feedTag)).ShouldBe(HttpStatusCode.NotModified);

        folder.AddAMillionForLibraries("E0101");
        var second = await PublishedAsync(app);
        (live, var secondTag) = await LiveAsync(app);
        live["id"]!.Value<string>().ShouldBe(second);
        secondTag.ShouldNotBe(tag);
        await RollBackAsync(app, first);
        (live, var thirdTag) = await LiveAsync(app);
        (live["id"]!.Value<string>(), live["publishedAt"]!.Value<string>() == live["since"]!.Value<string>()).ShouldBe((first, false));
        thirdTag.ShouldNotBe(tag);
        live["since"]!.Value<string>().ShouldBe((await app.JsonAsync("releases"))["moves"]![2]!["at"]!.Value<string>());

        (feed, var lastTag) = await FeedAsync(app, 3);
        lastTag.ShouldNotBe(feedTag);
        var entries = feed.Elements(Atom + "entry").ToList();
        entries.Select(entry => entry.Element(Atom + "category")!.Attribute("term")!.Value).ShouldBe(["rollback", "release", "release"]);
        entries.Select(entry => entry.Element(Atom + "id")!.Value).Distinct().Count().ShouldBe(3);
        entries[2].ToString().ShouldBe(published);

        // E0101 is Bath and North East Somerset, E06000022; the correction adds a million pounds to its libraries.
        var revision = entries[1].Element(Atom + "content")!.Value;
        revision.ShouldContain("Revised in revenue-budgets:");
        revision.ShouldContain("Bath and North East Somerset, Library service, budget of 2019-20:");
        revision.ShouldContain("(+£1,000,000)");
        entries[1].Element(Atom + "id")!.Value.ShouldBe($"tag:budgetwatch,2026:release/{second}");
        entries[0].Element(Atom + "content")!.Value.ShouldContain($"Release {first} is live again instead of release {second}.");
        foreach (var link in feed.Descendants(Atom + "link"))
        {
            using var response = await app.Host.HttpClient.GetAsync(new Uri(link.Attribute("href")!.Value, UriKind.Absolute));
            response.StatusCode.ShouldBe(HttpStatusCode.OK, link.ToString());
        }
    }

    private static async Task<string> PublishedAsync(RunningApp app)
    {
        var run = await app.TickAsync();
        run.Outcome!.Kind.ShouldBe(RunOutcomeKind.Published, run.Outcome.Detail);
        return run.Outcome.Release!;
    }

    private static async Task<(JObject Answer, string Tag)> LiveAsync(RunningApp app)
    {
        using var response = await app.Host.HttpClient.GetAsync(new Uri("api/v1/releases/live", UriKind.Relative));
        response.Headers.CacheControl!.ToString().ShouldBe("public, max-age=60");
        return (await app.JsonAsync("releases/live"), response.Headers.ETag!.Tag);
    }

    /// <summary>The feed once it has so many entries: it is half a minute behind at most.</summary>
    private static async Task<(XElement Feed, string Tag)> FeedAsync(RunningApp app, int entries)
    {
        XElement? feed = null;
        var tag = "";
        await Waiting.UntilAsync(
            async () =>
            {
                using var response = await app.Host.HttpClient.GetAsync(new Uri("api/v1/feed.atom", UriKind.Relative));
                var body = await response.Content.ReadAsStringAsync();
                response.StatusCode.ShouldBe(HttpStatusCode.OK, body);
                response.Content.Headers.ContentType!.ToString().ShouldBe("application/atom+xml; charset=utf-8");
                using var xml = XmlReader.Create(new StringReader(body), new XmlReaderSettings { DtdProcessing = DtdProcessing.Prohibit });
                (feed, tag) = (XDocument.Load(xml).Root!, response.Headers.ETag!.Tag);
                return feed.Elements(Atom + "entry").Count() == entries;
            },
            () => $"{feed}",
            TimeSpan.FromSeconds(1)
        );
        ShouldBeAtom(feed!);
        using var head = await app.Host.HttpClient.SendAsync(new HttpRequestMessage(HttpMethod.Head, "api/v1/feed.atom"));
        (head.StatusCode, head.Headers.ETag!.Tag).ShouldBe((HttpStatusCode.OK, tag));
        (await head.Content.ReadAsStringAsync()).ShouldBeEmpty();
        return (feed!, tag);
    }

    /// <summary>What RFC 4287 asks of a feed and its entries (4.1.1 and 4.1.2).</summary>
    private static void ShouldBeAtom(XElement feed)
    {
        feed.Name.ShouldBe(Atom + "feed");
        feed.Elements(Atom + "author").ShouldHaveSingleItem();
        feed.Elements(Atom + "link").Count(link => link.Attribute("rel")!.Value == "self").ShouldBe(1);
        var moments = new List<DateTimeOffset>();
        foreach (var element in feed.Elements(Atom + "entry").Prepend(feed))
        {
            foreach (var name in (string[])["id", "title", "updated"])
            {
                element.Elements(Atom + name).ShouldHaveSingleItem().Value.ShouldNotBeNullOrWhiteSpace();
            }

            element.Element(Atom + "id")!.Value.ShouldMatch("^tag:[a-z.]+,[0-9]{4}:[A-Za-z0-9/._-]+$");
            moments.Add(
                DateTimeOffset.ParseExact(
                    element.Element(Atom + "updated")!.Value,
                    "yyyy-MM-dd'T'HH:mm:ss.FFFFFFFK",
                    CultureInfo.InvariantCulture,
                    DateTimeStyles.AssumeUniversal
                )
            );
        }

        moments[0].ShouldBe(moments.Skip(1).Max());
        moments.Skip(1).ShouldBe(moments.Skip(1).OrderByDescending(moment => moment));
    }

    private static async Task<string> AsOfAnyReleaseAsync(RunningApp app)
    {
        var context = new DefaultHttpContext { RequestServices = app.Host.Services };
        context.Request.Method = "GET";
        context.Request.Path = "/api/v1/releases/live";
        using var body = new MemoryStream();
        context.Response.Body = body;
        var result = await ActivatorUtilities.CreateInstance<GetRelease>(app.Host.Services).RunAsync(context.Request, "live");
        await result.ExecuteResultAsync(new ActionContext { HttpContext = context });
        using var reader = new JsonTextReader(new StringReader(Encoding.UTF8.GetString(body.ToArray())))
        {
            DateParseHandling = DateParseHandling.None,
        };
        return JObject.Load(reader).ToString();
    }

    private static async Task ShouldBeUnavailableAsync(RunningApp app, string path) =>
        (await StatusAsync(app, path, null)).ShouldBe(HttpStatusCode.ServiceUnavailable);

    private static async Task<HttpStatusCode> StatusAsync(RunningApp app, string path, string? tag)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, $"api/v1/{path}");
        if (tag is not null)
        {
            request.Headers.TryAddWithoutValidation("If-None-Match", tag);
        }

        using var response = await app.Host.HttpClient.SendAsync(request);
        return response.StatusCode;
    }

    private static async Task RollBackAsync(RunningApp app, string release)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, $"api/v1/admin/releases/{release}/publish");
        request.Headers.Add("x-functions-key", FunctionAppHost.FunctionKey);
        using var response = await app.Host.HttpClient.SendAsync(request);
        response.StatusCode.ShouldBe(HttpStatusCode.OK);
    }
}
