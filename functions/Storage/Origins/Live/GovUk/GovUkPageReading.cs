using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using BudgetWatch.Pipeline.Ingest;
using Newtonsoft.Json;
using Newtonsoft.Json.Linq;

namespace BudgetWatch.Storage.Origins.Live.GovUk;

/// <summary>
/// Reads a page of the Content API. The publisher's systems have written it over fifteen years and in several shapes, so what is not as it
/// should be is left out; only what is no page at all is refused.
/// </summary>
internal static class GovUkPageReading
{
    private const int DepthLimit = 64;
    private const int AttachmentLimit = 500;

    public static (GovUkPage? Page, Rejected? Reason) Read(ReadOnlyMemory<byte> bytes, string path, Uri site)
    {
        try
        {
            using var reader = new JsonTextReader(new StringReader(Encoding.UTF8.GetString(bytes.Span).TrimStart('\uFEFF')))
            {
                MaxDepth = DepthLimit,
                DateParseHandling = DateParseHandling.None,
                Culture = CultureInfo.InvariantCulture,
            };
            return JToken.ReadFrom(reader) is JObject json && (json["details"] is JObject || json["links"] is JObject)
                ? (Of(json, path, site), null)
                : (null, new Rejected("a page of the GOV.UK Content API, with details and links", "other JSON"));
        }
        catch (JsonException)
        {
            return (null, new Rejected("a page of the GOV.UK Content API", "what is no JSON"));
        }
        catch (RegexMatchTimeoutException)
        {
            return (null, new Rejected("a page of the GOV.UK Content API", "HTML that cannot be searched for links"));
        }
    }

    private static GovUkPage Of(JObject json, string path, Uri site)
    {
        var details = json["details"] as JObject ?? [];
        var links = json["links"] as JObject ?? [];
        return new GovUkPage(
            path,
            Text(json, "title") ?? path,
            Publisher(links),
            json["withdrawn_notice"] is JObject { Count: > 0 },
            Changed(json, details),
            [.. Objects(links["documents"]).Select(Document).OfType<GovUkDocument>()],
            details["attachments"] is JArray
                ?
                [
                    .. Objects(details["attachments"])
                        .Take(AttachmentLimit)
                        .Select(json => Attachment(json, site))
                        .OfType<GovUkAttachment>(),
                ]
                : OldAttachments.In(string.Concat((details["documents"] as JArray ?? []).Select(Html)), site)
        );
    }

    private static GovUkDocument? Document(JObject json) =>
        Text(json, "base_path") is { } path && path.StartsWith('/') && !path.StartsWith("//", StringComparison.Ordinal)
            ? new GovUkDocument(path, Text(json, "title") ?? path, IsTrue(json["withdrawn"]), Time(json["public_updated_at"]))
            : null;

    // Before attachments had types, all were files, and pages among them had addresses without a host. A file may be at an address of the site itself.
    private static GovUkAttachment? Attachment(JObject json, Uri site) =>
        Text(json, "attachment_type") is var type
        && type is null or "file"
        && Text(json, "url") is { } url
        && (type is null ? Uri.TryCreate(url, UriKind.Absolute, out var address) : Uri.TryCreate(site, url, out address))
        && address.Scheme is "https" or "http"
            ? GovUkAttachments.Of(address, Text(json, "filename"), Text(json, "title"))
            : null;

    private static string? Publisher(JObject links) =>
        ((string[])["primary_publishing_organisation", "organisations"])
            .Select(name => Objects(links[name]).FirstOrDefault())
            .Select(organisation => organisation is null ? null : Text(organisation, "title"))
            .FirstOrDefault(title => title is not null);

    // The history has every announced change; the page's own date is the last of them, but not on old pages.
    private static DateTimeOffset? Changed(JObject json, JObject details) =>
        Objects(details["change_history"]).Select(change => Time(change["public_timestamp"])).Append(Time(json["public_updated_at"])).Max();

    private static IEnumerable<JObject> Objects(JToken? list) => (list as JArray)?.OfType<JObject>() ?? [];

    private static string Html(JToken item) => item is JValue { Value: string html } ? html : "";

    private static bool IsTrue(JToken? value) => value is JValue { Value: true };

    private static string? Text(JObject json, string name) => json[name] is JValue { Value: string text } ? ShownText.Of(text) : null;

    private static DateTimeOffset? Time(JToken? value) =>
        value is JValue { Value: string text }
        && DateTimeOffset.TryParse(
            text,
            CultureInfo.InvariantCulture,
            DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal,
            out var time
        )
            ? time
            : null;
}
