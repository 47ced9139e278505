using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using System.Security.Cryptography;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace BudgetWatch.TestKit.Publishers;

/// <summary>What a publisher's server was asked and answered.</summary>
/// <param name="Path">The path, with its query.</param>
/// <param name="UserAgent">Who asked.</param>
/// <param name="IsConditional">Whether it was asked for only if changed.</param>
/// <param name="Status">The answer's status; 0 where the client did not wait for it.</param>
public sealed record PublisherRequest(string Path, string UserAgent, bool IsConditional, int Status);

/// <summary>
/// Answers in a publisher's place, wrongly or not at all.
/// </summary>
/// <param name="context">The request.</param>
/// <param name="time">How often the path has been asked with this one: 1 for the first.</param>
/// <returns>Whether it has answered; otherwise the publisher does.</returns>
public delegate Task<bool> PublisherFault(HttpContext context, int time);

/// <summary>
/// GOV.UK, its file server, Nomis and the register of charities on one loopback address: what is published there is answered as they answer, with ETag and Last-Modified
/// and 304 where it is what it was.
/// </summary>
public sealed class LocalPublisher : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly ConcurrentDictionary<string, Publication> _publications = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, PublisherFault> _faults = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, int> _times = new(StringComparer.Ordinal);
    private readonly ConcurrentQueue<Asked> _requests = new();
    private volatile NomisDataset? _nomis;

    private LocalPublisher(WebApplication app) => _app = app;

    /// <summary>Where it listens: a loopback address and a port, without a path.</summary>
    public Uri Address => new(_app.Urls.First());

    /// <summary>Everything it was asked, in order.</summary>
    public IReadOnlyList<PublisherRequest> Requests => [.. _requests.Select(asked => asked.Request)];

    /// <summary>The settings with which an app asks it and no other, quickly.</summary>
    public IReadOnlyDictionary<string, string?> Settings =>
        new Dictionary<string, string?>(StringComparer.OrdinalIgnoreCase)
        {
            ["Ingestion:Origin"] = "Live",
            ["Ingestion:Live:LoopbackOnly"] = "true",
            ["Ingestion:Live:GovUk"] = Address.GetLeftPart(UriPartial.Authority),
            ["Ingestion:Live:Nomis"] = Address.GetLeftPart(UriPartial.Authority),
            ["Ingestion:Live:CharityRegister"] = Address.GetLeftPart(UriPartial.Authority),
            ["Ingestion:Live:Hosts"] = Address.Authority,
            ["Ingestion:Live:Contact"] = "tests@example.org",
            ["Ingestion:Live:RetryDelay"] = "00:00:00.010",
            ["Ingestion:Live:RequestsPerSecond"] = "1000",
        };

    /// <summary>Starts one that publishes nothing yet.</summary>
    /// <returns>The publisher.</returns>
    public static async Task<LocalPublisher> StartAsync()
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Listen(IPAddress.Loopback, 0);
        });
        builder.Logging.ClearProviders();
        var publisher = new LocalPublisher(builder.Build());
        publisher._app.Run(publisher.AnswerAsync);
        await publisher._app.StartAsync();
        return publisher;
    }

    /// <summary>Publishes a body under a path, in place of what is there.</summary>
    /// <param name="path">The path.</param>
    /// <param name="body">The body.</param>
    /// <param name="contentType">What its server says it is.</param>
    /// <param name="hasValidators">Whether its server gives ETag and Last-Modified.</param>
    public void Publish(string path, byte[] body, string contentType, bool hasValidators = true) =>
        _publications[path] = new Publication(body, contentType, hasValidators);

    /// <summary>Publishes what a population query of Nomis is answered from.</summary>
    /// <param name="dataset">The answer.</param>
    public void Publish(NomisDataset dataset) => _nomis = dataset;

    /// <summary>Lets something happen when a path is asked; null mends it.</summary>
    /// <param name="path">The path, without query.</param>
    /// <param name="fault">What happens.</param>
    public void Fail(string path, PublisherFault? fault)
    {
        _times.TryRemove(path, out _);
        if (fault is null)
            _faults.TryRemove(path, out _);
        else
            _faults[path] = fault;
    }

    /// <summary>Forgets what it was asked.</summary>
    public void ForgetRequests() => _requests.Clear();

    /// <inheritdoc />
    public ValueTask DisposeAsync() => _app.DisposeAsync();

    private async Task AnswerAsync(HttpContext context)
    {
        var path = context.Request.Path.Value!;
        var headers = context.Request.Headers;

        // Noted before anything of the answer is out: a client that has it whole may already read this.
        var asked = new Asked(
            new PublisherRequest(
                path + context.Request.QueryString.Value,
                headers.UserAgent.ToString(),
                headers.IfNoneMatch.Count > 0 || headers.IfModifiedSince.Count > 0,
                0
            )
        );
        _requests.Enqueue(asked);
        context.Response.OnStarting(() =>
        {
            asked.Answered(context.Response.StatusCode);
            return Task.CompletedTask;
        });
        try
        {
            if (_faults.TryGetValue(path, out var fault) && await fault(context, _times.AddOrUpdate(path, 1, (_, times) => times + 1)))
                return;
            if (_nomis is { } nomis && path == nomis.Path)
                await nomis.AnswerAsync(context);
            else if (_publications.TryGetValue(path, out var publication))
                await publication.AnswerAsync(context);
            else
                context.Response.StatusCode = StatusCodes.Status404NotFound;
        }
        finally
        {
            asked.Answered(context.RequestAborted.IsCancellationRequested ? 0 : context.Response.StatusCode);
        }
    }

    /// <summary>A request, with its status once it is answered.</summary>
    private sealed class Asked(PublisherRequest request)
    {
        private volatile PublisherRequest _request = request;

        public PublisherRequest Request => _request;

        public void Answered(int status) => _request = _request with { Status = status };
    }

    private sealed record Publication(byte[] Body, string ContentType, bool HasValidators)
    {
        private readonly string _etag = $"\"{Convert.ToHexStringLower(SHA256.HashData(Body))[..32]}\"";

        public async Task AnswerAsync(HttpContext context)
        {
            var (request, response) = (context.Request, context.Response);
            if (HasValidators)
            {
                response.Headers.ETag = _etag;
                response.Headers.LastModified = new DateTimeOffset(2026, 6, 25, 8, 30, 0, TimeSpan.Zero).ToString(
                    "R",
                    CultureInfo.InvariantCulture
                );
                if (request.Headers.IfNoneMatch.Contains(_etag))
                {
                    response.StatusCode = StatusCodes.Status304NotModified;
                    return;
                }
            }

            response.ContentType = ContentType;
            response.ContentLength = Body.Length;
            await response.Body.WriteAsync(Body, context.RequestAborted);
        }
    }
}
