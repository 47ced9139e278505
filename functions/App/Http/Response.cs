using System.IO.Compression;
using BudgetWatch.Pipeline;
using BudgetWatch.Pipeline.Query;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;

namespace BudgetWatch.App.Http;

/// <summary>A response with its caching, compression and headers. The body is made only when it will be sent.</summary>
internal sealed class Response : IActionResult
{
    private const int WorthCompressing = 1024;

    private readonly HttpRequest _request;
    private readonly int _status;
    private readonly string _contentType;
    private readonly string? _validator;
    private readonly string _caching;
    private readonly Func<byte[]> _body;

    public Response(HttpRequest request, int status, string format, string? validator, string caching, Func<byte[]> body)
    {
        _request = request;
        _status = status;
        _contentType = format switch
        {
            "csv" => $"{MediaType.Csv}; charset=utf-8; header=present",
            "html" => $"{MediaType.Html}; charset=utf-8",
            _ => $"{MediaType.Json}; charset=utf-8",
        };
        _validator = validator;
        _caching = caching;
        _body = body;
    }

    /// <summary>A problem (RFC 9457).</summary>
    public Response(QueryProblem problem, HttpRequest request)
    {
        _request = request;
        _status = problem.Status;
        _contentType = $"{MediaType.Problem}; charset=utf-8";
        _caching = "no-store";
        _body = () => System.Text.Encoding.UTF8.GetBytes(Json.Write(ProblemAnswer.Of(problem, request)));
    }

    /// <summary>The address of the next page of a list, where there is one.</summary>
    public string? Next { get; init; }

    /// <summary>What a browser may load and run for it; null where it is no page.</summary>
    public string? ContentSecurityPolicy { get; init; }

    public async Task ExecuteResultAsync(ActionContext context)
    {
        var response = context.HttpContext.Response;
        var headers = response.Headers;
        headers.CacheControl = _caching;
        headers.XContentTypeOptions = "nosniff";
        headers.AccessControlAllowOrigin = "*";
        headers.AccessControlExposeHeaders = "ETag, Link";
        headers.Vary = "Accept, Accept-Encoding";
        if (ContentSecurityPolicy is not null)
        {
            headers.ContentSecurityPolicy = ContentSecurityPolicy;
        }

        if (Next is not null)
        {
            headers.Link = $"<{Next}>; rel=\"next\"";
        }

        var encoding = ChosenEncoding(_request);
        if (_validator is not null)
        {
            headers.ETag = $"\"{_validator}{(encoding is null ? "" : $"-{encoding}")}\"";
            if (Matches(_validator))
            {
                response.StatusCode = StatusCodes.Status304NotModified;
                return;
            }
        }

        if (_status == StatusCodes.Status503ServiceUnavailable)
        {
            headers.RetryAfter = "60";
        }

        var body = _body();
        response.StatusCode = _status;
        response.ContentType = _contentType;
        if (encoding is not null && body.Length >= WorthCompressing)
        {
            body = Compress(body, encoding);
            headers.ContentEncoding = encoding;
        }

        response.ContentLength = body.Length;
        if (!HttpMethods.IsHead(_request.Method))
        {
            await response.Body.WriteAsync(body, context.HttpContext.RequestAborted);
        }
    }

    /// <summary>Any encoding of the same answer will do: nothing changed is nothing changed.</summary>
    private bool Matches(string validator) =>
        _request.GetTypedHeaders().IfNoneMatch.Any(tag =>
            tag.Tag == "*" || tag.Tag.Value?.Trim('"').Split('-') is { } parts
            && (string.Join('-', parts) == validator || string.Join('-', parts[..^1]) == validator));

    private static string? ChosenEncoding(HttpRequest request)
    {
        var accepted = request.GetTypedHeaders().AcceptEncoding
            .Where(encoding => encoding.Quality is not 0)
            .Select(encoding => encoding.Value.Value)
            .ToHashSet(StringComparer.OrdinalIgnoreCase);
        return accepted.Contains("br") ? "br" : accepted.Contains("gzip") ? "gzip" : null;
    }

    private static byte[] Compress(byte[] body, string encoding)
    {
        using var compressed = new MemoryStream();
        using (Stream compressor = encoding == "br"
            ? new BrotliStream(compressed, CompressionLevel.Fastest)
            : new GZipStream(compressed, CompressionLevel.Fastest))
        {
            compressor.Write(body);
        }

        return compressed.ToArray();
    }
}
