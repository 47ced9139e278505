using BudgetWatch.App.Http.Downloads;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;

namespace BudgetWatch.App.Http;

/// <summary>A file of a release: it never changes, so it may be kept for good.</summary>
/// <param name="request">What was asked.</param>
/// <param name="validator">Its ETag, without quotes and encoding.</param>
/// <param name="release">The release.</param>
/// <param name="file">The file.</param>
/// <param name="made">Its bytes; null where the reader has them.</param>
internal sealed class ReleaseFileResponse(HttpRequest request, string validator, string release, ReleaseFile file, MadeFile? made) : IActionResult
{
    public async Task ExecuteResultAsync(ActionContext context)
    {
        var response = context.HttpContext.Response;
        var headers = response.Headers;
        var encoding = Response.ChosenEncoding(request);
        headers.CacheControl = Responder.Pinned;
        headers.XContentTypeOptions = "nosniff";
        headers.AccessControlAllowOrigin = "*";
        headers.AccessControlExposeHeaders = "ETag, Link";
        headers.Vary = "Accept-Encoding";
        headers.ETag = encoding is null ? $"\"{validator}\"" : $"\"{validator}-{encoding}\"";
        if (file.Metadata is { } metadata)
        {
            headers.Link = $"<{ReleaseFiles.Href(release, metadata)}>; rel=\"describedby\"; type=\"{MediaType.Csvw}\"";
        }

        if (made is null)
        {
            response.StatusCode = StatusCodes.Status304NotModified;
            return;
        }

        var (content, length, encodedIn) = made.In(encoding);
        await using var bytes = content;
        response.ContentType = file.MediaType switch
        {
            MediaType.Csv => Response.CsvType,
            MediaType.Json => $"{MediaType.Json}; charset=utf-8",
            var other => other,
        };
        response.ContentLength = length;
        if (encodedIn is not null)
        {
            headers.ContentEncoding = encodedIn;
        }

        if (!Verbs.IsHead(request))
        {
            await bytes.CopyToAsync(response.Body, context.HttpContext.RequestAborted);
        }
    }
}
