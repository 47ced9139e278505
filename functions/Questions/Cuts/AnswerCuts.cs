using BudgetWatch.Domain.Cuts;
using BudgetWatch.Pipeline.Build;
using BudgetWatch.Questions.ReleaseAccess;
using BudgetWatch.Questions.Requests;
using BudgetWatch.Questions.Vocabulary;

namespace BudgetWatch.Questions.Cuts;

/// <summary>Answers <c>/cuts</c>.</summary>
public static class AnswerCuts
{
    /// <summary>One row for each area.</summary>
    public static CutsAnswer Run(LoadedRelease release, ComparisonQuery query)
    {
        var comparison = release.Compare(query);
        return new CutsAnswer(
            release.Reference,
            QueryAnswer.Of(query),
            comparison.England is { } england ? ChangeAnswer.Of(england) : null,
            [.. DeepestFirst(comparison).Select(Row)],
            [.. comparison.Excluded.Select(area => new ExcludedAnswer(area.Area.Code, area.Area.Name, area.Reason))],
            FigureText.Units(query.Measure),
            AnswerNotes.Of(query, release.Figures, comparison.Areas.SelectMany(area => area.Flags)),
            Attributions.All
        );
    }

    /// <summary>That no area can answer a question, with the reason of the first.</summary>
    public static QueryProblem NothingToCompare(LoadedRelease release, ComparisonQuery query)
    {
        var why = release.Compare(query).Excluded.FirstOrDefault(area => area.Area.SetAside is null)?.Reason;
        return new QueryProblem(
            400,
            "Nothing to compare",
            $"No area has '{query.Scope}' in both {query.From} and {query.To}: {why}.",
            "scope",
            null
        );
    }

    /// <summary>That no area's change can be drawn, because none has a percentage.</summary>
    public static QueryProblem NoPercentages(ComparisonQuery query) =>
        new(
            400,
            "Nothing to draw",
            $"No area's change of '{query.Scope}' from {query.From} to {query.To} has a percentage: income was at least as much as spending. /cuts gives the pounds.",
            "scope",
            null
        );

    internal static IEnumerable<AreaCut> DeepestFirst(Comparison comparison) =>
        comparison.Areas.OrderBy(area => area.Rank ?? int.MaxValue).ThenBy(area => area.Area.Code);

    internal static AreaCutAnswer Row(AreaCut cut) =>
        new(
            cut.Area.Code,
            cut.Area.Name,
            cut.Area.Region,
            cut.From,
            cut.To,
            cut.Change,
            cut.ChangePercent,
            cut.Rank,
            DeprivationAnswer.Of(cut.Deprivation),
            cut.Flags,
            FigureText.Display(cut.From, cut.To, cut.ChangePercent)
        );
}
