using BenchmarkDotNet.Attributes;
using BudgetWatch.Domain.Cuts;
using BudgetWatch.Domain.Observations;
using BudgetWatch.Domain.Releases;
using BudgetWatch.Domain.Specifications;
using MathNet.Numerics.LinearRegression;
using MathNet.Numerics.Random;
using MathNet.Numerics.Statistics;

namespace BudgetWatch.Benchmarks;

/// <summary>
/// The whole specification curve of one scope, 1,000 replicates behind each interval, on one thread and on two; and one specification of it beside the
/// same written straightforwardly with MathNet: draw, sort by deprivation, ridits, weighted regression, a thousand times.
/// </summary>
[MemoryDiagnoser]
[MedianColumn]
public class ComputingACurve
{
    private const int Replicates = 1_000;

    private ReleaseFigures _figures = null!;
    private IReadOnlyList<ComparisonQuery> _questions = [];

    [GlobalSetup]
    public void Read()
    {
        _figures = SnapshotEditions.Figures(SnapshotEditions.All());
        _questions =
        [
            .. SpecificationGrid.Chunks(Scopes.Comparable, _figures).SelectMany(chunk => SpecificationGrid.Questions(chunk, _figures)),
        ];
    }

    [Benchmark]
    public int Whole_curve_on_one_thread() => Curve(1);

    [Benchmark]
    public int Whole_curve_on_two_threads() => Curve(2);

    [Benchmark]
    public SpecificationEstimate? One_specification() => SpecificationEstimate.Of(_figures, ComparisonQuery.Headline);

    [Benchmark]
    public (double Low, double High) One_specification_with_MathNet()
    {
        var areas = _figures.Compare(ComparisonQuery.Headline).Areas;
        var random = new MersenneTwister(20100401);
        var slopes = new double[Replicates];
        var gaps = new double[Replicates];
        for (var replicate = 0; replicate < Replicates; replicate++)
        {
            var drawn = Enumerable.Range(0, areas.Count).Select(_ => random.Next(areas.Count)).Order().Select(i => areas[i]).ToArray();
            var people = drawn.Select(area => (double)area.PeopleFrom).ToArray();
            var total = people.Sum();
            var before = 0.0;
            var ridits = new double[drawn.Length][];
            for (var i = 0; i < drawn.Length; i++)
            {
                ridits[i] = [1, (before + (people[i] / 2)) / total];
                before += people[i];
            }

            slopes[replicate] = WeightedRegression.Weighted(ridits, [.. drawn.Select(area => area.ChangePercent!.Value)], people)[1];
            gaps[replicate] = Change(drawn, 1) - Change(drawn, 5);
        }

        return (slopes.Quantile(0.025) + gaps.Quantile(0.025), slopes.Quantile(0.975) + gaps.Quantile(0.975));
    }

    private static double Change(AreaCut[] areas, int fifth) =>
        PooledChange.Of([.. areas.Where(area => area.Deprivation.Fifth == fifth)], Measure.RealPerHead)?.ChangePercent ?? double.NaN;

    private int Curve(int threads)
    {
        var found = 0;
        Parallel.ForEach(
            _questions,
            new ParallelOptions { MaxDegreeOfParallelism = threads },
            query =>
            {
                if (SpecificationEstimate.Of(_figures, query) is not null)
                {
                    Interlocked.Increment(ref found);
                }
            }
        );
        return found;
    }
}
