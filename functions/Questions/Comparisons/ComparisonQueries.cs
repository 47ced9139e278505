using System.Globalization;
using BudgetWatch.Domain;
using BudgetWatch.Domain.Codes;
using BudgetWatch.Domain.Cuts;
using BudgetWatch.Domain.Geography;
using BudgetWatch.Domain.Observations;
using BudgetWatch.Domain.Population;
using BudgetWatch.Domain.Prices;
using BudgetWatch.Domain.Releases;
using BudgetWatch.Questions.ReleaseAccess;
using BudgetWatch.Questions.Requests;

namespace BudgetWatch.Questions.Comparisons;

/// <summary>Reads a reader's parameters as a question to a release; what may be asked depends on what the release holds.</summary>
public static class ComparisonQueries
{
    /// <summary>Parameters of a question about two years.</summary>
    public static readonly IReadOnlyList<Parameter> OfComparison =
    [
        QueryParameters.Return,
        QueryParameters.Scope,
        QueryParameters.From,
        QueryParameters.To,
        QueryParameters.Geography,
        QueryParameters.Class,
        QueryParameters.Measure,
        QueryParameters.Imd,
        QueryParameters.London,
        QueryParameters.Groups,
        QueryParameters.Weights,
        QueryParameters.Population,
        QueryParameters.Deflator,
        .. QueryParameters.OfRelease,
    ];

    /// <summary>The same of one whose answer is a cube too.</summary>
    public static readonly IReadOnlyList<Parameter> OfCuts = Cubed(OfComparison);

    /// <summary>Parameters of a question about one area's cuts: every scope is answered.</summary>
    public static readonly IReadOnlyList<Parameter> OfArea = [.. OfComparison.Where(parameter => parameter != QueryParameters.Scope)];

    /// <summary>Parameters of a question about a series.</summary>
    public static readonly IReadOnlyList<Parameter> OfSeries = Cubed([
        QueryParameters.Return,
        QueryParameters.Scope,
        QueryParameters.Geography,
        QueryParameters.Measure,
        .. QueryParameters.OfRelease,
    ]);

    /// <summary>Parameters of a question about every area.</summary>
    public static readonly IReadOnlyList<Parameter> OfAreas = [QueryParameters.Geography, .. QueryParameters.OfRelease];

    /// <summary>The question about a scope as it is understood where nothing else is sent; null where it is not answered.</summary>
    /// <param name="release">The release.</param>
    /// <param name="geography">The geography.</param>
    /// <param name="class">The class of authorities; null on every other geography.</param>
    /// <param name="scope">The scope.</param>
    public static ComparisonQuery? Default(LoadedRelease release, GeographyKind geography, string? @class, Scope scope)
    {
        KeyValuePair<string, string>[] sent =
        [
            new(QueryParameters.Geography.Name, geography.Id()),
            new(QueryParameters.Scope.Name, scope.Id),
            .. @class is null ? Array.Empty<KeyValuePair<string, string>>() : [new(QueryParameters.Class.Name, @class)],
        ];
        return Parameters.Of(sent, OfComparison).Then(parameters => Comparison(parameters, release)).Answer;
    }

    /// <summary>Every such question: of each geography, of authorities of each class, and each scope of <see cref="Scopes.Main"/>.</summary>
    public static IEnumerable<ComparisonQuery> Defaults(LoadedRelease release) =>
        from geography in release.Figures.Geographies
        from @class in geography == GeographyKind.Authority ? PrincipalClasses.Words.Ids.Cast<string?>() : [null]
        from scope in Scopes.Main
        let query = Default(release, geography, @class, scope)
        where query is not null
        select query;

