using BudgetWatch.Domain;
using BudgetWatch.Domain.Cuts;
using BudgetWatch.Domain.Observations;
using BudgetWatch.Domain.Releases;

namespace BudgetWatch.Pipeline.Build;

/// <summary>
/// Computes the statistics that a release stores: of every return, scope of <see cref="Scopes.Main"/> and pair of years in the measure and
/// against the Indices that are the default, except those that are refused. Statistics of any other question are computed from the same figures when it is asked. Pure.
/// </summary>
public static class ReleaseComputation
{
    /// <summary>The stored statistics in chunks of one return, scope and base year: few enough rows for one transaction.</summary>
    public static IEnumerable<ReleaseChunk> StatisticsChunks(ReleaseFigures figures) =>
        StoredQuestions(figures)
            .GroupBy(query => (query.Return, query.Scope, query.From))
            .Select(questions => new ReleaseChunk(
                StatisticsPrefix(questions.Key.Return, questions.Key.Scope, questions.Key.From),
                () =>
                    [
                        .. questions
                            .Select(query => (Query: query, Statistics: GradientStatistics.Of(figures, query)))
                            .Where(answered => answered.Statistics is not null)
                            .Select(answered => new ReleaseRow(ReleaseRows.GradientKey(answered.Query), Json.Write(answered.Statistics!)))
                            .OrderBy(row => row.Key, StringComparer.Ordinal),
                    ]
            ));

    /// <summary>What keys of the chunk begin with that has the statistics of a return, scope and base year.</summary>
    public static string StatisticsPrefix(Return @return, Scope scope, FinancialYear from) =>
        $"{ReleaseRows.GradientPrefix}{ReleaseRows.ReturnId(@return)}|{scope.Id}|{from}|";

    /// <summary>The questions whose statistics a release stores.</summary>
    public static IEnumerable<ComparisonQuery> StoredQuestions(ReleaseFigures figures) =>
        from @return in figures.Series.Keys.Select(key => key.Return).Distinct()
        from scope in Scopes.Main
        let years = figures.YearsOf(@return, scope)
        from @from in years
        from to in years
        where @from < to && ComparabilityRefusal.Of(@return, scope, @from, to) is null
        select new ComparisonQuery(@return, scope, @from, to, ComparisonQuery.Headline.Measure, figures.DefaultImd);
}
