using BudgetWatch.Pipeline;
using BudgetWatch.Pipeline.Query;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Net.Http.Headers;

namespace BudgetWatch.App.Http;

/// <summary>
/// An edition's bytes: streamed, named by content, so that they may be kept for good. They are a publisher's, so a browser is told to save
/// them and never to take them for a page.
/// </summary>
/// <param name="request">What was asked.</param>
/// <param name="edition">The edition.</param>
/// <param name="refuse">What is answered where storage does not give its first bytes. Where it stops after them, the connection is cut.</param>
internal sealed class BytesResponse(HttpRequest request, EditionBytes edition, Func<StorageUnavailableException, IActionResult> refuse) : IActionResult
{
    private const int FirstBytes = 64 * 1024;

    public async Task ExecuteResultAsync(ActionContext context)
    {
        await using var content = edition.Content;
        ReaderScope.Enter();
        var manifest = edition.Manifest;
        var isKnown = request.GetTypedHeaders().IfNoneMatch.Any(tag => tag.Tag == "*" || tag.Tag == $"\"{manifest.Sha256}\"");
        var isSent = !isKnown && !Verbs.IsHead(request);
        var first = Memory<byte>.Empty;
        if (isSent)
        {
            try
            {
                first = new byte[FirstBytes];
                first = first[..await content.ReadAsync(first, context.HttpContext.RequestAborted)];
            }
            catch (StorageUnavailableException failure)
            {
                await refuse(failure).ExecuteResultAsync(context);
                return;
            }
        }

        var response = context.HttpContext.Response;
        var headers = response.Headers;
        headers.CacheControl = "public, max-age=31536000, immutable";
        headers.XContentTypeOptions = "nosniff";
        headers.ContentSecurityPolicy = "sandbox";
        headers.AccessControlAllowOrigin = "*";
        headers.ETag = $"\"{manifest.Sha256}\"";
        if (isKnown)
        {
            response.StatusCode = StatusCodes.Status304NotModified;
            return;
        }

        var disposition = new ContentDispositionHeaderValue("attachment");
        disposition.SetHttpFileName(manifest.FileName);
        headers.ContentDisposition = disposition.ToString();
        response.ContentType = manifest.ContentType;
        response.ContentLength = manifest.Length;
        if (isSent)
        {
            await response.Body.WriteAsync(first, context.HttpContext.RequestAborted);
            await content.CopyToAsync(response.Body, context.HttpContext.RequestAborted);
        }
    }
}
