using BudgetWatch.Questions.Requests;
using Microsoft.AspNetCore.Http;

namespace BudgetWatch.App.Http;

/// <summary>
/// Verbs of requests. They are case-sensitive (RFC 9110): to the server <c>head</c> is a custom verb, whose answer has a body, though routes
/// would take it for HEAD.
/// </summary>
internal static class Verbs
{
    /// <summary>What every address that is open to all answers.</summary>
    public static readonly IReadOnlyList<string> OfReading = [HttpMethods.Get, HttpMethods.Head];

    /// <summary>Whether headers alone are asked for.</summary>
    public static bool IsHead(HttpRequest request) => request.Method == HttpMethods.Head;

    /// <summary>Whether a request only reads.</summary>
    public static bool AreReading(HttpRequest request) => OfReading.Contains(request.Method, StringComparer.Ordinal);

    /// <summary>The verbs of an address as a header lists them.</summary>
    public static string Listed(IEnumerable<string> verbs) => string.Join(", ", verbs.Append(HttpMethods.Options));

    /// <summary>That an address does not answer a request's verb, and which it does.</summary>
    public static Response NotAnswered(HttpRequest request, IReadOnlyList<string> verbs) =>
        new(
            new QueryProblem(
                StatusCodes.Status405MethodNotAllowed,
                "Method not allowed",
                $"This address answers {string.Join(" and ", verbs)}, in capitals.",
                null,
                verbs
            ),
            request
        )
        {
            Allow = Listed(verbs),
        };
}
