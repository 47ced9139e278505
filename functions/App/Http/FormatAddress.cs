using BudgetWatch.Questions.Requests;
using Microsoft.AspNetCore.Http;

namespace BudgetWatch.App.Http;

/// <summary>Addresses of an answer in its other formats.</summary>
internal static class FormatAddress
{
    /// <summary>The address of the same question in a format, relative to the site.</summary>
    public static string Of(HttpRequest request, string format) =>
        request.PathBase.Add(request.Path).ToUriComponent()
        + "?"
        + string.Join(
            '&',
            request
                .Query.SelectMany(pair => pair.Value.Select(value => (Name: pair.Key, Value: value ?? "")))
                .Where(pair => pair.Name != QueryParameters.Format.Name)
                .Append((Name: QueryParameters.Format.Name, Value: format))
                .OrderBy(pair => pair.Name, StringComparer.Ordinal)
                .Select(pair => $"{Uri.EscapeDataString(pair.Name)}={Uri.EscapeDataString(pair.Value)}")
        );
}
