using Microsoft.AspNetCore.Http;
using Newtonsoft.Json.Linq;

namespace BudgetWatch.App.Http;

/// <summary>
/// The headers of a request as they reached the Functions host. Between the host and the app stands its own proxy, which rewrites those about forwarding: what the
/// proxies before the host wrote is left only in what the host says of the request.
/// </summary>
internal static class HostHeaders
{
    private const string BindingName = "Headers";
    private static readonly object Key = new();

    /// <summary>Keeps what the host says with the request.</summary>
    /// <param name="http">The request.</param>
    /// <param name="bindingData">What the host says of it: among the rest its headers, as JSON.</param>
    public static void Keep(HttpContext http, IReadOnlyDictionary<string, object?> bindingData)
    {
        if (bindingData.TryGetValue(BindingName, out var headers) && headers is string json)
        {
            http.Items[Key] = json;
        }
    }

    /// <summary>The parts of a header, in their order; none where it was not sent or nothing is known of it.</summary>
    /// <param name="http">The request.</param>
    /// <param name="name">The header's name.</param>
    public static IReadOnlyList<string> Parts(HttpContext http, string name)
    {
        if (http.Items[Key] is string json)
        {
            http.Items[Key] = JObject.Parse(json);
        }

        return (http.Items[Key] as JObject)
                ?.GetValue(name, StringComparison.OrdinalIgnoreCase)
                ?.Value<string>()
                ?.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)
            ?? [];
    }
}
