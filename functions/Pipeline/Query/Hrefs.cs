using System.Globalization;

namespace BudgetWatch.Pipeline.Query;

/// <summary>Addresses of answers, relative to the site.</summary>
public static class Hrefs
{
    /// <summary>The gradient of a question, of one release.</summary>
    public static string Gradient(QueryAnswer query, string release) => Of("gradient", query, release);

    /// <summary>The rows of a question, of one release.</summary>
    public static string Cuts(QueryAnswer query, string release) => Of("cuts", query, release);

    /// <summary>A question of coincidence, of one release.</summary>
    public static string Coincidence(CoincidenceQueryAnswer query, string release) => string.Create(
        CultureInfo.InvariantCulture,
        $"/api/v1/coincidence?return={query.Return}&scope={query.Scope}&from={query.From}&to={query.To}&measure={query.Measure}&imd={query.Imd}"
        + $"&threshold={query.Threshold}&release={release}");

    /// <summary>A resource's answer to a question, of one release.</summary>
    public static string Of(string resource, QueryAnswer query, string release) => string.Create(
        CultureInfo.InvariantCulture,
        $"/api/v1/{resource}?return={query.Return}&scope={query.Scope}&from={query.From}&to={query.To}&geography={query.Geography}{Class(query)}&measure={query.Measure}"
        + $"&imd={query.Imd}&london={query.London}&groups={query.Groups}&weights={query.Weights}&population={query.Population}&deflator={query.Deflator}&release={release}");

    private static string Class(QueryAnswer query) => query.Class is { } @class ? $"&class={@class}" : "";
}
