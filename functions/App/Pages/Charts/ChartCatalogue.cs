using BudgetWatch.Pipeline.Build;
using BudgetWatch.Questions.Areas;
using BudgetWatch.Questions.Claims;
using BudgetWatch.Questions.Coincidence;
using BudgetWatch.Questions.Comparisons;
using BudgetWatch.Questions.Cuts;
using BudgetWatch.Questions.ReleaseAccess;
using BudgetWatch.Questions.Requests;
using BudgetWatch.Questions.Specifications;

namespace BudgetWatch.App.Pages.Charts;

/// <summary>Every chart that has an address of its own, made of a release for a question.</summary>
public sealed class ChartCatalogue(ReleaseReader releases, AnswerSpecifications specifications, SpecificationReader curves)
{
    private delegate Task<Answered<Chart>> Maker(ChartCatalogue catalogue, Parameters parameters, LoadedRelease release);

    private static readonly IReadOnlyDictionary<string, Maker> Makers = new Dictionary<string, Maker>(StringComparer.Ordinal)
    {
        ["deprivation"] = (own, parameters, release) => own.OfGradientAsync(parameters, release, FindingCharts.Deprivation),
        ["fifths"] = (own, parameters, release) =>
            own.OfGradientAsync(parameters, release, (found, query, gradient, _) => FindingCharts.Fifths(found, query, gradient)),
        ["specifications"] = (own, parameters, release) => own.CurveAsync(parameters, release),
        ["services"] = (_, parameters, release) =>
            Task.FromResult(OfArea(parameters, release, (_, question, answer) => AreaCharts.Services(question, answer))),
        ["years"] = (_, parameters, release) => Task.FromResult(OfArea(parameters, release, AreaCharts.Years)),
        ["similar"] = (_, parameters, release) => Task.FromResult(OfArea(parameters, release, AreaCharts.Similar)),
        ["map"] = (_, parameters, release) => Task.FromResult(Map(parameters, release)),
        ["compare"] = (_, parameters, release) => Task.FromResult(CompareChart.Of(release, parameters)),
        ["coincidence"] = (_, parameters, release) =>
            Task.FromResult(
                AnswerCoincidence
                    .Run(release, parameters)
                    .Then(answer => (Answered<Chart>)MapChart.Overlap(release, answer, new AreasShown(parameters, release)))
            ),
        ["grants"] = (_, parameters, release) => Task.FromResult(AnswerCoincidence.Run(release, parameters).Then(GrantsChart.Of)),
        ["claim"] = (_, parameters, release) =>
            Task.FromResult(AnswerClaims.Check(release, parameters).Then(found => (Answered<Chart>)ClaimChart.Of(release, found))),
    };

    /// <summary>What a chart can be asked with.</summary>
    /// <param name="id">Its name.</param>
    internal static IReadOnlyList<Parameter> AskedOf(string id) =>
        id switch
        {
            "services" or "years" or "similar" => PageQuestions.OfAreaCharts,
            "compare" => PageQuestions.OfCompared,
            "coincidence" or "grants" => PageQuestions.OfCoincidence,
            "claim" => PageQuestions.OfClaim,
            _ => PageQuestions.OfFinding,
        };

    /// <summary>The names of the charts.</summary>
    public static IEnumerable<string> Names => Makers.Keys;

    /// <summary>Makes a chart.</summary>
    /// <param name="id">Its name.</param>
    /// <param name="parameters">The question.</param>
    /// <param name="release">The release.</param>
    internal Task<Answered<Chart>> MakeAsync(string id, Parameters parameters, LoadedRelease release) =>
        Makers.TryGetValue(id, out var make)
            ? NotThere(id, parameters, release) is { } problem
                ? Task.FromResult<Answered<Chart>>(problem)
                : make(this, parameters, release)
            : Task.FromResult<Answered<Chart>>(QueryProblem.NotFound("chart", id, $"There are {string.Join(", ", Names)}."));

    /// <summary>What a chart is asked to show and is not there, also where the chart would not look.</summary>
    private static QueryProblem? NotThere(string id, Parameters parameters, LoadedRelease release) =>
        parameters.Find(PageQuestions.Shown) is { } shown && PageQuestions.Shown.Refuse(shown) is { } noSuchMap ? noSuchMap
        : AskedOf(id) is var asked && (asked == PageQuestions.OfFinding || asked == PageQuestions.OfCoincidence)
            ? PageQuestions.NoSuchMark(parameters, release)
        : null;

