using System.Diagnostics;
using System.Net;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Yarp.ReverseProxy.Forwarder;
using Yarp.ReverseProxy.Transforms.Builder;

namespace BudgetWatch.LocalHost.Http;

/// <summary>
/// Forwards a request to the worker's own server, as the Functions host does: by YARP with its default transforms. So the worker learns who called this host
/// from <c>X-Forwarded-For</c>, of which nothing that the caller wrote is left.
/// </summary>
internal sealed class HttpForwarding : IDisposable
{
    /// <summary>Which invocation a request belongs to.</summary>
    public const string InvocationId = "x-ms-invocation-id";

    private static readonly ForwarderRequestConfig Config = new() { ActivityTimeout = TimeSpan.FromMinutes(10) };

    private readonly HttpMessageInvoker _client = new(
        new SocketsHttpHandler
        {
            UseProxy = false,
            AllowAutoRedirect = false,
            AutomaticDecompression = DecompressionMethods.None,
            UseCookies = false,
            ActivityHeadersPropagator = new ReverseProxyPropagator(DistributedContextPropagator.Current),
            ConnectTimeout = TimeSpan.FromSeconds(15),
        }
    );

    private readonly IHttpForwarder _forwarder;
    private readonly HttpTransformer _transformer;
    private readonly string _worker;

    public HttpForwarding(IServiceProvider services, Uri worker)
    {
        _forwarder = services.GetRequiredService<IHttpForwarder>();
        _transformer = services.GetRequiredService<ITransformBuilder>().Create(_ => { });
        _worker = worker.AbsoluteUri;
    }

    /// <summary>Forwards a request and its answer.</summary>
    /// <returns>Whether it reached the worker, whatever became of it there.</returns>
    public async Task<bool> ForwardAsync(HttpContext http, string invocationId, CancellationToken cancellation)
    {
        http.Request.Headers[InvocationId] = invocationId;
        return await _forwarder.SendAsync(http, _worker, _client, Config, _transformer, cancellation)
            is not (ForwarderError.Request or ForwarderError.RequestCreation);
    }

    public void Dispose() => _client.Dispose();
}
