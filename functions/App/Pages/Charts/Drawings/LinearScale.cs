namespace BudgetWatch.App.Pages.Charts.Drawings;

/// <summary>
/// Figures along a line. Round ends and round ticks are found by the rules of d3-scale 4 (<c>linear.nice</c>) and d3-array 3 (<c>ticks</c>), ISC licence, copyright
/// Mike Bostock, so that a drawing has the ticks its readers know from elsewhere.
/// </summary>
/// <param name="Low">The figure at the start.</param>
/// <param name="High">The figure at the end.</param>
/// <param name="Start">Where the line starts.</param>
/// <param name="End">Where it ends.</param>
internal sealed record LinearScale(double Low, double High, double Start, double End)
{
    private static readonly double Ten = Math.Sqrt(50);
    private static readonly double Five = Math.Sqrt(10);
    private static readonly double Two = Math.Sqrt(2);

    /// <summary>From the lowest to the highest of some figures; from 0 to 0 where there is none.</summary>
    public static LinearScale Over(IReadOnlyCollection<double> figures, double start, double end) =>
        figures.Count == 0 ? new(0, 0, start, end) : new(figures.Min(), figures.Max(), start, end);

    /// <summary>Where a figure is. Where all figures are the same, each is in the middle.</summary>
    public double At(double figure)
    {
        // In this order: an end is met exactly.
        var share = High == Low ? 0.5 : (figure - Low) / (High - Low);
        return (Start * (1 - share)) + (End * share);
    }

    /// <summary>The same with round ends, no further out than they must be.</summary>
    public LinearScale Nice(int count = 10)
    {
        double low = Low,
            high = High,
            before = double.NaN;
        // Ends that moved out may make the step larger, and so move once more.
        for (var turn = 0; turn < 10 && high > low; turn++)
        {
            var (_, _, step) = Steps(low, high, count);
            if (step == before)
            {
                return this with { Low = low, High = high };
            }

            (low, high) =
                step > 0
                    ? (Math.Floor(low / step) * step, Math.Ceiling(high / step) * step)
                    : (Math.Ceiling(low * step) / step, Math.Floor(high * step) / step);
            before = step;
        }

        return this;
    }

    /// <summary>Round figures between the ends, about as many as asked.</summary>
    public IReadOnlyList<double> Ticks(int count)
    {
        if (Low == High)
        {
            return [Low];
        }

        var (first, last, step) = Steps(Low, High, count);
        return last >= first
            ? [.. Enumerable.Range(0, (int)(last - first) + 1).Select(i => step > 0 ? (first + i) * step : (first + i) / -step)]
            : [];
    }

    /// <summary>The first and the last tick in steps from 0, and the step: 1, 2 or 5 times a power of ten. Of a step below 1 the reciprocal, as a negative number: it is whole.</summary>
    private static (double First, double Last, double Step) Steps(double low, double high, double count)
    {
        var step = (high - low) / count;
        var power = Math.Floor(Math.Log10(step));
        var error = step / Math.Pow(10, power);
        var factor =
            error >= Ten ? 10
            : error >= Five ? 5
            : error >= Two ? 2
            : 1;
        var isBelowOne = power < 0;
        var round = isBelowOne ? Math.Pow(10, -power) / factor : Math.Pow(10, power) * factor;
        double Times(double figure) => isBelowOne ? figure * round : figure / round;
        double Figure(double times) => isBelowOne ? times / round : times * round;

        double first = Number.HalfUp(Times(low)),
            last = Number.HalfUp(Times(high));
        first += Figure(first) < low ? 1 : 0;
        last -= Figure(last) > high ? 1 : 0;
        return last < first && count is >= 0.5 and < 2 ? Steps(low, high, count * 2) : (first, last, isBelowOne ? -round : round);
    }
}
