using System.Globalization;
using BudgetWatch.Domain.Cuts;
using BudgetWatch.Domain.Observations;
using BudgetWatch.Domain.Population;
using BudgetWatch.Domain.Specifications;
using BudgetWatch.Questions.Requests;
using BudgetWatch.Questions.Vocabulary;

namespace BudgetWatch.Questions.Specifications;

/// <summary>A curve narrowed to some of its choices: each that is given must be made that way.</summary>
/// <param name="Headline">The scope whose curve it is.</param>
/// <param name="Given">The choices given, by parameter.</param>
public sealed record SpecificationFilter(Scope Headline, IReadOnlyDictionary<string, string> Given)
{
    /// <summary>The choices that specifications differ in: the scope, and those a curve can be narrowed by.</summary>
    public static readonly IReadOnlyList<string> Names =
    [
        CurveParameters.Scope.Name,
        .. CurveParameters.Choices.Select(choice => choice.Name),
    ];

    private static readonly Dictionary<string, int> Places = Names
        .Select((name, index) => (name, index))
        .ToDictionary(pair => pair.name, pair => pair.index, StringComparer.Ordinal);

    /// <summary>Reads a filter; a value must be one that some specification of the curve has.</summary>
    /// <param name="parameters">What a reader sent.</param>
    /// <param name="specificationsOf">The questions of a curve.</param>
    public static Answered<SpecificationFilter> Of(Parameters parameters, Func<Scope, IReadOnlyList<CurveQuestion>> specificationsOf)
    {
        var scope = parameters.Value(CurveParameters.Scope)!;
        if (CurveParameters.Scope.Refuse(scope) is { } noCurve)
        {
            return noCurve;
        }

        var headline = SpecificationGrid.Headlines.First(candidate => candidate.Id == scope);
        var given = new Dictionary<string, string>(StringComparer.Ordinal);
        var questions = specificationsOf(headline);
        foreach (var name in CurveParameters.Choices.Select(choice => choice.Name))
        {
            if (parameters.Find(name) is not { } value)
            {
                continue;
            }

            var allowed = questions.Select(question => question.Choice(name)).Distinct().Order(StringComparer.Ordinal).ToList();
            if (!allowed.Contains(value))
            {
                return QueryProblem.BadValue(name, value, allowed);
            }

            given[name] = value;
        }

        return new SpecificationFilter(headline, given);
    }

    /// <summary>The place of a choice among <see cref="Names"/>.</summary>
    internal static int IndexOf(string name) => Places[name];

    /// <summary>How a question makes a choice, by its name in the API.</summary>
    internal static string ChoiceOf(ComparisonQuery query, string name) =>
        name switch
        {
            "return" => query.Return.Id(),
            "scope" => query.Scope.Id,
            "from" => query.From.ToString(),
            "to" => query.To.ToString(),
            "measure" => query.Measure.Id(),
            "imd" => query.Imd.ToString(CultureInfo.InvariantCulture),
            "london" => QueryAnswer.Of(query).London.Id(),
            "groups" => query.Groups.Id(),
            "weights" => query.Weights.Id(),
            "population" => query.Population.Id(),
            _ => throw new ArgumentOutOfRangeException(nameof(name), name, "No such choice."),
        };

    /// <summary>Whether a question makes every choice that was given in that way.</summary>
    public bool Takes(CurveQuestion question) => Given.All(choice => question.Choice(choice.Key) == choice.Value);

    /// <summary>The filter as an answer states it.</summary>
    public SpecificationsQueryAnswer Stated() =>
        new(
            Headline,
            Given.GetValueOrDefault("return"),
            Given.GetValueOrDefault("from"),
            Given.GetValueOrDefault("to"),
            Given.GetValueOrDefault("measure"),
            Given.GetValueOrDefault("imd"),
            Given.GetValueOrDefault("london"),
            Given.GetValueOrDefault("groups"),
            Given.GetValueOrDefault("weights"),
            Given.GetValueOrDefault("population")
        );
}
