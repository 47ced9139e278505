using System.Globalization;
using BudgetWatch.Domain.Cuts;
using BudgetWatch.Domain.Observations;

namespace BudgetWatch.Questions.Vocabulary;

/// <summary>A question and its choices in words.</summary>
public static class QuestionText
{
    /// <summary>What a measure states, in words: <c>per head in real terms</c>.</summary>
    public static string Terms(Measure measure) =>
        measure switch
        {
            Measure.RealPerHead => "per head in real terms",
            Measure.Real => "in real terms",
            Measure.CashPerHead => "per head in cash",
            _ => "in cash",
        };

    /// <summary>What the figures of a return are: <c>budgets for</c>, <c>spending on</c>.</summary>
    public static string Figures(Return @return) => @return == Return.Budget ? "budgets for" : "spending on";

    /// <summary>All the areas of a question: <c>England</c>, where London is among them.</summary>
    public static string Whole(bool withLondon) => withLondon ? "England" : "England without London";

    /// <summary>What a fifth is of: areas, or people by the areas they live in.</summary>
    public static string FifthOf(Grouping groups) => groups == Grouping.Areas ? "fifth of areas" : "fifth of people, by area,";

    /// <summary>A question in words, with every choice that is not the usual one.</summary>
    public static string Describe(ComparisonQuery query)
    {
        var headline = ComparisonQuery.Headline;
        var figures = Figures(query.Return);
        string[] unusual =
        [
            .. query.WithLondon ? Array.Empty<string>() : ["without London"],
            .. query.Groups == headline.Groups ? Array.Empty<string>() : [$"fifths of equal numbers of {query.Groups.Id()}"],
            .. query.Weights == headline.Weights ? Array.Empty<string>() : ["every area counted the same"],
            .. query.Population == headline.Population ? Array.Empty<string>() : ["residents as estimated before the census of 2021"],
            .. query.Deflator == headline.Deflator ? Array.Empty<string>() : ["with a bridged deflator"],
        ];
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{char.ToUpperInvariant(figures[0])}{figures[1..]} {query.Scope.Title.ToLowerInvariant()}, {Terms(query.Measure)}, {query.From} to {query.To}; deprivation by the Indices of {query.Imd}{string.Concat(unusual.Select(text => $"; {text}"))}"
        );
    }
}
