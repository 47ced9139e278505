using BudgetWatch.App.Http.Downloads;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;

namespace BudgetWatch.App.Http;

/// <summary>A file of a release: it never changes, so it may be cached permanently.</summary>
/// <param name="request">What was asked.</param>
/// <param name="validator">Its ETag, without quotes and encoding.</param>
/// <param name="release">The release.</param>
/// <param name="file">The file.</param>
/// <param name="made">Its bytes; null where the reader has them.</param>
internal sealed class ReleaseFileResponse(HttpRequest request, string validator, string release, ReleaseFile file, MadeFile? made)
    : IActionResult
{
    public async Task ExecuteResultAsync(ActionContext context)
    {
        var response = context.HttpContext.Response;
        var headers = response.Headers;

        // What is compressed in itself, and a part of a file, are sent as they are.
        var encoding = file.Form?.IsPacked == true || FilePart.IsAsked(request) ? null : Response.ChosenEncoding(request);
        var tag = encoding is null ? $"\"{validator}\"" : $"\"{validator}-{encoding}\"";
        headers.CacheControl = Responder.Pinned;
        headers.XContentTypeOptions = "nosniff";
        headers.AccessControlAllowOrigin = "*";
        headers.AccessControlExposeHeaders = FilePart.Exposed;
        headers.Vary = "Accept-Encoding";
        headers.ETag = tag;
        FilePart.Offer(response);
        if (file.Metadata is { } metadata)
        {
            headers.Link = $"<{ReleaseFiles.Href(release, metadata)}>; rel=\"describedby\"; type=\"{MediaType.Csvw}\"";
        }

        if (made is null)
        {
            response.StatusCode = StatusCodes.Status304NotModified;
            return;
        }

        var contentType = file.MediaType switch
        {
            MediaType.Csv => Response.CsvType,
            MediaType.Json => $"{MediaType.Json}; charset=utf-8",
            var other => other,
        };
        var (content, length, encodedIn) = made.In(encoding);
        if (encodedIn is null && !Verbs.IsHead(request))
        {
            await FilePart.SendAsync(context, content, contentType, tag);
            return;
        }

        await using var bytes = content;
        response.ContentType = contentType;
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
