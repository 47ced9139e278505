using System.Globalization;

namespace BudgetWatch.Questions.Vocabulary;

/// <summary>Addresses of answers, relative to the site.</summary>
public static class Hrefs
{
    /// <summary>The gradient of a question, of one release.</summary>
    public static string Gradient(QueryAnswer query, string release) => Of("gradient", query, release);

    /// <summary>The rows of a question, of one release.</summary>
    public static string Cuts(QueryAnswer query, string release) => Of("cuts", query, release);

    /// <summary>A resource's answer to a question, of one release.</summary>
    public static string Of(string resource, QueryAnswer query, string release) =>
        string.Create(
            CultureInfo.InvariantCulture,
            $"/api/v1/{resource}?return={query.Return}&scope={query.Scope}&from={query.From}&to={query.To}&geography={query.Geography}{Class(query)}&measure={query.Measure}"
                + $"&imd={query.Imd}&london={query.London}&groups={query.Groups}&weights={query.Weights}&population={query.Population}&deflator={query.Deflator}&release={release}"
        );

    /// <summary>One area as the same question answers it, of one release.</summary>
    public static string Area(string code, QueryAnswer query, string release) =>
        string.Create(
            CultureInfo.InvariantCulture,
            $"/api/v1/areas/{code}?return={query.Return}&from={query.From}&to={query.To}&geography={query.Geography}{Class(query)}&measure={query.Measure}"
                + $"&imd={query.Imd}&london={query.London}&groups={query.Groups}&weights={query.Weights}&population={query.Population}&deflator={query.Deflator}&release={release}"
        );

    /// <summary>An area's values by year, of one release.</summary>
    public static string Series(string code, SeriesQueryAnswer query, string release) =>
        $"/api/v1/areas/{code}/series?return={query.Return}&scope={query.Scope}&geography={query.Geography}&measure={query.Measure}&release={release}";

    /// <summary>The cells behind an area's figure of a year, of one release.</summary>
    public static string Provenance(string code, string year, SeriesQueryAnswer query, string release) =>
        $"/api/v1/provenance?area={code}&year={year}&return={query.Return}&scope={query.Scope}&geography={query.Geography}&release={release}";

    /// <summary>A file of a release.</summary>
    public static string Download(string release, string file) => $"/api/v1/downloads/{release}/{file}";

    private static string Class(QueryAnswer query) => query.Class is { } @class ? $"&class={@class}" : "";
}
