using System.Globalization;
using System.IO.Compression;
using System.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace BudgetWatch.TestKit.Publishers;

/// <summary>What goes wrong at publishers.</summary>
public static class PublisherFaults
{
    /// <summary>Something that goes wrong only the first so many times.</summary>
    public static PublisherFault Times(int times, PublisherFault fault) =>
        (context, time) => time <= times ? fault(context, time) : Task.FromResult(false);

    /// <summary>A status without a body; with Retry-After where told.</summary>
    public static PublisherFault Status(int status, string? retryAfter = null) =>
        (context, _) =>
        {
            context.Response.StatusCode = status;
            if (retryAfter is not null)
                context.Response.Headers.RetryAfter = retryAfter;
            return Task.FromResult(true);
        };

    /// <summary>No answer for a time.</summary>
    public static PublisherFault Slow(TimeSpan delay) =>
        async (context, _) =>
        {
            await Task.Delay(delay, context.RequestAborted);
            return false;
        };

    /// <summary>A body that begins and then stands still.</summary>
    public static PublisherFault Stalled(string start, TimeSpan delay) =>
        async (context, _) =>
        {
            await context.Response.WriteAsync(start);
            await context.Response.Body.FlushAsync();
            await Task.Delay(delay, context.RequestAborted);
            return true;
        };

    /// <summary>A connection cut in the middle of a body.</summary>
    public static PublisherFault Cut(string start) =>
        async (context, _) =>
        {
            context.Response.ContentLength = start.Length + 1_000;
            await context.Response.WriteAsync(start);
            await context.Response.Body.FlushAsync();
            context.Abort();
            return true;
        };

    /// <summary>A redirect.</summary>
    public static PublisherFault Redirect(string location) =>
        (context, _) =>
        {
            context.Response.StatusCode = StatusCodes.Status302Found;
            context.Response.Headers.Location = location;
            return Task.FromResult(true);
        };

    /// <summary>Another body, with success.</summary>
    public static PublisherFault Body(string body, string contentType) =>
        async (context, _) =>
        {
            context.Response.ContentType = contentType;
            await context.Response.WriteAsync(body);
            return true;
        };

    /// <summary>So many bytes of nothing, with a Content-Length or without.</summary>
    public static PublisherFault Large(long bytes, bool saysSo) =>
        async (context, _) =>
        {
            if (saysSo)
                context.Response.ContentLength = bytes;
            await WriteAsync(context, context.Response.Body, bytes);
            return true;
        };

    /// <summary>A body that is small on the way and so many bytes here.</summary>
    public static PublisherFault Bomb(long bytes) =>
        async (context, _) =>
        {
            context.Response.Headers.ContentEncoding = "gzip";
            await using var gzip = new GZipStream(context.Response.Body, CompressionLevel.Fastest, leaveOpen: true);
            await WriteAsync(context, gzip, bytes);
            return true;
        };

    private static async Task WriteAsync(HttpContext context, Stream body, long bytes)
    {
        var piece = new byte[1024 * 1024];
        for (var left = bytes; left > 0; left -= piece.Length)
            await body.WriteAsync(piece.AsMemory(0, (int)Math.Min(left, piece.Length)), context.RequestAborted);
    }
}
