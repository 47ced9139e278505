using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Yarp.ReverseProxy.Forwarder;

namespace BudgetWatch.TestKit;

/// <summary>
/// A line to an emulator on which requests fail at random, by a seed: of 100 some are answered with 503, half of them after storage did what was asked, and some with a 409 that passes,
/// as while a table is being deleted.
/// </summary>
public sealed class FaultyStorage : IAsyncDisposable
{
    private static readonly ForwarderRequestConfig Config = new() { ActivityTimeout = TimeSpan.FromMinutes(10) };

    private readonly List<WebApplication> _relays = [];
    private readonly HttpMessageInvoker _client = new(
        new SocketsHttpHandler
        {
            UseProxy = false,
            AllowAutoRedirect = false,
            AutomaticDecompression = DecompressionMethods.None,
        }
    );
    private readonly Lock _gate = new();
    private readonly Random _random;
    private readonly double _busy;
    private readonly double _conflicts;

    private FaultyStorage(int seed, double busy, double conflicts) => (_random, _busy, _conflicts) = (new Random(seed), busy, conflicts);

    /// <summary>How to reach the emulator through the line.</summary>
    public string ConnectionString { get; private set; } = "";

    /// <summary>Whether requests fail; at first none does.</summary>
    public bool Fails { get; set; }

    /// <summary>How many requests came while some failed, how many were answered with 503, and with 409.</summary>
    public (int Requests, int Busy, int Conflicts) Counted { get; private set; }

    /// <summary>Opens a line to an emulator.</summary>
    /// <param name="azurite">The emulator.</param>
    /// <param name="seed">What decides which requests fail.</param>
    /// <param name="busy">The share that is answered with 503.</param>
    /// <param name="conflicts">The share that is answered with 409.</param>
    /// <returns>The line.</returns>
    public static async Task<FaultyStorage> StartAsync(AzuriteServer azurite, int seed, double busy, double conflicts)
    {
        var line = new FaultyStorage(seed, busy, conflicts);
        foreach (var part in azurite.ConnectionString.Split(';', StringSplitOptions.RemoveEmptyEntries).Select(part => part.Split('=', 2)))
        {
            line.ConnectionString +=
                $"{part[0]}={(part[0].EndsWith("Endpoint", StringComparison.Ordinal) ? await line.RelayAsync(new Uri(part[1])) : part[1])};";
        }

        return line;
    }

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        foreach (var relay in _relays)
            await relay.DisposeAsync();
        _client.Dispose();
    }

    private async Task<Uri> RelayAsync(Uri service)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.Services.AddHttpForwarder();
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.Listen(IPAddress.Loopback, 0);
            kestrel.Limits.MaxRequestBodySize = null;
            kestrel.AllowSynchronousIO = false;
        });
        var relay = builder.Build();
        _relays.Add(relay);
        var root = service.GetLeftPart(UriPartial.Authority);
        var forwarder = relay.Services.GetRequiredService<IHttpForwarder>();
        relay.Run(http => AnswerAsync(http, forwarder, root));
        await relay.StartAsync();
        var address = relay.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single();
        return new Uri(new Uri(address), service.AbsolutePath);
    }

    private async Task AnswerAsync(HttpContext http, IHttpForwarder forwarder, string service)
    {
        switch (Next())
        {
            case Fate.Conflict:
                http.Response.StatusCode = StatusCodes.Status409Conflict;
                http.Response.Headers["x-ms-error-code"] = "TableBeingDeleted";
                break;
            case Fate.NotDone:
                http.Response.StatusCode = StatusCodes.Status503ServiceUnavailable;
                break;
            case Fate.Done:
                await forwarder.SendAsync(http, service, _client, Config, new AsSent(isAnswerLost: true));
                break;
            default:
                await forwarder.SendAsync(http, service, _client, Config, new AsSent(isAnswerLost: false));
                break;
        }
    }

    private Fate Next()
    {
        lock (_gate)
        {
            if (!Fails)
                return Fate.Answered;
            var drawn = _random.NextDouble();
            var fate =
                drawn < _conflicts ? Fate.Conflict
                : drawn < _conflicts + (_busy / 2) ? Fate.NotDone
                : drawn < _conflicts + _busy ? Fate.Done
                : Fate.Answered;
            Counted = (
                Counted.Requests + 1,
                Counted.Busy + (fate is Fate.NotDone or Fate.Done ? 1 : 0),
                Counted.Conflicts + (fate == Fate.Conflict ? 1 : 0)
            );
            return fate;
        }
    }

    private enum Fate
    {
        Answered,
        NotDone,
        Done,
        Conflict,
    }

    /// <summary>
    /// Storage is asked for the address as it was sent, to the letter, since the request is signed for that. Where the answer is lost, storage has done what was asked and it is not said.
    /// </summary>
    private sealed class AsSent(bool isAnswerLost) : HttpTransformer
    {
        public override async ValueTask TransformRequestAsync(
            HttpContext httpContext,
            HttpRequestMessage proxyRequest,
            string destinationPrefix,
            CancellationToken cancellationToken
        )
        {
            await base.TransformRequestAsync(httpContext, proxyRequest, destinationPrefix, cancellationToken);
            proxyRequest.RequestUri = new Uri(
                destinationPrefix + httpContext.Features.GetRequiredFeature<IHttpRequestFeature>().RawTarget,
                new UriCreationOptions { DangerousDisablePathAndQueryCanonicalization = true }
            );
        }

        public override ValueTask<bool> TransformResponseAsync(
            HttpContext httpContext,
            HttpResponseMessage? proxyResponse,
            CancellationToken cancellationToken
        )
        {
            if (!isAnswerLost)
                return base.TransformResponseAsync(httpContext, proxyResponse, cancellationToken);
            httpContext.Response.StatusCode = StatusCodes.Status503ServiceUnavailable;
            return ValueTask.FromResult(false);
        }
    }
}