    private Task<Answered<Chart>> OfGradientAsync(
        Parameters parameters,
        LoadedRelease release,
        Func<LoadedRelease, Domain.Cuts.ComparisonQuery, GradientStatistics, AreasShown, Chart> make
    ) =>
        ComparisonQueries
            .Comparison(parameters, release)
            .ThenAsync(async query =>
                await releases.GradientAsync(release, query, CancellationToken.None) is not { } found
                    ? AnswerCuts.NothingToCompare(release, query)
                : release.Compare(query).Areas.All(cut => cut.ChangePercent is null) ? AnswerCuts.NoPercentages(query)
                : (Answered<Chart>)make(release, query, found.Statistics, new AreasShown(parameters, release))
            );

    private static Answered<Chart> OfArea(
        Parameters parameters,
        LoadedRelease release,
        Func<LoadedRelease, AreaQuestion, AreaDetailAnswer, Answered<Chart>> make
    ) =>
        parameters.Find(PageQuestions.Marked) is not { } area
            ? QueryProblem.Missing(PageQuestions.Marked.Name, ["a code of /api/v1/areas"])
            : AreaQuestion
                .Of(parameters, release)
                .Then(question =>
                    AnswerAreas.One(release, area, question.Comparison, question.Scope).Then(answer => make(release, question, answer))
                );

    private async Task<Answered<Chart>> CurveAsync(Parameters parameters, LoadedRelease release)
    {
        // A curve takes every way: of the question it is about the scope alone.
        var scope = parameters.Value(CurveParameters.Scope)!;
        var (asked, _) = Parameters.Of([new("scope", scope), new("limit", "1")], [CurveParameters.Scope, QueryParameters.Limit]);
        var (answer, problem) = await specifications.RunAsync(release, asked!, CancellationToken.None);
        return answer?.Curve is null
            ? problem ?? QueryProblem.NotFound("curve", scope, "No specification has it.")
            : CurveChart.Of(
                release,
                answer,
                [
                    .. (
                        await curves.CurveAsync(
                            release,
                            Domain.Specifications.SpecificationGrid.Headlines.First(headline => headline.Id == scope),
                            CancellationToken.None
                        )
                    )!.Select(own => own.Estimate),
                ]
            );
    }

    /// <summary>Coincidence is not asked in every way the finding is; a map of another question than the page's would mislead.</summary>
    private static QueryProblem? NotOfCoincidence(Parameters parameters) =>
        new Parameter[]
        {
            QueryParameters.London,
            QueryParameters.Groups,
            QueryParameters.Weights,
            QueryParameters.Population,
        }.FirstOrDefault(choice => parameters.Value(choice) != choice.Default)
            is { } choice
            ? new QueryProblem(
                400,
                "Not available",
                $"Community capacity, and where the three meet, are not available with {choice.Name}={parameters.Find(choice)}: choose another map, or leave '{choice.Name}' out.",
                choice.Name,
                [choice.Default!]
            )
            : null;

    private static Answered<Chart> Map(Parameters parameters, LoadedRelease release)
    {
        var shown = parameters.Value(PageQuestions.Shown)!;
        var areas = new AreasShown(parameters, release);
        return shown is "capacity" or "coincidence" && NotOfCoincidence(parameters) is { } other
            ? other
            : shown switch
            {
                "capacity" => AnswerCoincidence
                    .Run(release, parameters)
                    .Then(answer => (Answered<Chart>)MapChart.Capacity(release, answer, areas)),
                "coincidence" => AnswerCoincidence
                    .Run(release, parameters)
                    .Then(answer => (Answered<Chart>)MapChart.Coincidence(release, answer, areas)),
                "deprivation" => ComparisonQueries
                    .Comparison(parameters, release)
                    .Then(query => (Answered<Chart>)MapChart.Deprivation(release, query, areas)),
                _ => ComparisonQueries.Comparison(parameters, release).Then(query => (Answered<Chart>)MapChart.Cut(release, query, areas)),
            };
    }
}
