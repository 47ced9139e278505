using System.Globalization;
using BudgetWatch.Domain;
using BudgetWatch.Domain.Codes;
using BudgetWatch.Domain.Cuts;
using BudgetWatch.Domain.Geography;
using BudgetWatch.Domain.Observations;
using BudgetWatch.Domain.Population;
using BudgetWatch.Domain.Prices;
using BudgetWatch.Questions.Requests;

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
        $"/api/v1/{resource}?return={query.Return.Id()}&scope={query.Scope}&{Choices(query)}&release={release}";

    /// <summary>One area as the same question answers it, of one release.</summary>
    public static string Area(AreaCode code, QueryAnswer query, string release) =>
        $"/api/v1/areas/{code}?return={query.Return.Id()}&{Choices(query)}&release={release}";

    /// <summary>An area's values by year, of one release.</summary>
    public static string Series(AreaCode code, SeriesQueryAnswer query, string release) =>
        $"/api/v1/areas/{code}/series?return={query.Return.Id()}&scope={query.Scope}&geography={query.Geography.Id()}&measure={query.Measure.Id()}&release={release}";

    /// <summary>The cells behind an area's figure of a year, of one release.</summary>
    public static string Provenance(AreaCode code, FinancialYear year, SeriesQueryAnswer query, string release) =>
        $"/api/v1/provenance?area={code}&year={year}&return={query.Return.Id()}&scope={query.Scope}&geography={query.Geography.Id()}&release={release}";

    /// <summary>A file of a release.</summary>
    public static string Download(string release, string file) => $"/api/v1/downloads/{release}/{file}";

    /// <summary>The choices that every question about two years makes.</summary>
    private static string Choices(QueryAnswer query) =>
        string.Create(
            CultureInfo.InvariantCulture,
            $"from={query.From}&to={query.To}&geography={query.Geography.Id()}{(query.Class is { } @class ? $"&class={@class.Id()}" : "")}&measure={query.Measure.Id()}"
                + $"&imd={query.Imd}&london={query.London.Id()}&groups={query.Groups.Id()}&weights={query.Weights.Id()}&population={query.Population.Id()}&deflator={query.Deflator.Id()}"
        );
}
