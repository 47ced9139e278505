using System.Globalization;
using System.Net;
using BudgetWatch.Pipeline.Ingest;
using BudgetWatch.Storage.Tables;
using Polly;

namespace BudgetWatch.Storage.Origins.Live;

/// <summary>
/// Asks a publisher for a body. Redirects are followed here, each looked at like the address it came from; retries, limits and the
/// connection are the handlers' (<see cref="PublisherHttp"/>).
/// </summary>
internal sealed class PublisherClient(IHttpClientFactory clients, AddressPolicy policy)
{
    private const int RedirectLimit = 5;
    private const int ETagLimit = 1_000;
    private const string Success = "HTTP 200";

    /// <summary>Asks for what is at an address.</summary>
    /// <param name="address">The address.</param>
    /// <param name="limit">How many bytes it may have.</param>
    /// <param name="known">What was fetched from there before, to be asked for only if it has changed; null to ask for it whatever it is.</param>
    /// <param name="cancellation">Stops the wait.</param>
    public async Task<Answer> GetAsync(Uri address, long limit, Fetch? known, CancellationToken cancellation)
    {
        var seen = new HashSet<Uri>();
        for (var redirects = 0; redirects <= RedirectLimit; redirects++)
        {
            if (policy.Refuse(address) is { } refusal)
                return new Answer.Refused(redirects == 0 ? refusal : refusal with { Found = $"a redirect to {refusal.Found}" });
            if (!seen.Add(address))
                return new Answer.Refused(new Rejected("redirects that end", "redirects in a circle"));
            var (answer, next) = await AskAsync(address, limit, known, cancellation);
            if (next is null)
                return answer!;
            address = next;
        }

        return new Answer.Refused(new Rejected(string.Create(CultureInfo.InvariantCulture, $"at most {RedirectLimit} redirects"), "more"));
    }

    private async Task<(Answer? Answer, Uri? Next)> AskAsync(Uri address, long limit, Fetch? known, CancellationToken cancellation)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, address);
        request.Options.Set(BoundedResponse.Limit, limit);
        if (known?.ETag is { } etag)
            request.Headers.TryAddWithoutValidation("If-None-Match", etag);
        request.Headers.IfModifiedSince = known?.LastModified;
        try
        {
            using var client = clients.CreateClient(PublisherHttp.Name);
            using var response = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellation);
            if (response.Headers.Location is { } location && IsRedirect(response.StatusCode))
                return (null, new Uri(address, location));
            return (AnswerOf(response, known), null);
        }
        catch (Exception failure) when (RefusedResponseException.In(failure) is { } refused)
        {
            return (new Answer.Refused(refused.Reason), null);
        }
        catch (Exception failure) when (failure is HttpRequestException or IOException or ExecutionRejectedException)
        {
            return (new Answer.Unreachable(Told(failure)), null);
        }
        catch (UriFormatException)
        {
            return (new Answer.Refused(new Rejected("a redirect to an address", "a redirect to something else")), null);
        }
    }

    private static Answer AnswerOf(HttpResponseMessage response, Fetch? known)
    {
        var status = (int)response.StatusCode;
        if (response.StatusCode == HttpStatusCode.OK)
            return new Answer.Fetched(((ReceivedBody)response.Content).Take(), ETag(response), response.Content.Headers.LastModified);
        if (response.StatusCode == HttpStatusCode.NotModified && known is { CanBeAskedConditionally: true })
            return new Answer.NotModified();
        var found = string.Create(CultureInfo.InvariantCulture, $"HTTP {status}");
        return PublisherHttp.IsPassing(response.StatusCode)
            ? new Answer.Unreachable(found)
            : new Answer.Refused(new Rejected(Success, found));
    }

    /// <summary>Whether a publisher's server said that there is nothing at an address.</summary>
    public static bool IsGone(Rejected reason) => reason is { Expected: Success, Found: "HTTP 404" or "HTTP 410" };

    // As it stands, even where it is not as it should be: it is only ever given back.
    private static string? ETag(HttpResponseMessage response) =>
        response.Headers.TryGetValues("ETag", out var values) && values.FirstOrDefault() is { Length: > 0 and <= ETagLimit } etag
            ? etag
            : null;

    private static bool IsRedirect(HttpStatusCode status) =>
        status
            is HttpStatusCode.MovedPermanently
                or HttpStatusCode.Found
                or HttpStatusCode.SeeOther
                or HttpStatusCode.TemporaryRedirect
                or HttpStatusCode.PermanentRedirect;

    // The messages of these may hold names of this machine; what kind of failure it is will do.
    private static string Told(Exception failure) =>
        failure switch
        {
            ExecutionRejectedException => "no whole answer in time",
            HttpRequestException { HttpRequestError: HttpRequestError.NameResolutionError } => "no such host",
            HttpRequestException { HttpRequestError: HttpRequestError.SecureConnectionError } => "no secure connection",
            HttpRequestException { HttpRequestError: HttpRequestError.ConnectionError } => "no connection",
            _ => "a connection that broke off",
        };
}