    /// <summary>The question, with defaults: the headline's, or the first and last year there are where the headline's are not.</summary>
    public static Answered<ComparisonQuery> Comparison(Parameters parameters, LoadedRelease release)
    {
        var (common, problem) = Series(parameters, release);
        if (common is null)
        {
            return problem!;
        }

        var (@return, scope, measure) = common;
        var figures = release.Figures.Of(common.Geography);
        if (NotAClass(parameters.Find("class"), common.Geography) is { } notAClass)
        {
            return notAClass.Status != 422
                ? notAClass
                : notAClass with
                {
                    Refused = new RefusedQuestion(
                        Flag.OwnMap,
                        "classes of authority in the returns",
                        new NearestQuestion(
                            parameters.With(("geography", GeographyKind.LowerTier.Id())),
                            "the same on the lower tier, each place with its county's share"
                        )
                    ),
                };
        }

        // A scope is not in every year: outturn tables after 2017-18 have no levies. What may be asked is what there is.
        var years = figures.YearsOf(@return, scope);
        if (years.Count < 2)
        {
            return new QueryProblem(
                400,
                "Nothing to compare",
                $"'{scope}' can be summed in {years.Count} year of the {@return.Id()} return.",
                "scope",
                [.. Scopes.All.Where(candidate => figures.YearsOf(@return, candidate).Count > 1).Select(candidate => candidate.Id)]
            );
        }

        var yearNames = years.Select(year => year.ToString()).ToList();
        var from = ComparisonQuery.BaseYearAmong(years);
        var to = DefaultEnd(parameters, release, figures, @return, scope);
        // A year the return has and the scope has not is understood, and may be refused with what can be asked instead.
        var atHand = figures.YearsOf(@return);
        if (parameters.Find("from") is { } fromText && !TryYear(fromText, atHand, out from))
        {
            return QueryProblem.BadValue("from", fromText, yearNames);
        }

        if (parameters.Find("to") is { } toText && !TryYear(toText, atHand, out to))
        {
            return QueryProblem.BadValue("to", toText, yearNames);
        }

        if (to <= from)
        {
            var later = years.Where(year => year > from).Select(year => year.ToString()).ToList();
            return new QueryProblem(400, "Years out of order", $"'to' ({to}) must be after 'from' ({from}).", "to", later);
        }

        if (ComparabilityRefusal.Of(@return, scope, from, to) is { } refusal)
        {
            return Refusals.Problem(refusal, parameters, figures, @return, scope, from, to);
        }

        if (!years.Contains(from) || !years.Contains(to))
        {
            var (name, year) = years.Contains(from) ? ("to", to) : ("from", from);
            return QueryProblem.BadValue(name, year.ToString(), yearNames);
        }

        if (Imd(parameters, figures, out var imd) is { } unknownVintage)
        {
            return unknownVintage;
        }

        if (parameters.Choose(QueryParameters.London, out var london) is { } noLondon)
        {
            return noLondon;
        }

        if (parameters.Choose(QueryParameters.Groups, out var groups) is { } noGroups)
        {
            return noGroups;
        }

        if (parameters.Choose(QueryParameters.Weights, out var weights) is { } noWeights)
        {
            return noWeights;
        }

        if (parameters.Choose(QueryParameters.Deflator, out var deflator) is { } noDeflator)
        {
            return noDeflator;
        }

        return NotAPopulation(parameters, common.Geography, figures, from, to, out var population) is { } notAPopulation
            ? notAPopulation
            : new ComparisonQuery(@return, scope, from, to, measure, imd)
            {
                Geography = common.Geography,
                Class = parameters.Find("class") is { } classText ? PrincipalClasses.Find(classText) : null,
                WithLondon = london == London.Included,
                Groups = groups,
                Weights = weights,
                Population = population,
                Deflator = deflator,
            };
    }

    /// <summary>The year a question ends in where it names none: the release's, or the last whose residents were estimated as it asks.</summary>
    private static FinancialYear DefaultEnd(
        Parameters parameters,
        LoadedRelease release,
        GeographyFigures figures,
        Return @return,
        Scope scope
    )
    {
        var years = figures.YearsOf(@return, scope);
        var estimated =
            parameters.Find(QueryParameters.Population.Name) == PopulationBasis.BeforeCensus.Id()
                ? years.Where(figures.FramesBeforeCensus.ContainsKey).ToList()
                : years;
        return estimated.Count == 0 ? years[^1]
            : release.Figures.EndYearOf(@return, scope) is { Year: var usual } && estimated.Contains(usual) ? usual
            : estimated[^1];
    }

    /// <summary>A question about fifths by deprivation: nine regions, or fifteen combined authorities, are too few and too mixed to be put in order of it.</summary>
    public static Answered<ComparisonQuery> WithFifths(ComparisonQuery query) =>
        query.Geography.IsSumOfAreas()
            ? new QueryProblem(
                400,
                "Too few areas",
                "Regions and combined authorities are too few, and each too mixed, to be put in order of deprivation. Ask /cuts or /areas for their figures, or leave out"
                    + " 'geography' for the gradient over areas.",
                QueryParameters.Geography.Name,
                [GeographyKind.UpperTier.Id(), GeographyKind.LowerTier.Id(), GeographyKind.Authority.Id()]
            )
            : query;

