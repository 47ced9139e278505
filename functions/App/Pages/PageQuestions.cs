using System.Globalization;
using BudgetWatch.Domain.Codes;
using BudgetWatch.Domain.Cuts;
using BudgetWatch.Domain.Geography;
using BudgetWatch.Domain.Observations;
using BudgetWatch.Domain.Population;
using BudgetWatch.Domain.Prices;
using BudgetWatch.Questions.Areas;
using BudgetWatch.Questions.Claims;
using BudgetWatch.Questions.Coincidence;
using BudgetWatch.Questions.Comparisons;
using BudgetWatch.Questions.ReleaseAccess;
using BudgetWatch.Questions.Requests;
using BudgetWatch.Questions.Vocabulary;

namespace BudgetWatch.App.Pages;

/// <summary>What pages can be asked with: the parameters of the API, by the same names, and what a page shows of the answer.</summary>
internal static class PageQuestions
{
    /// <summary>The area that a page marks in its charts.</summary>
    public static readonly Parameter Marked = new("area", "The code of an area to mark.") { Example = "E08000006", IsName = true };

    /// <summary>What the map shows.</summary>
    public static readonly Parameter Shown = new("show", "What the map shows.")
    {
        Words = ["cut", "deprivation", "capacity", "coincidence"],
        Default = "cut",
    };

    /// <summary>A question about two years, of upper-tier areas, with what its page shows of it.</summary>
    public static readonly IReadOnlyList<Parameter> OfFinding =
    [
        .. ComparisonQueries.OfComparison.Where(parameter =>
            parameter != QueryParameters.Geography && parameter != QueryParameters.Class && parameter != QueryParameters.Format
        ),
        Marked,
        Shown,
    ];

    /// <summary>The areas that are set side by side.</summary>
    public static readonly IReadOnlyList<Parameter> Compared =
    [
        Side("area", "first"),
        Side("with", "second"),
        Side("third", "third"),
        Side("fourth", "fourth"),
    ];

    /// <summary>A question about a few areas side by side. Series by year know one way to count residents and prices, so that a question here has no choice of them.</summary>
    public static readonly IReadOnlyList<Parameter> OfCompared =
    [
        QueryParameters.Return,
        QueryParameters.Scope,
        QueryParameters.From,
        QueryParameters.To,
        QueryParameters.Measure,
        QueryParameters.Imd,
        QueryParameters.London,
        QueryParameters.Groups,
        QueryParameters.Release,
        QueryParameters.AsOf,
        .. Compared,
    ];

    /// <summary>A question about where cut, deprivation and capacity meet.</summary>
    public static readonly IReadOnlyList<Parameter> OfCoincidence =
    [
        .. AnswerCoincidence.Parameters.Where(parameter => parameter != QueryParameters.Format),
        Marked,
    ];

    /// <summary>A claim to check.</summary>
    public static readonly IReadOnlyList<Parameter> OfClaim =
    [
        .. AnswerClaims.Parameters.Where(parameter => parameter != QueryParameters.Format),
    ];

    /// <summary>The home page of a question as an answer states it, of one release.</summary>
    /// <param name="query">The question; of the upper tier, as all that pages ask.</param>
    /// <param name="area">The code of an area to mark; null for none.</param>
    /// <param name="release">The release.</param>
    public static string HomeOf(QueryAnswer query, AreaCode? area, string release) =>
        string.Create(
            CultureInfo.InvariantCulture,
            $"/?return={query.Return.Id()}&scope={query.Scope}&from={query.From}&to={query.To}&measure={query.Measure.Id()}&imd={query.Imd}&london={query.London.Id()}&groups={query.Groups.Id()}"
                + $"&weights={query.Weights.Id()}&population={query.Population.Id()}&deflator={query.Deflator.Id()}{(area is null ? "" : $"&area={area}")}&release={release}"
        );

