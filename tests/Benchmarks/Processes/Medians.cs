namespace BudgetWatch.Benchmarks.Processes;

/// <summary>What several rounds of the same process come to.</summary>
/// <param name="Milliseconds">The median time from start to end.</param>
/// <param name="ProcessorMilliseconds">The median time of processors.</param>
/// <param name="Megabytes">The median of the most memory resident, in units of 1,048,576 bytes.</param>
internal sealed record Medians(double Milliseconds, double ProcessorMilliseconds, double Megabytes)
{
    public static Medians Of(IReadOnlyCollection<MeasuredProcess> rounds) =>
        new(
            Median(rounds.Select(round => round.Wall.TotalMilliseconds)),
            Median(rounds.Select(round => round.Processor.TotalMilliseconds)),
            Median(rounds.Select(round => round.PeakBytes / 1048576.0))
        );

    private static double Median(IEnumerable<double> values)
    {
        var ordered = values.Order().ToArray();
        return (ordered[ordered.Length / 2] + ordered[(ordered.Length - 1) / 2]) / 2;
    }
}
