using Microsoft.AspNetCore.Http;

namespace Microsoft.Azure.Functions.Worker;

/// <summary>What can be asked of a run that an HTTP request started.</summary>
public static class FunctionContextExtensions
{
    internal const string HttpContextKey = "HttpRequestContext";

    /// <summary>The request and response of this run, or null when something else than HTTP started it.</summary>
    /// <param name="context">The run.</param>
    /// <returns>The HTTP context, or null.</returns>
    public static HttpContext? GetHttpContext(this FunctionContext context) =>
        context.Items.TryGetValue(HttpContextKey, out var value) ? value as HttpContext : null;
}
