using System.Collections.Concurrent;
using System.IO.Compression;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace BudgetWatch.EndToEnd.Tests;

/// <summary>Stands in for a collector (OTLP over HTTP) and for Application Insights: takes what is sent and keeps it.</summary>
public sealed class Receiver : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly ConcurrentQueue<(string Path, string Body)> _taken = new();

    private Receiver(WebApplication app) => _app = app;

    public string Address => _app.Urls.Single();

    /// <summary>What was sent to an address that ends so: text where it is text, and of what is not, the text in it.</summary>
    public string At(string path) =>
        string.Join('\n', _taken.Where(taken => taken.Path.EndsWith(path, StringComparison.Ordinal)).Select(taken => taken.Body));

    public static async Task<Receiver> StartAsync()
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        var receiver = new Receiver(builder.Build());
        receiver._app.Run(receiver.TakeAsync);
        await receiver._app.StartAsync();
        return receiver;
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    private async Task TakeAsync(HttpContext http)
    {
        await using var body =
            http.Request.Headers.ContentEncoding == "gzip"
                ? new GZipStream(http.Request.Body, CompressionMode.Decompress)
                : http.Request.Body;
        using var bytes = new MemoryStream();
        await body.CopyToAsync(bytes);
        var text = Encoding.UTF8.GetString(bytes.ToArray());
        _taken.Enqueue((http.Request.Path, text));
        if (http.Request.Path.Value!.EndsWith("/track", StringComparison.Ordinal))
        {
            // As the ingestion of Application Insights answers, one line of JSON for each item.
            var items = text.Split('\n', StringSplitOptions.RemoveEmptyEntries).Length;
            http.Response.ContentType = "application/json";
            await http.Response.WriteAsync($$"""{"itemsReceived":{{items}},"itemsAccepted":{{items}},"errors":[]}""");
        }
    }
}
