using BenchmarkDotNet.Attributes;
using BudgetWatch.Pipeline.Build;

namespace BudgetWatch.Benchmarks;

/// <summary>From the parsed editions of the bundled snapshot to every row of a release, in memory.</summary>
[MedianColumn]
public class BuildingARelease
{
    private IReadOnlyList<ReadEdition> _everything = [];
    private IReadOnlyList<ReadEdition> _budgets = [];

    [GlobalSetup]
    public void Read()
    {
        _everything = SnapshotEditions.All();
        _budgets = [.. _everything.Where(edition => !edition.Input.SourceId.StartsWith("revenue-outturn", StringComparison.Ordinal))];
    }

    [Benchmark]
    public int From_every_budget_to_rows() => Build(_budgets);

    [Benchmark]
    public int From_every_budget_and_outturn_to_rows() => Build(_everything);

    private static int Build(IReadOnlyList<ReadEdition> editions) => SnapshotEditions.Rows(SnapshotEditions.Figures(editions)).Count;
}
