using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using BudgetWatch.Domain.Statistics;

namespace BudgetWatch.Domain.Cuts;

/// <summary>
/// The gap between the ends of the range: the change of the most deprived fifth less that of the least, in percentage points. Negative:
/// the most deprived were cut deeper. Fifths are pooled where areas count by their residents, and plain means where they count equally.
/// </summary>
/// <param name="Value">Percentage points.</param>
/// <param name="Low">Lower end of the 95 % interval; null where there are too few areas for one.</param>
/// <param name="High">Upper end.</param>
public sealed record FifthGap(double Value, double? Low, double? High)
{
    private const int Most = 1;
    private const int Least = 5;

    /// <summary>The gap of a comparison; null where either fifth has no percentage.</summary>
    public static FifthGap? Of(Comparison comparison)
    {
        var most = End.Of(comparison, Most);
        var least = End.Of(comparison, Least);
        if (most.Change() - least.Change() is not { } gap || !double.IsFinite(gap))
        {
            return null;
        }

        // An area that is drawn again brings its fifth with it.
        var interval = Resampling.Interval(
            comparison.Areas.Count,
            (times, replicates) => replicates.Add(most.Change(times) - least.Change(times))
        );
        return new FifthGap(gap, interval?.Low, interval?.High);
    }

    /// <summary>One fifth: the sums whose ratio of ratios is its change.</summary>
    private readonly record struct End(int[] Positions, double[] From, double[] To, double[] Before, double[] After, bool IsMean)
    {
        public static End Of(Comparison comparison, int fifth)
        {
            var isMean = comparison.Query.Weights == Weighting.Equal;
            var perHead = comparison.Query.Measure.IsPerHead();
            var areas = comparison
                .Areas.Select((cut, position) => (cut, position))
                .Where(area => area.cut.Deprivation.Fifth == fifth && (!isMean || area.cut.ChangePercent is not null))
                .ToList();
            double[] Each(Func<AreaCut, double> value) => [.. areas.Select(area => value(area.cut))];
            return new End(
                [.. areas.Select(area => area.position)],
                Each(cut => isMean ? 1 : cut.PoundsFrom),
                Each(cut => isMean ? cut.ChangePercent!.Value : cut.PoundsTo),
                Each(cut => isMean || !perHead ? 1 : cut.PeopleFrom),
                Each(cut => isMean || !perHead ? 1 : cut.PeopleTo),
                isMean
            );
        }

        public double? Change()
        {
            double from = From.Sum(),
                to = To.Sum();
            return Positions.Length == 0 || !(from > 0) ? null
                : IsMean ? to / from
                : 100 * ((to / After.Sum() / (from / Before.Sum())) - 1);
        }

        // For every replicate: compiled as Resampling says.
        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        public Vector256<double> Change(ReadOnlySpan<Vector256<double>> times)
        {
            Vector256<double> from = default,
                to = default,
                before = default,
                after = default;
            for (var i = 0; i < Positions.Length; i++)
            {
                var drawn = times[Positions[i]];
                from += drawn * From[i];
                to += drawn * To[i];
                before += drawn * Before[i];
                after += drawn * After[i];
            }

            return IsMean ? to / from : ((to / after / (from / before)) - Vector256<double>.One) * 100;
        }
    }
}
