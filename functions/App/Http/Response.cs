using System.Globalization;
using System.Text;
using BudgetWatch.App.Http.Answers;
using BudgetWatch.Pipeline;
using BudgetWatch.Questions.Requests;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;

namespace BudgetWatch.App.Http;

/// <summary>A response with its caching, compression and headers.</summary>
internal sealed class Response : IActionResult
{
    /// <summary>The content type of CSV.</summary>
    public const string CsvType = $"{MediaType.Csv}; charset=utf-8; header=present";

    private readonly HttpRequest _request;
    private readonly int _status;
    private readonly string _contentType;
    private readonly string? _validator;
    private readonly string _caching;
    private readonly AnswerBody? _body;
    private readonly TimeSpan? _retryAfter;

    public Response(HttpRequest request, int status, string format, string? validator, string caching, AnswerBody body)
        : this(request, TypeOf(format), status, validator, caching, body) { }

    /// <summary>An answer that is kept.</summary>
    public Response(HttpRequest request, string format, CachedAnswer answer, string caching)
        : this(request, TypeOf(format), StatusCodes.Status200OK, answer.Validator, caching, answer.Body) => Next = answer.Next;

    /// <summary>A problem (RFC 9457).</summary>
    public Response(QueryProblem problem, HttpRequest request)
        : this(
            request,
            $"{MediaType.Problem}; charset=utf-8",
            problem.Status,
            null,
            "no-store",
            new AnswerBody(Encoding.UTF8.GetBytes(Json.Write(ProblemAnswer.Of(problem, request))))
        ) => _retryAfter = problem.RetryAfter;

    private Response(HttpRequest request, string contentType, int status, string? validator, string caching, AnswerBody? body)
    {
        _request = request;
        _status = status;
        _contentType = contentType;
        _validator = validator;
        _caching = caching;
        _body = body;
    }

    /// <summary>The address of the next page of a list, where there is one.</summary>
    public string? Next { get; init; }

    /// <summary>The address that it is known by, whatever others added to the one that was asked for; null where its own is.</summary>
    public string? Canonical { get; init; }

    /// <summary>The address at which what was started is followed; null where nothing was.</summary>
    public string? Location { get; init; }

    /// <summary>The verbs of the address, where another was used.</summary>
    public string? Allow { get; init; }

    /// <summary>What a browser may load and run for it; null where it is no page.</summary>
    public string? ContentSecurityPolicy { get; init; }

    /// <summary>That what a reader has is what there is.</summary>
    public static Response NotModified(HttpRequest request, string format, string validator, string caching) =>
        new(request, TypeOf(format), StatusCodes.Status304NotModified, validator, caching, null);

    /// <summary>Whether a reader has what a validator names. Any encoding of the same answer will do: nothing changed is nothing changed.</summary>
    public static bool Matches(HttpRequest request, string validator)
    {
        foreach (var tag in request.GetTypedHeaders().IfNoneMatch)
        {
            var text = tag.Tag.AsSpan().Trim('"');
            if (text.StartsWith(validator, StringComparison.Ordinal) && text[validator.Length..] is "" or "-br" or "-gzip")
            {
                return true;
            }
        }

        return false;
    }

    public async Task ExecuteResultAsync(ActionContext context)
    {
        var response = context.HttpContext.Response;
        var headers = response.Headers;
        headers.CacheControl = _caching;
        headers.XContentTypeOptions = "nosniff";
        headers.AccessControlAllowOrigin = "*";
        headers.AccessControlExposeHeaders = "Content-Range, ETag, Link, Retry-After";
        headers.Vary = "Accept, Accept-Encoding";
        if (ContentSecurityPolicy is not null)
        {
            headers.ContentSecurityPolicy = ContentSecurityPolicy;
            headers["Referrer-Policy"] = "strict-origin-when-cross-origin";
        }

        if (Allow is not null)
        {
            headers.Allow = Allow;
        }

        if (Location is not null)
        {
            headers.Location = Location;
        }

        if (Links() is { Length: > 0 } links)
        {
            headers.Link = links;
        }

        var encoding = ChosenEncoding(_request);
        if (_validator is not null)
        {
            headers.ETag = encoding is null ? $"\"{_validator}\"" : $"\"{_validator}-{encoding}\"";
        }

        if (_body is null || (_validator is not null && (Matches(_request, _validator) || IsAnyMatched(_request))))
        {
            response.StatusCode = StatusCodes.Status304NotModified;
            return;
        }

        if (RetryAfter() is { } seconds)
        {
            headers.RetryAfter = seconds;
        }

        var (bytes, encodedIn) = _body.In(encoding);
        response.StatusCode = _status;
        response.ContentType = _contentType;
        response.ContentLength = bytes.Length;
        if (encodedIn is not null)
        {
            headers.ContentEncoding = encodedIn;
        }

        if (!Verbs.IsHead(_request))
        {
            await response.Body.WriteAsync(bytes, context.HttpContext.RequestAborted);
        }
    }

    /// <summary>The address that it is known by, the next page of a list, and what the columns of CSV are.</summary>
    private string[] Links() =>
        [
            .. Canonical is null ? Array.Empty<string>() : [$"<{Canonical}>; rel=\"canonical\""],
            .. Next is null ? Array.Empty<string>() : [$"<{Next}>; rel=\"next\""],
            .. _contentType == CsvType
                ? [$"<{FormatAddress.Of(_request, "csvw")}>; rel=\"describedby\"; type=\"{MediaType.Csvw}\""]
                : Array.Empty<string>(),
        ];

    /// <summary>Seconds: the first release takes about a minute, and a client's allowance grows every second.</summary>
    private string? RetryAfter() =>
        _status switch
        {
            _ when _retryAfter is { } pause => Math.Ceiling(pause.TotalSeconds).ToString(CultureInfo.InvariantCulture),
            StatusCodes.Status503ServiceUnavailable => "60",
            StatusCodes.Status429TooManyRequests => "1",
            _ => null,
        };

    private static string TypeOf(string format) =>
        format switch
        {
            "csv" => CsvType,
            "csvw" => MediaType.Csvw,
            QueryParameters.JsonStat => $"{MediaType.JsonStat}; charset=utf-8",
            "html" => $"{MediaType.Html}; charset=utf-8",
            "atom" => $"{MediaType.Atom}; charset=utf-8",
            "svg" => $"{MediaType.Svg}; charset=utf-8",
            "css" => "text/css; charset=utf-8",
            "js" => "text/javascript; charset=utf-8",
            "problem" => $"{MediaType.Problem}; charset=utf-8",
            _ => $"{MediaType.Json}; charset=utf-8",
        };

    /// <summary>Whether a reader has something, whatever it is.</summary>
    public static bool IsAnyMatched(HttpRequest request) => request.GetTypedHeaders().IfNoneMatch.Any(tag => tag.Tag == "*");

    /// <summary>The encoding a body is sent in, of those a reader takes: br before gzip; null for none.</summary>
    public static string? ChosenEncoding(HttpRequest request)
    {
        var gzip = false;
        foreach (var accepted in request.GetTypedHeaders().AcceptEncoding)
        {
            if (accepted.Quality is 0)
            {
                continue;
            }

            if (accepted.Value.Equals("br", StringComparison.OrdinalIgnoreCase))
            {
                return "br";
            }

            gzip |= accepted.Value.Equals("gzip", StringComparison.OrdinalIgnoreCase);
        }

        return gzip ? "gzip" : null;
    }
}
