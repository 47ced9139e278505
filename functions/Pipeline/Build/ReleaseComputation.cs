using System.Collections.Concurrent;
using BudgetWatch.Domain.Cuts;
using BudgetWatch.Domain.Observations;
using BudgetWatch.Domain.Releases;
using BudgetWatch.Pipeline.Query;

namespace BudgetWatch.Pipeline.Build;

/// <summary>Computes a release: every scope and line, every pair of years, every measure, every vintage of the Indices. Pure.</summary>
public static class ReleaseComputation
{
    /// <summary>Every row of the release, in order of key.</summary>
    public static IReadOnlyList<ReleaseRow> Compute(ReleaseFigures figures, CancellationToken cancellation)
    {
        var gradients = new ConcurrentBag<ReleaseRow>();
        Parallel.ForEach(Questions(figures), new ParallelOptions { CancellationToken = cancellation }, query =>
        {
            if (Gradient.Of(figures.Compare(query)) is { } gradient)
            {
                gradients.Add(new ReleaseRow(ReleaseRows.GradientKey(query), Json.Write(GradientStatistics.Of(gradient))));
            }
        });
        return [.. ReleaseRows.Of(figures).Concat(gradients).OrderBy(row => row.Key, StringComparer.Ordinal)];
    }

    /// <summary>Every question a release answers.</summary>
    public static IEnumerable<ComparisonQuery> Questions(ReleaseFigures figures) =>
        from @return in figures.Series.Keys.Select(key => key.Return).Distinct()
        let years = figures.YearsOf(@return)
        from scope in Scopes.All
        from @from in years
        from to in years
        where @from < to
        from measure in Measures.All
        from imd in figures.Scores.Keys
        select new ComparisonQuery(@return, scope, @from, to, measure, imd);
}