    /// <summary>The page of an area that answers the question a reader is at, of the release they asked for where they asked for one.</summary>
    /// <param name="code">The area, or any code that leads to it.</param>
    /// <param name="parameters">What was sent.</param>
    /// <param name="release">The release.</param>
    /// <param name="geography">The geography whose area it is; the upper tier unless another is meant.</param>
    public static string AreaOf(
        string code,
        Parameters parameters,
        LoadedRelease release,
        GeographyKind geography = GeographyKind.UpperTier
    )
    {
        var isUpper = geography == GeographyKind.UpperTier;

        // Residents as estimated before the census are kept for the upper tier only.
        var sent = OfAnArea
            .Where(parameter => isUpper || parameter.Name != QueryParameters.Population.Name)
            .Select(parameter => (parameter.Name, Value: parameters.Find(parameter)))
            .Append((QueryParameters.Geography.Name, Value: isUpper ? null : geography.Id()))
            .Append((QueryParameters.Release.Name, Value: PinnedTo(parameters, release)))
            .Where(own => own.Value is not null)
            .Select(own => $"{own.Name}={Uri.EscapeDataString(own.Value!)}")
            .ToList();
        return $"/areas/{Uri.EscapeDataString(code)}{(sent.Count == 0 ? "" : $"?{string.Join('&', sent)}")}";
    }

    /// <summary>The release a reader asked for, by its name or by a time; null where they asked for none, and read the latest.</summary>
    public static string? PinnedTo(Parameters parameters, LoadedRelease release) =>
        parameters.Find(QueryParameters.Release) is null && parameters.Find(QueryParameters.AsOf) is null ? null : release.Release.Id;

    private static Parameter Side(string name, string which) =>
        new(name, $"The code of the {which} area.") { Example = "E08000006", IsName = true };

    /// <summary>What is looked for by name.</summary>
    public static readonly Parameter Requested = new("q", "The name of a council, as it is or as it was, or its code.");

    /// <summary>The year in which budget and outturn are compared.</summary>
    public static readonly Parameter ReturnsYear = QueryParameters.Year with
    {
        Of = "area-page",
        Meaning = "The year in which budget and outturn are compared. Default: the latest that both returns have.",
    };

    /// <summary>A question about one area, with what its page shows of it.</summary>
    public static readonly IReadOnlyList<Parameter> OfArea =
    [
        .. ComparisonQueries.OfComparison.Where(parameter => parameter != QueryParameters.Format),
        ReturnsYear,
    ];

    /// <summary>What of a question goes along to the page of an area: all that holds on any geography.</summary>
    private static readonly IReadOnlyList<Parameter> OfAnArea =
    [
        QueryParameters.Return,
        QueryParameters.Scope,
        QueryParameters.From,
        QueryParameters.To,
        QueryParameters.Measure,
        QueryParameters.Imd,
        QueryParameters.London,
        QueryParameters.Groups,
        QueryParameters.Weights,
        QueryParameters.Population,
        QueryParameters.Deflator,
    ];

    /// <summary>A question about every area's name.</summary>
    public static readonly IReadOnlyList<Parameter> OfNames = [Requested, QueryParameters.Release, QueryParameters.AsOf];

    /// <summary>A question of a chart about one area, on any geography; which, says <c>area</c>.</summary>
    public static readonly IReadOnlyList<Parameter> OfAreaCharts = [.. OfArea, Marked];

    /// <summary>The code of the area that a page marks. Any code of it may be sent, an abolished district's too; null where none was, or it names no area.</summary>
    public static AreaCode? MarkedArea(Parameters parameters, LoadedRelease release) =>
        parameters.Find(Marked) is { } code ? release.Figures.Find(code)?.Code : null;

    /// <summary>That there is no area of the code to mark; null where there is, or none is to be marked.</summary>
    public static QueryProblem? NoSuchMark(Parameters parameters, LoadedRelease release) =>
        parameters.Find(Marked) is { } code && release.Figures.Find(code) is null
            ? AnswerAreas.NoSuchArea(Marked.Name, code, GeographyKind.UpperTier)
            : null;

    /// <summary>The query string of a question of one release, as it was sent.</summary>
    public static string Pinned(Parameters parameters, LoadedRelease release) =>
        parameters.With(("release", release.Release.Id), ("asOf", null));
}
