using System.Collections.Concurrent;
using BudgetWatch.Domain.Cuts;
using BudgetWatch.Domain.Observations;
using BudgetWatch.Domain.Releases;
using BudgetWatch.Pipeline.Query;

namespace BudgetWatch.Pipeline.Build;

/// <summary>
/// Computes a release: its figures, and the statistics of every return, scope or line and pair of years in the measure and against the
/// Indices that are the default, but for those that are refused. Statistics of any other question are computed from the same figures when it is asked. Pure.
/// </summary>
public static class ReleaseComputation
{
    /// <summary>Every row of the release, in order of key.</summary>
    public static IReadOnlyList<ReleaseRow> Compute(ReleaseFigures figures, CancellationToken cancellation)
    {
        var gradients = new ConcurrentBag<ReleaseRow>();
        Parallel.ForEach(StoredQuestions(figures), new ParallelOptions { CancellationToken = cancellation }, query =>
        {
            if (GradientStatistics.Of(figures, query) is { } statistics)
            {
                gradients.Add(new ReleaseRow(ReleaseRows.GradientKey(query), Json.Write(statistics)));
            }
        });
        return [.. ReleaseRows.Of(figures).Concat(gradients).OrderBy(row => row.Key, StringComparer.Ordinal)];
    }

    /// <summary>The questions whose statistics a release stores.</summary>
    public static IEnumerable<ComparisonQuery> StoredQuestions(ReleaseFigures figures) =>
        from @return in figures.Series.Keys.Select(key => key.Return).Distinct()
        from scope in Scopes.All
        let years = figures.YearsOf(@return, scope)
        from @from in years
        from to in years
        where @from < to && ComparabilityRefusal.Of(@return, scope, @from, to) is null
        select new ComparisonQuery(@return, scope, @from, to, ComparisonQuery.Headline.Measure, figures.DefaultImd);
}
