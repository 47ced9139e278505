using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Extensions;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.DependencyInjection;

namespace BudgetWatch.LocalHost.SampleApp;

/// <summary>Functions that requests start.</summary>
public sealed class HttpFunctions
{
    [Function("Area")]
    public IActionResult Area([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "areas/{id:int}")] HttpRequest request, int id) =>
        Text($"area {id}");

    [Function("Unrouted")]
    public IActionResult Unrouted([HttpTrigger(AuthorizationLevel.Anonymous)] HttpRequest request) =>
        Text("by its own name, " + request.Method);

    [Function("Told")]
    public IActionResult Told(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "told/{name}/{more?}")] HttpRequest request,
        string name,
        FunctionContext context
    )
    {
        var data = context.BindingContext.BindingData;
        return Text($"{name} {data["name"]} {data.GetValueOrDefault("more", "none")} {data.GetValueOrDefault("extra", "none")}");
    }

    [Function("Headed")]
    public IActionResult Headed([HttpTrigger(AuthorizationLevel.Anonymous, "get", "head")] HttpRequest request) => new OkResult();

    [Function("Throws")]
    public IActionResult Throws([HttpTrigger(AuthorizationLevel.Anonymous, "get")] HttpRequest request) =>
        throw new InvalidOperationException("secret detail");

    [Function("CutsHalfway")]
    public async Task CutsHalfwayAsync([HttpTrigger(AuthorizationLevel.Anonymous, "get")] HttpRequest request)
    {
        await request.HttpContext.Response.WriteAsync("half");
        await request.HttpContext.Response.Body.FlushAsync();
        request.HttpContext.Abort();
    }

    [Function("Keyed")]
    public IActionResult Keyed([HttpTrigger(AuthorizationLevel.Function, "get")] HttpRequest request) => new OkResult();

    [Function("Administered")]
    public IActionResult Administered([HttpTrigger(AuthorizationLevel.Admin, "get")] HttpRequest request) => new OkResult();

    [Function("Length")]
    public async Task<IActionResult> LengthAsync([HttpTrigger(AuthorizationLevel.Anonymous, "post")] HttpRequest request)
    {
        using var body = new MemoryStream();
        await request.Body.CopyToAsync(body);
        return Text($"{body.Length}");
    }

    // First by name, though the next fits better.
    [Function("OrderFirst")]
    public IActionResult OrderFirst(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "order/{any}")] HttpRequest request,
        string any
    ) => Text("first " + any);

    [Function("OrderSecond")]
    public IActionResult OrderSecond(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "post", Route = "order/exact")] HttpRequest request
    ) => Text("second");

    [Function("ZEverything")]
    public IActionResult Everything(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "{*path}")] HttpRequest request,
        string? path
    ) => Text($"page [{path}]");

    /// <summary>What the app sees of a request: who asks, where, and what the host says of it.</summary>
    [Function("Sees")]
    public IActionResult Sees(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "sees/{*rest}")] HttpRequest request,
        FunctionContext context
    ) =>
        new JsonResult(
            new Seen(
                request.HttpContext.Connection.RemoteIpAddress?.ToString(),
                request.GetEncodedUrl(),
                request.Headers["X-Forwarded-For"].ToString(),
                request.Headers["X-Mine"].ToString(),
                context.BindingContext.BindingData["Headers"] as string ?? "",
                context.BindingContext.BindingData["Query"] as string ?? ""
            )
        );

    /// <summary>Waits until it is told that no one waits for its answer.</summary>
    [Function("Waits")]
    public async Task<IActionResult> WaitsAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get")] HttpRequest request,
        FunctionContext context
    )
    {
        var inbox = context.InstanceServices.GetRequiredService<Inbox>();
        inbox.Add("waits");
        try
        {
            await Task.Delay(Timeout.Infinite, context.CancellationToken);
        }
        catch (OperationCanceledException)
        {
            inbox.Add("is told");
            throw;
        }

        return new OkResult();
    }

    [Function("Names")]
    public IActionResult Names([HttpTrigger(AuthorizationLevel.Anonymous, "get")] HttpRequest request, FunctionContext context)
    {
        var inbox = context.InstanceServices.GetRequiredService<Inbox>();
        inbox.Add(request.Query["say"].ToString());
        return Text(string.Join(' ', inbox.All));
    }

    private static ContentResult Text(string text) => new() { Content = text };

    public sealed record Seen(string? Remote, string Url, string ForwardedFor, string Mine, string HostHeaders, string HostQuery);
}
