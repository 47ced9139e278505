using System.Globalization;
using BudgetWatch.Questions.Requests;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Net.Http.Headers;

namespace BudgetWatch.App.Http;

/// <summary>Sends a file, or of it the one range that is asked for (RFC 9110, section 14). Who asks for several gets the file whole.</summary>
internal static class FilePart
{
    /// <summary>Headers that pages of other origins may read of a file.</summary>
    public const string Exposed = "Accept-Ranges, Content-Range, ETag, Link";

    private const string Unit = "bytes";

    /// <summary>Whether a part is asked for: it is a part of the file as it is, so that nothing is compressed on the way.</summary>
    public static bool IsAsked(HttpRequest request) => request.Headers.Range.Count > 0 && !Verbs.IsHead(request);

    /// <summary>Says that parts can be requested, to a client that asks for headers only or gets an encoding of the file.</summary>
    public static void Offer(HttpResponse response) => response.Headers.AcceptRanges = Unit;

    /// <summary>Sends the file or a part of it, and disposes of it. A range that is not in it, and a file that is not the one that was meant, are problems.</summary>
    /// <param name="context">The request.</param>
    /// <param name="content">The file as it is; it can seek.</param>
    /// <param name="contentType">Its media type.</param>
    /// <param name="tag">Its ETag, with quotes.</param>
    public static async Task SendAsync(ActionContext context, Stream content, string contentType, string tag)
    {
        var (request, response) = (context.HttpContext.Request, context.HttpContext.Response);
        var length = content.Length;

        // A file has no date to compare with, so a condition on a date means another file. Ranges are in bytes only.
        var asked = request.GetTypedHeaders();
        if (asked.Range?.Unit != Unit || (request.Headers.IfRange.Count > 0 && asked.IfRange?.EntityTag is null))
        {
            request.Headers.Remove(HeaderNames.Range);
        }

        await TypedResults
            .Stream(content, contentType, entityTag: EntityTagHeaderValue.Parse(tag), enableRangeProcessing: true)
            .ExecuteAsync(context.HttpContext);
        var problem = response.StatusCode switch
        {
            StatusCodes.Status416RangeNotSatisfiable => new QueryProblem(
                StatusCodes.Status416RangeNotSatisfiable,
                "Range not satisfiable",
                string.Create(CultureInfo.InvariantCulture, $"The file has {length} bytes, and Range asks for none of them."),
                null,
                null
            ),
            StatusCodes.Status412PreconditionFailed => new QueryProblem(
                StatusCodes.Status412PreconditionFailed,
                "Precondition failed",
                "The file is not the one that If-Match names. Ask without it for the file there is.",
                null,
                null
            ),
            _ => null,
        };
        if (problem is not null && !response.HasStarted)
        {
            response.Headers.Remove(HeaderNames.ETag);
            response.Headers.Remove(HeaderNames.Link);
            response.Headers.Remove(HeaderNames.ContentDisposition);
            await new Response(problem, request).ExecuteResultAsync(context);
        }
    }
}
