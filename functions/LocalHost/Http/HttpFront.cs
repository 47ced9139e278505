using System.Diagnostics;
using System.Text.Json;
using BudgetWatch.LocalHost.Functions;
using BudgetWatch.LocalHost.Protocol;
using BudgetWatch.LocalHost.Settings;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.Routing.Constraints;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace BudgetWatch.LocalHost.Http;

/// <summary>
/// What listens: each request goes to the first function, in the order of their names, whose route and verbs fit it, as in the Functions host; not to the one
/// that fits best. It listens before the worker has started, whom it tells where, and keeps requests waiting until functions are there.
/// </summary>
internal sealed class HttpFront : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly LoopbackKestrel _kestrel;
    private readonly TaskCompletionSource<IRouter> _routes = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private HttpForwarding? _forwarding;

    private HttpFront(WebApplication app, LoopbackKestrel kestrel) => (_app, _kestrel) = (app, kestrel);

    public string Address => _kestrel.AddressOf(_app);

    /// <exception cref="HostStartException">The port is taken.</exception>
    public static async Task<HttpFront> StartAsync(LoopbackKestrel kestrel, ILoggerProvider logs, CancellationToken cancellation)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        kestrel.AddTo(builder.WebHost);
        builder.Logging.SetMinimumLevel(LogLevel.Error).AddProvider(logs);
        builder.Services.AddRouting();
        builder.Services.AddReverseProxy();
        var app = builder.Build();
        var front = new HttpFront(app, kestrel);
        app.Run(front.AnswerAsync);
        try
        {
            await app.StartAsync(cancellation);
            return front;
        }
        catch (IOException exception) when (LoopbackKestrel.IsPortTaken(exception))
        {
            await app.DisposeAsync();
            throw kestrel.PortTaken(exception);
        }
    }

    /// <summary>Answers from now on, also what has waited.</summary>
    public void Open(IEnumerable<HostedFunction> functions, Uri worker, FunctionKeys keys, HostJson host, Invocations invocations)
    {
        _forwarding = new HttpForwarding(_app.Services, worker);
        var resolver = _app.Services.GetRequiredService<IInlineConstraintResolver>();
        var routes = new RouteCollection();
        foreach (var function in functions.Where(function => !function.IsDisabled))
        {
            if (function.Trigger is Trigger.Http trigger)
                routes.Add(
                    RouteOf(function, trigger, host.RoutePrefix, resolver, http => InvokeAsync(http, function, trigger, keys, invocations))
                );
        }

        _routes.SetResult(routes);
    }

    /// <summary>Takes no more requests and waits for those that are being answered, as long as it may.</summary>
    public Task StopAsync(CancellationToken deadline)
    {
        _routes.TrySetCanceled(CancellationToken.None);
        return _app.StopAsync(deadline);
    }

    public async ValueTask DisposeAsync()
    {
        await _app.DisposeAsync();
        _forwarding?.Dispose();
    }

    private static Route RouteOf(
        HostedFunction function,
        Trigger.Http trigger,
        string prefix,
        IInlineConstraintResolver resolver,
        RequestDelegate handle
    )
    {
        var route = (trigger.Route ?? function.Name).Trim('/');
        var template =
            prefix.Length == 0 ? route
            : route.Length == 0 ? prefix
            : prefix + "/" + route;

        // Seen on the Functions host: with it, every request is answered 500.
        if (template.Length == 0)
            throw new HostStartException(
                $"Function '{function.Name}' has an empty route, on which the Functions host fails. Use {{home:maxlength(0)?}}."
            );
        var constraints = new Dictionary<string, object>(StringComparer.Ordinal);
        if (trigger.Methods.Count > 0)
            constraints.Add("httpMethod", new HttpMethodRouteConstraint([.. trigger.Methods.Select(method => method.ToUpperInvariant())]));
        try
        {
            return new Route(new RouteHandler(handle), function.Name, template, defaults: null, constraints, dataTokens: null, resolver);
        }
        catch (RouteCreationException exception)
        {
            throw new HostStartException(
                $"Function '{function.Name}' has a route that cannot be read, '{template}': {exception.InnerException?.Message ?? exception.Message}",
                exception
            );
        }
    }

    private async Task AnswerAsync(HttpContext http)
    {
        // What the client that forwards cannot send: CONNECT, which is for proxies, and "head", of which it would make a HEAD, whose answer has no body where this server owes
        // one. In HTTP that is an unknown verb.
        if (HttpMethods.IsConnect(http.Request.Method) || HttpMethods.GetCanonicalizedValue(http.Request.Method) != http.Request.Method)
        {
            http.Response.StatusCode = StatusCodes.Status501NotImplemented;
            return;
        }

        var found = new RouteContext(http);
        try
        {
            await (await _routes.Task.WaitAsync(http.RequestAborted)).RouteAsync(found);
        }
        catch (OperationCanceledException)
        {
            http.Response.StatusCode = StatusCodes.Status503ServiceUnavailable;
            return;
        }

        if (found.Handler is not { } handler)
        {
            http.Response.StatusCode = StatusCodes.Status404NotFound;
            return;
        }

        http.Request.RouteValues = found.RouteData.Values;
        await handler(http);
    }

    private async Task InvokeAsync(
        HttpContext http,
        HostedFunction function,
        Trigger.Http trigger,
        FunctionKeys keys,
        Invocations invocations
    )
    {
        if (!keys.Admit(http.Request, trigger.Level))
        {
            http.Response.StatusCode = StatusCodes.Status401Unauthorized;
            return;
        }

        // A request that names its trace is believed, as by the Functions host.
        using var caller =
            http.Request.Headers.TraceParent is [{ } parent] && ActivityContext.TryParse(parent, null, out _)
                ? new Activity("request").SetParentId(parent).Start()
                : null;

        // The answer is whole once it has been forwarded. The function may end later, or never where the worker's own server refused the request: no caller waits for that.
        var forwarded = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var running = invocations.RunAsync(
            function,
            invocation =>
            {
                invocation.InputData.Add(
                    new ParameterBinding
                    {
                        Name = trigger.Name,
                        Data = new TypedData { Http = new RpcHttp() },
                    }
                );
                foreach (var (name, value) in http.Request.RouteValues)
                    invocation.TriggerMetadata[name] = new TypedData { String = value as string ?? "" };
                foreach (var (name, value) in http.Request.Query)
                    invocation.TriggerMetadata.TryAdd(name, new TypedData { String = value.ToString() });
                invocation.TriggerMetadata["Headers"] = Json(
                    http.Request.Headers.Select(header => KeyValuePair.Create(header.Key, header.Value.ToString()))
                );
                invocation.TriggerMetadata["Query"] = Json(
                    http.Request.Query.Select(pair => KeyValuePair.Create(pair.Key, pair.Value.ToString()))
                );
            },
            async (id, cancellation) =>
            {
                try
                {
                    return await _forwarding!.ForwardAsync(http, id, cancellation);
                }
                finally
                {
                    forwarded.TrySetResult();
                }
            },
            http.RequestAborted
        );
        await Task.WhenAny(forwarded.Task, running);
    }

    private static TypedData Json(IEnumerable<KeyValuePair<string, string>> pairs) =>
        new() { Json = JsonSerializer.Serialize(pairs.ToDictionary(StringComparer.OrdinalIgnoreCase)) };
}
