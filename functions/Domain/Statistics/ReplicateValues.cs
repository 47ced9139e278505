using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace BudgetWatch.Domain.Statistics;

/// <summary>A statistic in every replicate that has it.</summary>
internal sealed class ReplicateValues
{
    /// <summary>The values, in order of replicate.</summary>
    public List<double> Values { get; } = new(Resampling.Replicates);

    /// <summary>Adds each lane; one whose draws left the statistic undefined has none.</summary>
    // For every replicate: compiled as Resampling says.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Add(Vector256<double> lanes)
    {
        for (var lane = 0; lane < RedrawnScale.Lanes; lane++)
        {
            if (double.IsFinite(lanes[lane]))
            {
                Values.Add(lanes[lane]);
            }
        }
    }
}
