using BudgetWatch.Domain;
using BudgetWatch.Domain.Cuts;
using BudgetWatch.Domain.Observations;
using BudgetWatch.Domain.Releases;

namespace BudgetWatch.Pipeline.Build;

/// <summary>
/// Computes the statistics that a release stores: of every return, scope of <see cref="Scopes.Main"/> and end year since the base year, in the measure and
/// against the Indices that are the default, except those that are refused. Statistics of any other question are computed from the same figures when it is asked (ADR 0003). Pure.
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
        $"{ReleaseRows.GradientPrefix}{@return.Id()}|{scope.Id}|{from}|";

    /// <summary>The questions whose statistics a release stores.</summary>
    public static IEnumerable<ComparisonQuery> StoredQuestions(ReleaseFigures figures) =>
        from @return in figures.Series.Keys.Select(key => key.Return).Distinct()
        from scope in Scopes.Main
        let years = figures.YearsOf(@return, scope)
        from to in years
        let @from = ComparisonQuery.BaseYearAmong(years)
        where @from < to && ComparabilityRefusal.Of(@return, scope, @from, to) is null
        select StoredForm(figures, @return, scope, @from, to);

    /// <summary>Whether the statistics of a question are among those that a release stores, where any area can answer it.</summary>
    public static bool Stores(ReleaseFigures figures, ComparisonQuery query) =>
        Scopes.IsMain(query.Scope)
        && query == StoredForm(figures, query.Return, query.Scope, query.From, query.To)
        && figures.YearsOf(query.Return, query.Scope) is { Count: > 0 } years
        && query.From == ComparisonQuery.BaseYearAmong(years);

    private static ComparisonQuery StoredForm(ReleaseFigures figures, Return @return, Scope scope, FinancialYear from, FinancialYear to) =>
        new(@return, scope, from, to, ComparisonQuery.Headline.Measure, figures.DefaultImd);
}
