using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace BudgetWatch.Domain.Statistics;

/// <summary>
/// The scale of areas drawn with replacement, for four replicates at once, each in a lane of its own that no other touches. Every lane
/// does the same IEEE operations in the same order whether the processor takes four, two or one at a time, so the slopes are the same
/// to the bit on every machine. Apart from <see cref="RiditScale"/> and <see cref="SlopeIndexOfInequality"/> for the four lanes alone; RedrawnScaleTests hold it to them.
/// </summary>
internal sealed class RedrawnScale(int areas)
{
    /// <summary>Replicates at once: the lanes of a <see cref="Vector256{T}"/>, whatever the processor's own width.</summary>
    public const int Lanes = 4;

    private readonly Vector256<double>[] _weights = new Vector256<double>[areas];
    private readonly Vector256<double>[] _weightedX = new Vector256<double>[areas];
    private Vector256<double> _total;
    private Vector256<double> _sumX;
    private Vector256<double> _spread;

    /// <summary>Draws again everything that depends only on the people.</summary>
    /// <param name="people">Residents of each area, in order.</param>
    /// <param name="times">How often each area is drawn, by lane; one drawn not at all adds nothing.</param>
    // For every replicate: compiled as Resampling says.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Redraw(ReadOnlySpan<double> people, ReadOnlySpan<Vector256<double>> times)
    {
        Vector256<double> before = default,
            sumX = default,
            sumXX = default;
        for (var i = 0; i < people.Length; i++)
        {
            var weight = times[i] * people[i];
            var x = before + (weight / 2);
            before += weight;
            var weightedX = weight * x;
            sumX += weightedX;
            sumXX += weightedX * x;
            _weights[i] = weight;
            _weightedX[i] = weightedX;
        }

        _total = before;
        _sumX = sumX;
        _spread = sumXX - (sumX * sumX / before);
    }

    /// <summary>Adds the slope of y in each lane, except a lane where all draws fell on one area: it has none.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void AddSlopes(ReadOnlySpan<double> y, List<double> slopes)
    {
        Vector256<double> sumY = default,
            sumXY = default;
        for (var i = 0; i < y.Length; i++)
        {
            sumY += _weights[i] * y[i];
            sumXY += _weightedX[i] * y[i];
        }

        // The ridit is x / total, so the slope on the ridit is the slope on x, times the total.
        var slope = (sumXY - (_sumX * sumY / _total)) / _spread * _total;
        for (var lane = 0; lane < Lanes; lane++)
        {
            if (_spread[lane] > 0)
            {
                slopes.Add(slope[lane]);
            }
        }
    }
}
