using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;

namespace BudgetWatch.App.Http;

/// <summary>
/// The verbs of an address. A browser asks so before it sends a conditional request for a page of another origin: of an address open to all it may; what operators
/// do, no page of another origin does.
/// </summary>
internal sealed class OptionsResponse(IReadOnlyList<string> verbs, bool isOpen) : IActionResult
{
    private const string ADay = "86400";

    public Task ExecuteResultAsync(ActionContext context)
    {
        var response = context.HttpContext.Response;
        response.StatusCode = StatusCodes.Status204NoContent;
        var headers = response.Headers;
        headers.Allow = Verbs.Listed(verbs);
        headers.XContentTypeOptions = "nosniff";
        headers.CacheControl = $"public, max-age={ADay}";
        if (isOpen)
        {
            headers.AccessControlAllowOrigin = "*";
            headers.AccessControlAllowMethods = string.Join(", ", verbs);
            headers.AccessControlAllowHeaders = "Accept, If-Match, If-None-Match, If-Range, Range";
            headers.AccessControlMaxAge = ADay;
        }

        return Task.CompletedTask;
    }
}
