using System.Net;
using Azure;

namespace BudgetWatch.Storage.Calls;

/// <summary>
/// Which answers of 409 are temporary. Where storage says that something exists already, or may not be changed, that is the answer for the caller. Every other 409
/// is temporary: a table, container or queue is being deleted or made, or someone else is writing.
/// </summary>
internal static class PassingConflict
{
    private static readonly string[] Lasting = ["AlreadyExists", "ImmutableDueToPolicy"];

    /// <summary>Whether the same request may be answered otherwise in a moment.</summary>
    public static bool Is(Response response) =>
        response.Status == (int)HttpStatusCode.Conflict && !Lasting.Any(word => Code(response).Contains(word, StringComparison.Ordinal));

    // Tables say it in the body alone.
    private static string Code(Response response) =>
        response.Headers.TryGetValue("x-ms-error-code", out var code) ? code
        : response.ContentStream is MemoryStream ? response.Content.ToString()
        : "";
}
