using System.Net;
using Azure;

namespace BudgetWatch.Storage.Calls;

/// <summary>
/// Which answers of 409 pass by themselves. Where storage says that something is there already, or may not be changed, that is the answer: whoever asked decides by it. All else it says
/// with 409 is of the moment: a table, container or queue is being deleted or made, or someone else is writing.
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