    /// <summary>The question of a series.</summary>
    public static Answered<SeriesQuery> Series(Parameters parameters, LoadedRelease release)
    {
        var returns = release.Figures.Series.Keys.Select(key => key.Return.Id()).Distinct().Order().ToList();
        var returnText = parameters.Value(QueryParameters.Return)!;
        if (!returns.Contains(returnText, StringComparer.Ordinal))
        {
            return QueryProblem.BadValue("return", returnText, returns);
        }

        var scopeParameter = parameters.Find(QueryParameters.Line) is null ? QueryParameters.Scope : QueryParameters.Line;
        var scopeText = parameters.Value(scopeParameter)!;
        if (scopeParameter.Refuse(scopeText) is { } noScope)
        {
            return noScope;
        }

        if (parameters.Choose(QueryParameters.Measure, out var measure) is { } noMeasure)
        {
            return noMeasure;
        }

        var (figures, problem) = Geography(parameters, release);
        return figures is null
            ? problem!
            : new SeriesQuery(ReturnNames.Words.Find(returnText)!.Value, Scopes.Find(scopeText)!, measure)
            {
                Geography = figures.Geography,
            };
    }

    /// <summary>The figures of the geography a question names, the upper tier's where it names none.</summary>
    public static Answered<GeographyFigures> Geography(Parameters parameters, LoadedRelease release)
    {
        var text = parameters.Value(QueryParameters.Geography)!;
        var there = release.Figures.Geographies;
        return Geographies.Find(text) is { } geography && there.Contains(geography)
            ? release.Figures.Of(geography)
            : QueryProblem.BadValue("geography", text, [.. there.Select(candidate => candidate.Id())]);
    }

    /// <summary>Reads the vintage of the Indices.</summary>
    /// <returns>Why it cannot be read; null where it can.</returns>
    internal static QueryProblem? Imd(Parameters parameters, GeographyFigures figures, out int imd)
    {
        var vintages = figures.Scores.Keys.Order().Select(vintage => vintage.ToString(CultureInfo.InvariantCulture)).ToList();
        var text = parameters.Find("imd") ?? figures.DefaultImd.ToString(CultureInfo.InvariantCulture);
        imd = vintages.Contains(text) ? int.Parse(text, CultureInfo.InvariantCulture) : 0;
        return imd == 0 ? QueryProblem.BadValue("imd", text, vintages) : null;
    }

    private static QueryProblem? NotAPopulation(
        Parameters parameters,
        GeographyKind geography,
        GeographyFigures figures,
        FinancialYear from,
        FinancialYear to,
        out PopulationBasis population
    )
    {
        if (parameters.Choose(QueryParameters.Population, out population) is { } unknown)
        {
            return unknown;
        }

        if (population != PopulationBasis.BeforeCensus)
        {
            return null;
        }

        string[] newest = [PopulationBasis.Newest.Id()];
        var estimated = figures.FramesBeforeCensus;
        return geography != GeographyKind.UpperTier
                ? new QueryProblem(
                    400,
                    "Parameters exclude each other",
                    "Population estimates from before the census are available for the upper tier only.",
                    "population",
                    newest
                )
            : estimated.ContainsKey(from) && estimated.ContainsKey(to) ? null
            : new QueryProblem(
                400,
                "Nothing to compare",
                $"No estimate from before the census of 2021 has the residents of both {from} and {to}.",
                "population",
                newest
            );
    }

    private static QueryProblem? NotAClass(string? text, GeographyKind geography)
    {
        var classes = QueryParameters.Class.Words!;
        return (text, geography) switch
        {
            (null, GeographyKind.Authority) => new QueryProblem(
                422,
                "Not comparable",
                "Authorities as they filed are compared only within a class: a county council and a district council run different services. Ask with"
                    + " 'class', as in geography=authority&class=UA, or ask with geography=lower-tier, which compares every place with its county's share.",
                "class",
                classes
            ),
            (null, _) => null,
            (_, not GeographyKind.Authority) => new QueryProblem(
                400,
                "Parameters exclude each other",
                "Use 'class' only with geography=authority: other areas have no single class.",
                "geography",
                [GeographyKind.Authority.Id()]
            ),
            _ => QueryParameters.Class.Refuse(text),
        };
    }

    private static IReadOnlyList<Parameter> Cubed(IReadOnlyList<Parameter> parameters) =>
        [.. parameters.Select(parameter => parameter == QueryParameters.Format ? QueryParameters.CubeFormat : parameter)];

    internal static bool TryYear(string text, IReadOnlyList<FinancialYear> years, out FinancialYear year) =>
        FinancialYear.TryParse(text, out year) && years.Contains(year);
}

/// <summary>A question about one area's values by year.</summary>
/// <param name="Return">Budget or outturn.</param>
/// <param name="Scope">The lines summed.</param>
/// <param name="Measure">In what it is stated.</param>
public sealed record SeriesQuery(Return Return, Scope Scope, Measure Measure)
{
    /// <summary>On which areas.</summary>
    public GeographyKind Geography { get; init; } = GeographyKind.UpperTier;
}
