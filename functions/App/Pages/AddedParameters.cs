using BudgetWatch.App.Http.Contract;
using BudgetWatch.App.Pages.Charts;
using BudgetWatch.Questions.Requests;

namespace BudgetWatch.App.Pages;

/// <summary>
/// Parameters that others add to links of pages: networks, newsletters, campaigns (fbclid, utm_source, ref). Anyone may add any, so pages pass over every name but those that
/// would ask something: their own mistyped, and those of another page or the API, which must not be taken for an answer to a question that was not asked.
/// </summary>
internal static class AddedParameters
{
    private static readonly Lazy<HashSet<string>> Ours = new(() =>
        HttpFunction
            .All()
            .SelectMany(function => function.Resource.Parameters)
            .Concat(PageQuestions.OfNames)
            .Concat(PageQuestions.OfArea)
            .Concat(PageQuestions.OfFinding)
            .Concat(ChartCatalogue.Names.SelectMany(ChartCatalogue.AskedOf))
            .Select(parameter => parameter.Name)
            .ToHashSet(StringComparer.Ordinal)
    );

    /// <summary>Whether a parameter is one that others add.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="known">The parameters of the page.</param>
    public static bool Include(string name, IReadOnlyList<Parameter> known) =>
        !Ours.Value.Contains(name) && MistypedName.Find(name, known.Select(parameter => parameter.Name)) is null;
}
