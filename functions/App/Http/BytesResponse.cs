using BudgetWatch.Pipeline;
using BudgetWatch.Questions.Sources;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Net.Http.Headers;

namespace BudgetWatch.App.Http;

/// <summary>
/// An edition's bytes: streamed, named by content, so that they may be cached permanently. They are a publisher's, so a browser must save
/// them and never to take them for a page.
/// </summary>
/// <param name="request">What was asked.</param>
/// <param name="edition">The edition.</param>
/// <param name="refuse">What is answered where storage does not give its first bytes. Where it stops after them, the connection is cut.</param>
internal sealed class BytesResponse(HttpRequest request, EditionBytes edition, Func<Exception, Task<IActionResult>> refuse) : IActionResult
{
    public async Task ExecuteResultAsync(ActionContext context)
    {
        await using var content = edition.Content;
        ReaderScope.Enter();
        var manifest = edition.Manifest;
        var tag = $"\"{manifest.Sha256}\"";
        var isKnown = request.GetTypedHeaders().IfNoneMatch.Any(known => known.Tag == "*" || known.Tag == tag);
        var isSent = !isKnown && !Verbs.IsHead(request);
        if (isSent)
        {
            try
            {
                // Before a header is written: the stream keeps what it fetched for this and does not ask storage again.
                await content.ReadExactlyAsync(new byte[Math.Min(1, content.Length)], context.HttpContext.RequestAborted);
                content.Position = 0;
            }
            catch (StorageUnavailableException failure)
            {
                await (await refuse(failure)).ExecuteResultAsync(context);
                return;
            }
        }

        var response = context.HttpContext.Response;
        var headers = response.Headers;
        headers.CacheControl = "public, max-age=31536000, immutable";
        headers.XContentTypeOptions = "nosniff";
        headers.ContentSecurityPolicy = "sandbox";
        headers.AccessControlAllowOrigin = "*";
        headers.AccessControlExposeHeaders = FilePart.Exposed;
        headers.ETag = tag;
        FilePart.Offer(response);
        if (isKnown)
        {
            response.StatusCode = StatusCodes.Status304NotModified;
            return;
        }

        var disposition = new ContentDispositionHeaderValue("attachment");
        disposition.SetHttpFileName(manifest.FileName);
        headers.ContentDisposition = disposition.ToString();
        if (isSent)
        {
            await FilePart.SendAsync(context, content, manifest.ContentType, tag);
            return;
        }

        response.ContentType = manifest.ContentType;
        response.ContentLength = manifest.Length;
    }
}
