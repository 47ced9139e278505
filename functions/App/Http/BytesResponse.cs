using BudgetWatch.Pipeline.Query;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Net.Http.Headers;

namespace BudgetWatch.App.Http;

/// <summary>
/// An edition's bytes: streamed, named by content, so that they may be kept for good. They are a publisher's, so a browser is told to save
/// them and never to take them for a page.
/// </summary>
internal sealed class BytesResponse(HttpRequest request, EditionBytes edition) : IActionResult
{
    public async Task ExecuteResultAsync(ActionContext context)
    {
        await using var content = edition.Content;
        var manifest = edition.Manifest;
        var response = context.HttpContext.Response;
        var headers = response.Headers;
        headers.CacheControl = "public, max-age=31536000, immutable";
        headers.XContentTypeOptions = "nosniff";
        headers.ContentSecurityPolicy = "sandbox";
        headers.AccessControlAllowOrigin = "*";
        headers.AccessControlExposeHeaders = FilePart.Exposed;
        var tag = $"\"{manifest.Sha256}\"";
        headers.ETag = tag;
        FilePart.Offer(response);
        if (request.GetTypedHeaders().IfNoneMatch.Any(known => known.Tag == "*" || known.Tag == tag))
        {
            response.StatusCode = StatusCodes.Status304NotModified;
            return;
        }

        var disposition = new ContentDispositionHeaderValue("attachment");
        disposition.SetHttpFileName(manifest.FileName);
        headers.ContentDisposition = disposition.ToString();
        if (Verbs.IsHead(request))
        {
            response.ContentType = manifest.ContentType;
            response.ContentLength = manifest.Length;
            return;
        }

        await FilePart.SendAsync(context, content, manifest.ContentType, tag);
    }
}
